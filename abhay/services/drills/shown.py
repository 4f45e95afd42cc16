"""Drills in words, for their pages: names of units, levels and posts in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from abhay.adapters.store.directory.names import Names, read_names
from abhay.adapters.store.directory.policies import read_current
from abhay.domain.policy.rules import rungs_in_order
from abhay.services.runtime import Runtime
from abhay.wording.contact_tests import LACKS
from abhay.wording.words import Bilingual, rung_words
from models.drills.views import GapView
from models.policy import DESK


@dataclass(frozen=True)
class DrillWords:
    """What units, levels and posts are called; `units` are those that a drill may be run in, sorted by their names."""

    names: Names
    labels: Mapping[str, str]
    units: tuple[tuple[str, Bilingual], ...]

    def unit(self, unit: str | None) -> Bilingual:
        """Returns what a unit is called, a dash for none."""
        known = self.names.units.get(unit or "")
        return Bilingual(hi=known.name_hi, en=known.name_en) if known else Bilingual.same(unit or "–")

    def post(self, post: str | None) -> Bilingual:
        """Returns what a post is called, a dash for none."""
        known = self.names.posts.get(post or "")
        return Bilingual(hi=known.name_hi, en=known.name_en) if known else Bilingual.same(post or "–")

    def rung(self, rung: str) -> Bilingual:
        """Returns what a level is called."""
        return rung_words(rung, self.labels.get(rung))

    def lack(self, gap: GapView) -> Bilingual:
        """Returns what a post lacks."""
        return LACKS[gap.lack]


async def drill_words(runtime: Runtime) -> DrillWords:
    """Returns what units, levels and posts are called now."""
    _, document = await read_current(runtime.database)
    async with runtime.database.transaction() as session:
        names = await read_names(runtime.database, session)
    units = ((unit.id, Bilingual(hi=unit.name_hi, en=unit.name_en)) for unit in names.units.values())
    labels = {rung: document.rung[rung].label for rung in rungs_in_order(document) if rung != DESK}
    return DrillWords(names, labels, tuple(sorted(units, key=lambda each: each[1].en)))
