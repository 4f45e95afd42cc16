"""The meaning of each kind of message, in one table from which every other list is derived."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.enums import MessageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The properties of a kind of message.

    `notice`: it only tells what happened; all other kinds ask the recipient to act, and go first under overload.
    `answerable`: it carries the link, so its recipient can acknowledge. `stopped`: an acknowledgement or an
    outcome makes it pointless; queued ones are stood down, and none is sent again. `paged`: its recipient counts
    as paged, and hears how the case goes on. `desk_hears`: the desk is told if it finally fails, since a post was
    not paged.
    """

    notice: bool = False
    answerable: bool = False
    stopped: bool = False
    paged: bool = False
    desk_hears: bool = False


MEANINGS: Mapping[MessageKind, Meaning] = MappingProxyType(
    {
        MessageKind.PAGE: Meaning(answerable=True, stopped=True, paged=True, desk_hears=True),
        MessageKind.REMINDER: Meaning(answerable=True, stopped=True, paged=True),
        MessageKind.UPDATE: Meaning(answerable=True, stopped=True, paged=True, desk_hears=True),
        MessageKind.DESK: Meaning(answerable=True, stopped=True, paged=True),
        MessageKind.ESCALATED: Meaning(notice=True, answerable=True, stopped=True),
        MessageKind.ACKNOWLEDGED: Meaning(notice=True),
        MessageKind.STOOD_DOWN: Meaning(notice=True),
        MessageKind.CLOSED: Meaning(notice=True),
    }
)


def kinds_where(holds: Callable[[Meaning], bool]) -> tuple[MessageKind, ...]:
    """Returns the kinds that have this property, for SQL that needs a list."""
    return tuple(kind for kind, meaning in MEANINGS.items() if holds(meaning))


NOTICES = kinds_where(lambda meaning: meaning.notice)
STOPPED_BY_ACKNOWLEDGEMENT = kinds_where(lambda meaning: meaning.stopped)
