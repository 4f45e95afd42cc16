"""The least form of a message, for when its words cannot be made: no template, and no fact that could be wrong."""

from abhay.wording import words
from abhay.wording.words import Bilingual
from models.enums import Severity
from models.payloads import Payload


class RenderedMessage(Payload):
    """The text of one message: a subject of one line, and a body.

    `replaced` is whether the text stands in place of one that could not be made.
    """

    subject: str
    body: str
    replaced: bool = False


def least_message(
    ref: str,
    severity: Severity,
    *,
    link: str | None,
    phone: str | None,
    area: Bilingual | None = None,
    drill: bool = False,
) -> RenderedMessage:
    """Returns the least that lets somebody act: case, severity, area if known, link, the desk's telephone."""
    subject = words.marked(f"{ref}: {words.SEVERITY[severity].both}", drill=drill)
    lines = (
        subject,
        f"{words.WELFARE_CHECK.both}: {ref}",
        words.SEVERITY[severity].both,
        area.both if area else "",
        link or "",
        f"{words.PHONE_DESK.both}: {phone}" if phone else "",
        *(line.both for line in words.HELPLINES),
    )
    return RenderedMessage(subject=subject, body="\n".join(line for line in lines if line) + "\n", replaced=True)
