"""The words of reports: headings, what a figure means, and lengths of time as people read them."""

import itertools
from collections.abc import Mapping
from typing import Final

from abhay.domain.reports.waits import EDGES, FEWEST, Quantile, Summary
from abhay.wording.words import Bilingual

REPORTS: Final[Mapping[str, Bilingual]] = {
    "title": Bilingual(hi="रिपोर्ट", en="Reports"),
    "daily": Bilingual(hi="दैनिक रिपोर्ट", en="Daily report"),
    "period": Bilingual(hi="{first} से {last}", en="{first} to {last}"),
    "made": Bilingual(hi="{at} की स्थिति", en="as of {at}"),
    "of_unit": Bilingual(hi="केवल {unit}", en="{unit} only"),
    "from": Bilingual(hi="दिनांक से", en="From"),
    "until": Bilingual(hi="दिनांक तक", en="Until"),
    "show": Bilingual(hi="दिखाएँ", en="Show"),
    "csv": Bilingual(hi="तालिका (CSV) सहेजें", en="Save as a table (CSV)"),
    "pdf": Bilingual(hi="PDF सहेजें", en="Save as a PDF"),
    "all": Bilingual(hi="सभी प्रकरण", en="All cases"),
    "figure": Bilingual(hi="संख्या", en="Figure"),
    "units": Bilingual(hi="इकाई के अनुसार", en="By unit"),
    "levels": Bilingual(hi="स्तर के अनुसार", en="By level"),
    "shifts": Bilingual(hi="पाली के अनुसार", en="By shift"),
    "days": Bilingual(hi="दिन के अनुसार", en="By day"),
    "months": Bilingual(hi="माह के अनुसार", en="By month"),
    "severities": Bilingual(hi="गंभीरता के अनुसार", en="By severity"),
    "outcomes": Bilingual(hi="परिणाम", en="Outcomes"),
    "apart": Bilingual(hi="अभ्यास और परीक्षण", en="Drills and tests"),
    "apart_says": Bilingual(
        hi="अभ्यास, और वे संदेश जिन्हें भेजने वाले ने परीक्षण बताया: ऊपर के किसी आँकड़े में नहीं गिने गए।",
        en="Drills, and messages that their sender marked as tests: counted in none of the figures above.",
    ),
    "none": Bilingual(hi="इस अवधि में कोई प्रकरण नहीं।", en="No case in this period."),
    "unit": Bilingual(hi="इकाई", en="Unit"),
    "level": Bilingual(hi="स्तर", en="Level"),
    "shift": Bilingual(hi="पाली (IST)", en="Shift (IST)"),
    "day": Bilingual(hi="दिन", en="Day"),
    "month": Bilingual(hi="माह", en="Month"),
    "severity": Bilingual(hi="गंभीरता", en="Severity"),
    "outcome": Bilingual(hi="परिणाम", en="Outcome"),
    "cases": Bilingual(hi="प्रकरण", en="Cases"),
    "entered": Bilingual(hi="बार सूचित", en="Times told"),
    "acknowledged": Bilingual(hi="पावती मिली", en="Acknowledged"),
    "unanswered": Bilingual(hi="बिना पावती", en="Unanswered"),
    "median": Bilingual(hi="माध्यिका", en="Median"),
    "p90": Bilingual(hi="90 % इतने में", en="90 % within"),
    "wait": Bilingual(hi="पावती तक समय (मिनट:सेकंड)", en="Time to acknowledge (min:s)"),
    "reach": Bilingual(hi="व्यक्ति तक पहुँचने का समय (मिनट:सेकंड)", en="Time to reach the person (min:s)"),
    "climbed": Bilingual(hi="ऊपर गए", en="Climbed"),
    "reached": Bilingual(hi="व्यक्ति तक पहुँचे", en="Person reached"),
    "exhausted": Bilingual(hi="किसी स्तर पर पावती नहीं", en="No level answered"),
    "open": Bilingual(hi="अब भी खुले", en="Still open"),
    "merged": Bilingual(hi="दूसरे प्रकरण में मिलाए गए (नहीं गिने)", en="Merged into others (not counted)"),
    "at_once": Bilingual(hi="पहले स्तर पर पावती", en="acknowledged at the first level"),
    "one_climb": Bilingual(hi="एक स्तर ऊपर", en="after one climb"),
    "more_climbs": Bilingual(hi="दो या अधिक स्तर ऊपर", en="after two climbs or more"),
    "nobody": Bilingual(hi="बिना पावती", en="unanswered"),
    "climbs": Bilingual(hi="कितने ऊपर तक गए", en="How far cases climbed"),
    "spread": Bilingual(hi="पाली में पावती तक का समय", en="Time to acknowledge, by shift"),
    "too_few": Bilingual(hi=f"{FEWEST} से कम", en=f"fewer than {FEWEST}"),
    "no_unit": Bilingual(hi="इकाई तय नहीं", en="no unit"),
    "how": Bilingual(
        hi="माध्यिका: आधे प्रकरणों में इतने समय में पावती मिली। जिनकी पावती कभी नहीं मिली वे भी गिने जाते हैं: "
        "«> 5:00» का अर्थ है इससे अधिक। 5 से कम प्रकरणों पर कोई समय नहीं दिखाया जाता।",
        en="Median: in half of the cases somebody acknowledged within this time. Cases that nobody acknowledged count "
        "too: “> 5:00” means longer than that. Of fewer than 5 cases no time is shown.",
    ),
    "bars": Bilingual(
        hi="पट्टी माध्यिका तक, पतली रेखा 90 % तक; टूटी रेखा: इससे भी अधिक।",
        en="The bar ends at the median, the thin line at 90 %; a dashed one goes on beyond.",
    ),
    "several": Bilingual(
        hi="एक से अधिक इकाइयों वाला प्रकरण हर इकाई में गिना जाता है।", en="A case with several units counts for each."
    ),
}
"""Headings and sentences of reports, by the name that the page uses."""


def clock(seconds: float) -> str:
    """Returns a length of time as minutes and seconds, `3:07`; whole seconds, the begun one counts."""
    whole = int(-(-seconds // 1))
    return f"{whole // 60}:{whole % 60:02}"


def length(quantile: Quantile | None) -> Bilingual:
    """Returns a median as people read it: `3:07`, `> 5:00`, or that there are too few."""
    if quantile is None:
        return REPORTS["too_few"]
    return Bilingual.same(f"> {clock(quantile.seconds)}" if quantile.beyond else clock(quantile.seconds))


def lengths(summary: Summary) -> tuple[Bilingual, Bilingual]:
    """Returns median and p90; a dash for both where there is nothing at all."""
    if not summary.n:
        return Bilingual.same("–"), Bilingual.same("–")
    return length(summary.median), length(summary.p90)


def _spread_words() -> tuple[Bilingual, ...]:
    minutes = [edge // 60 for edge in EDGES]
    first = Bilingual(hi=f"{minutes[0]} मि. तक", en=f"to {minutes[0]} min")
    between = [Bilingual(hi=f"{low}–{high} मि.", en=f"{low}–{high} min") for low, high in itertools.pairwise(minutes)]
    beyond = Bilingual(hi=f"{minutes[-1]} मि. से अधिक", en=f"over {minutes[-1]} min")
    return (first, *between, beyond, REPORTS["nobody"])


SPREAD: Final = _spread_words()
"""What each number of a spread counts, in its order."""
