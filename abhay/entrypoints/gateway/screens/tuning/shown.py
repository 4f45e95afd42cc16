"""Renders the page of the policy: its form as it is in force or as it was sent, with a preview or both changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from fastapi import Response

from abhay.adapters.store.directory.contacts import list_units
from abhay.adapters.store.directory.policies import read_saved
from abhay.domain.permissions import may
from abhay.entrypoints.gateway.screens.asking import View
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.entrypoints.gateway.screens.tuning import chart
from abhay.entrypoints.gateway.screens.tuning.stepping_up import proof_asked
from abhay.errors import SavedVersion, UnknownUnit
from abhay.services.tuning.preview import CasePreview, PolicyPreview, preview_policy
from abhay.services.tuning.screen import ChangeLine, Typed, milestone_of, policy_screen, rung_names
from abhay.wording.screens import policy as words
from abhay.wording.words import Bilingual
from models.actors import Act
from models.policy import PolicyDocument

PATH: Final = "/policy"

SPANS: Final = (7, 30, 90)
"""Days of past cases that a preview can be asked for."""

_SPAN: Final = "30"
_MOST_LINES: Final = 40
"""Cases in the table of a preview, those with a difference."""


@dataclass(frozen=True)
class Stale:
    """A save that came too late: who saved what meanwhile, and both changes of the version that was read."""

    since: tuple[SavedVersion, ...]
    theirs: tuple[ChangeLine, ...]
    mine: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class Previewed:
    """A preview with its chart; `lines` are the cases of its table, `more` how many others differ."""

    found: PolicyPreview
    chart: chart.Chart | None
    names: Mapping[str, Bilingual]
    lines: tuple[CasePreview, ...]
    more: int
    differ: int
    unasked: int

    def name(self, rung: str) -> Bilingual:
        """Returns what a rung is called."""
        return self.names.get(rung, Bilingual.same(rung))


@dataclass(frozen=True)
class Sent:
    """What came of a form: what the page says first, and what is shown with it.

    `version` is the one that the form is made from now; None: the one in force.
    """

    form: Mapping[str, str] = field(default_factory=dict[str, str])
    version: int | None = None
    told: Bilingual | None = None
    wrong: Bilingual | None = None
    status: int = HTTPStatus.OK
    preview: Previewed | None = None
    stale: Stale | None = None


async def known_unit(view: View, unit: str) -> str | None:
    """Returns the unit that an address or a form names; None for all units. Raises `UnknownUnit`."""
    if not unit:
        return None
    if unit not in {each.unit for each in await list_units(view.context.database)}:
        raise UnknownUnit
    return unit


async def previewed(view: View, data: Mapping[str, Any], form: Mapping[str, str]) -> Previewed:
    """Returns the preview of a policy over the days that the form names. Raises `InvalidPolicy`."""
    days = int(form["days"]) if form.get("days") in {str(each) for each in SPANS} else int(_SPAN)
    database = view.context.database
    found = await preview_policy(database, data, view.actor, span=timedelta(days=days))
    names = rung_names((await read_saved(database)).document, PolicyDocument.model_validate(data))
    differing = [each for each in found.cases if each.differs]
    return Previewed(
        found=found,
        chart=chart.chart_of(found.cases, names, found.until),
        names=names,
        lines=tuple(reversed(differing[-_MOST_LINES:])),
        more=max(len(differing) - _MOST_LINES, 0),
        differ=len(differing),
        unasked=sum(each.unasked for each in found.cases),
    )


async def policy_page(view: View, unit: str | None, typed: Typed, sent: Sent) -> Response:
    """Returns the page."""
    page = await policy_screen(view.context.database, unit, typed)
    return show(
        view,
        "policy.html",
        sent.status,
        p=page,
        sent=sent,
        version_read=sent.version or page.saved.version,
        w=words,
        P=words.P,
        may_change=may(view.actor, Act.SET_POLICY).allowed,
        proof=proof_asked(view),
        spans=SPANS,
        span=sent.form.get("days", _SPAN),
        milestone_of=milestone_of,
        picture=chart,
    )
