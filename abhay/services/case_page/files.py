"""Opening a file that came with the case, from the page."""

from abhay.errors import FilesNotRead, NotPossibleNow, UnknownAlert, UnknownFile
from abhay.services.case_page.forms import Form, Said, reason_of, refused
from abhay.services.case_page.links import OpenLink
from abhay.services.cases import files
from abhay.services.cases.files import OpenedFile, small_picture
from abhay.services.runtime import Runtime
from abhay.wording.page_words import FILE_REASONS
from models.actors import Act


async def may_open(runtime: Runtime, link: OpenLink, form: Form) -> Said:  # noqa: ARG001  as every act of the page
    """Returns whether this link's post may open files; the file itself is the answer then (`file_of`).

    A file may show who a child is, so none is opened where that is masked.
    """
    if link.briefing.minor and not link.context.sight.minors:
        return Said.NOT_FOR_YOU
    return refused(link, Act.OPEN_FILE) or Said.FILE


async def picture_of(runtime: Runtime, link: OpenLink, form: Form) -> str | None:
    """Returns the chosen picture, small, as a `data:` address, once that is written down; None if it cannot be."""
    file = await file_of(runtime, link, form.model_copy(update={"file": form.show}))
    return None if file is None else await small_picture(file)


async def file_of(runtime: Runtime, link: OpenLink, form: Form) -> OpenedFile | None:
    """Returns the chosen file, once it is written down who opened it and why; None where it cannot be given out."""
    actor = link.actor(form.by)
    try:
        return await files.open_file(runtime, link.alert_id, form.file, actor, reason_of(actor, FILE_REASONS, form))
    except (UnknownFile, FilesNotRead, NotPossibleNow, UnknownAlert):
        return None
