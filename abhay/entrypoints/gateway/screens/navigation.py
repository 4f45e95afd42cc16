"""The pages that the header leads to, each with the act that a person must be allowed for it."""

from dataclasses import dataclass
from typing import Final

from abhay.domain.permissions import may
from abhay.wording.screens import accounts, frame, new_case
from abhay.wording.screens.board import BOARD
from abhay.wording.screens.drills import D
from abhay.wording.screens.policy import P
from abhay.wording.screens.reports import REPORTS
from abhay.wording.screens.units import U
from abhay.wording.words import Bilingual
from models.actors import Act, Actor


@dataclass(frozen=True)
class Entry:
    """One page of the header: its path, what it is called, and the act that it needs; None for everybody.

    `key` leads there together with the browser's own key for such keys (Alt): no letter alone acts (WCAG 2.1.4).
    """

    path: str
    words: Bilingual
    act: Act | None = None
    key: str | None = None


ENTRIES: Final = (
    Entry("/", BOARD["title"], Act.LIST_CASES),
    Entry("/units", U["title"], Act.READ_CONTACTS),
    Entry("/policy", P["title"], Act.READ_POLICY),
    Entry("/new", new_case.TITLE, Act.NOTE_CALL, key="n"),
    Entry("/accounts", accounts.ACCOUNTS, Act.LIST_ACCOUNTS),
    Entry("/reports", REPORTS["title"], Act.READ_REPORTS),
    Entry("/drills", D["title"], Act.READ_DRILLS),
    Entry("/account", frame.OWN_ACCOUNT),
)
"""In the order in which they are shown; the first that a person may see is where a sign-in leads."""


def entries_for(actor: Actor) -> tuple[Entry, ...]:
    """Returns the pages that this person may open."""
    return tuple(each for each in ENTRIES if each.act is None or may(actor, each.act).allowed)


def home_of(actor: Actor) -> str:
    """Returns the page that a sign-in leads to."""
    return entries_for(actor)[0].path
