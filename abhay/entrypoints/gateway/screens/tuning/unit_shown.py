"""Renders the page of a unit: as it is, or with what was typed into one of its forms and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import Response

from abhay.domain.permissions import may
from abhay.entrypoints.gateway.screens.asking import View
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.entrypoints.gateway.screens.tuning.stepping_up import proof_asked
from abhay.errors import SavedVersion
from abhay.services.tuning import rosters
from abhay.services.tuning.contacts import LANGUAGES, LINES, FormRow, rows_of
from abhay.services.tuning.overrides import LONGEST_REASON, TypedOverride
from abhay.services.tuning.rosters import WindowRow, choices, window_rows
from abhay.services.tuning.units import UnitScreen, unit_screen
from abhay.wording.screens import drills, policy
from abhay.wording.screens import rosters as words
from abhay.wording.screens.mistakes import in_both
from abhay.wording.screens.reports import clock, length
from abhay.wording.screens.units import U
from abhay.wording.words import Bilingual
from models.actors import Act


@dataclass(frozen=True)
class UnitSent:
    """What came of a form of the page; what is None is as it is in force.

    `read` and `roster_read` are the versions that the forms were made from.
    """

    rows: list[FormRow] | None = None
    read: int | None = None
    windows: list[WindowRow] | None = None
    roster_read: int | None = None
    override: TypedOverride | None = None
    told: Bilingual | None = None
    wrong: Bilingual | None = None
    since: tuple[SavedVersion, ...] = ()
    status: int = HTTPStatus.OK


@dataclass(frozen=True)
class Mistake:
    """One mistake of a form: the id of its field, what the field is called, and what is wrong."""

    at: str
    field: Bilingual
    what: Bilingual


@dataclass(frozen=True)
class Duties:
    """The forms of a roster: whom each post's can name, its duties by their number in the form, and all mistakes."""

    posts: tuple[str, ...]
    choices: Mapping[str, Sequence[rosters.Choice]]
    rows: Sequence[WindowRow]
    override: TypedOverride | None
    mistakes: list[Mistake] = field(default_factory=list[Mistake])

    def of(self, post: str) -> list[tuple[int, WindowRow]]:
        """Returns the duties of a post with their numbers."""
        return [(number, row) for number, row in enumerate(self.rows) if row.post == post]

    def named(self, post: str, chosen: Sequence[str]) -> Sequence[rosters.Choice]:
        """Returns whom a duty of the post can name."""
        return rosters.with_own(self.choices.get(post, ()), chosen)

    def typed(self, post: str) -> TypedOverride:
        """Returns the override that is typed for a post; an empty one where none is."""
        return self.override if self.override and self.override.post == post else TypedOverride(post)


async def unit_shown(view: View, unit: str, sent: UnitSent | None = None) -> Response:
    """Returns the page of a unit, or of `state`. Raises `UnknownUnit`."""
    sent = sent or UnitSent()
    page = await unit_screen(view.context.runtime, unit, view.actor)
    return show(
        view,
        "unit.html",
        sent.status,
        page=page,
        waiting=page.waiting,
        rows=sent.rows if sent.rows is not None else rows_of(page.contacts),
        version_read=page.version if sent.read is None else sent.read,
        duties=_duties(page, sent),
        roster_read=page.roster.version if sent.roster_read is None else sent.roster_read,
        since=sent.since,
        told=sent.told,
        wrong=sent.wrong,
        languages=LANGUAGES,
        lines=LINES,
        longest_reason=LONGEST_REASON,
        may_roster=may(view.actor, Act.SET_ROSTER).allowed,
        both=in_both,
        R=words.R,
        days=words.DAY,
        gap_name=words.gap_name,
        drill_words=drills,
        clock=clock,
        length=length,
        **said_of_units(view),
    )


def said_of_units(view: View) -> dict[str, Any]:
    """Returns what the templates of the units say and ask, besides their page."""
    return {
        "U": U,
        "P": policy.P,
        "w": policy,
        "actor": view.actor.id,
        "may_change": may(view.actor, Act.SET_CONTACTS).allowed,
        "proof": proof_asked(view),
    }


def _duties(page: UnitScreen, sent: UnitSent) -> Duties:
    known = choices(page.contacts)
    rows = sent.windows if sent.windows is not None else window_rows(page.roster.windows, page.posts)
    posts = tuple(dict.fromkeys((*page.posts, *(row.post for row in rows))))
    found = Duties(posts, known, rows, sent.override)
    for number, row in enumerate(rows):
        at = f"w{number}"
        found.mistakes.extend(_mistakes(at, page.post(row.post), row.wrong))
    if sent.override:
        at = f"o-{sent.override.post}"
        found.mistakes.extend(_mistakes(at, page.post(sent.override.post), sent.override.wrong))
    return found


def _mistakes(at: str, post: Bilingual, wrong: Mapping[str, Bilingual]) -> list[Mistake]:
    found: list[Mistake] = []
    for name, what in wrong.items():
        said = words.R.get(name, words.R["window"])
        named = Bilingual(hi=f"{post.hi} · {said.hi}", en=f"{post.en} · {said.en}")
        found.append(Mistake(f"{at}-{name}", named, what))
    return found
