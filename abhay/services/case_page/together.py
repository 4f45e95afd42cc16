"""What the page offers beside the case's own acts: opening a file that came with it, merging it with another case."""

from abhay.adapters.store.cases.locked import find_case
from abhay.adapters.store.cases.merging import merge as merge_cases
from abhay.errors import BadInput, FilesNotRead, NotPossibleNow, UnknownAlert, UnknownFile
from abhay.services.case_page.forms import Form, Said, reason_of, refused
from abhay.services.case_page.links import OpenLink
from abhay.services.cases import files
from abhay.services.cases.files import OpenedFile
from abhay.services.runtime import Runtime
from abhay.wording import words
from abhay.wording.page_words import FILE_REASONS
from models.actors import Act


async def may_open(runtime: Runtime, link: OpenLink, form: Form) -> Said:  # noqa: ARG001  as every act of the page
    """Returns whether this link's post may open files; the file itself is the answer then (`file_of`)."""
    return refused(link, Act.OPEN_FILE) or Said.FILE


async def file_of(runtime: Runtime, link: OpenLink, form: Form) -> OpenedFile | None:
    """Returns the chosen file, once it is written down who opened it and why; None where it cannot be given out."""
    actor = link.actor(form.by)
    try:
        return await files.open_file(runtime, link.alert_id, form.file, actor, reason_of(actor, FILE_REASONS, form))
    except (UnknownFile, FilesNotRead, NotPossibleNow, UnknownAlert):
        return None


async def merge(runtime: Runtime, link: OpenLink, form: Form) -> Said:
    """Makes one case of this and another one about the same person: the one that is further goes on."""
    if (why_not := refused(link, Act.MERGE)) is not None:
        return why_not
    this, other = link.context.ref, form.case.strip().upper()
    actor = link.actor(form.by)
    reason = f"one person, said on the page ({words.one_line(actor.name)})"
    try:
        await find_case(runtime.database, other)
        for ref, into in ((other, this), (this, other)):
            try:
                await merge_cases(runtime.database, ref, into, actor, reason)
            except NotPossibleNow:
                continue
            return Said.MERGED
    except (UnknownAlert, BadInput):
        return Said.NO_CASE
    return Said.NOT_MERGED
