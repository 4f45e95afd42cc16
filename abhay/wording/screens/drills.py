"""The words of drills: the invented case, the list, the scorecard and the form that begins one."""

from collections.abc import Mapping
from typing import Final

from abhay.domain.reports.waits import FEWEST
from abhay.wording.screens.reports import REPORTS
from abhay.wording.words import Bilingual
from models.drills.words import DrillEnd, DrillReason, Mark, PointState, StepState

__all__ = ["ENDING", "FEWEST", "INVENTED", "MARK", "POINT", "REASON", "STEP", "D"]

INVENTED: Final = Bilingual(
    hi="अभ्यास: यह सूचना काल्पनिक है। कोई व्यक्ति संकट में नहीं है; किसी को न भेजें।",
    en="DRILL: this alert is invented. Nobody is in distress; send nobody out.",
)
"""What the case of a drill says in place of a person's words."""

D: Final[Mapping[str, Bilingual]] = {
    "title": Bilingual(hi="अभ्यास", en="Drills"),
    "all": Bilingual(hi="सभी अभ्यास", en="All drills"),
    "one": Bilingual(hi="अभ्यास {id}", en="Drill {id}"),
    "says": Bilingual(
        hi="अभ्यास में हर संदेश पर «अभ्यास / DRILL» लिखा होता है। वास्तविक प्रकरण सदा पहले आते हैं, और उनके बढ़ने पर "
        "अभ्यास अपने-आप समाप्त हो जाता है।",
        en="In a drill every message says that it is one. Real cases always go first, and a drill ends by itself "
        "when there are many of them.",
    ),
    "none": Bilingual(hi="अब तक कोई अभ्यास नहीं हुआ।", en="No drill was run yet."),
    "incomplete": Bilingual(
        hi="इकाई चुनें, और अवधि 5 से 240 मिनट तक दें।", en="Choose a unit, and give a window of 5 to 240 minutes."
    ),
    "drill": Bilingual(hi="अभ्यास", en="Drill"),
    "started": Bilingual(hi="शुरू", en="Began"),
    "by": Bilingual(hi="किसने", en="By"),
    "reason": Bilingual(hi="कारण", en="Reason"),
    "severity": Bilingual(hi="गंभीरता", en="Severity"),
    "units": Bilingual(hi="इकाइयाँ", en="Units"),
    "unit": Bilingual(hi="इकाई", en="Unit"),
    "announced": Bilingual(hi="पहले से बताया गया", en="Announced beforehand"),
    "unannounced": Bilingual(hi="बिना बताए", en="Unannounced"),
    "top": Bilingual(hi="सबसे ऊँचा स्तर", en="Highest level"),
    "own_top": Bilingual(hi="इकाई का अपना सबसे ऊँचा स्तर", en="the unit's own highest"),
    "window": Bilingual(hi="अवधि (मिनट)", en="Window (minutes)"),
    "ends": Bilingual(hi="अपने-आप समाप्त", en="Ends by itself"),
    "ended": Bilingual(hi="समाप्त", en="Ended"),
    "running": Bilingual(hi="चल रहा है", en="running"),
    "so_far": Bilingual(hi="अब तक की स्थिति", en="As it stands now"),
    "frozen": Bilingual(hi="समाप्ति पर सहेजा गया", en="Frozen at its end"),
    "case": Bilingual(hi="प्रकरण", en="Case"),
    "mark": Bilingual(hi="परिणाम", en="Result"),
    "reach": Bilingual(hi="1. संदेश पहुँचे", en="1. Reach"),
    "answer": Bilingual(hi="2. उत्तर", en="2. Answer"),
    "steps": Bilingual(hi="3. आगे के चरण", en="3. Steps"),
    "data": Bilingual(hi="4. सुधारने योग्य", en="4. To put right"),
    "nothing": Bilingual(hi="कुछ नहीं", en="nothing"),
    "nobody": Bilingual(hi="किसी ने उत्तर नहीं दिया", en="nobody answered"),
    "after": Bilingual(hi="{time} बाद", en="after {time}"),
    "in_time_of": Bilingual(hi="समय पर", en="In time"),
    "too_few": REPORTS["too_few"],
    "median": REPORTS["median"],
    "p90": REPORTS["p90"],
    "begin": Bilingual(hi="अभ्यास शुरू करें", en="Begin a drill"),
    "choose": Bilingual(hi="इकाइयाँ चुनें (Ctrl से एक से अधिक)", en="Choose units (Ctrl for several)"),
}
"""Headings and sentences, by the name that the pages use."""

MARK: Final[Mapping[Mark, Bilingual]] = {
    Mark.IN_TIME: Bilingual(hi="पहुँचा, समय पर उत्तर", en="Reached, answered in time"),
    Mark.LATE: Bilingual(hi="देर से उत्तर", en="Answered late"),
    Mark.ONLY_ABOVE: Bilingual(hi="केवल ऊपर के स्तर से उत्तर", en="Answered only above"),
    Mark.NOT_REACHED: Bilingual(hi="नहीं पहुँचा: किसी ने उत्तर नहीं दिया", en="Not reached: nobody answered"),
}

REASON: Final[Mapping[DrillReason, Bilingual]] = {
    DrillReason.ROUTINE: Bilingual(hi="नियमित", en="Routine"),
    DrillReason.ROSTER_CHANGED: Bilingual(hi="ड्यूटी सूची बदली", en="The roster changed"),
    DrillReason.CONTACTS_CHANGED: Bilingual(hi="संपर्क बदले", en="Contacts changed"),
    DrillReason.CHANNEL_CHANGED: Bilingual(hi="संदेश का माध्यम बदला", en="A channel changed"),
    DrillReason.POLICY_CHANGED: Bilingual(hi="नीति बदली", en="The policy changed"),
    DrillReason.TRAINING: Bilingual(hi="प्रशिक्षण", en="Training"),
    DrillReason.NIGHT: Bilingual(hi="रात का अभ्यास", en="Night drill"),
}

ENDING: Final[Mapping[DrillEnd, Bilingual]] = {
    DrillEnd.WINDOW: Bilingual(hi="अवधि पूरी हुई", en="its window ran out"),
    DrillEnd.DONE: Bilingual(hi="सभी प्रकरण समाप्त", en="all its cases ended"),
    DrillEnd.REAL_LOAD: Bilingual(hi="वास्तविक प्रकरणों के लिए रोका गया", en="stopped for real cases"),
}

POINT: Final[Mapping[PointState, Bilingual]] = {
    PointState.NOT_TRIED: Bilingual(hi="नहीं भेजा", en="not tried"),
    PointState.FAILED: Bilingual(hi="विफल", en="failed"),
    PointState.ATTEMPTED: Bilingual(hi="प्रयास हुआ", en="attempted"),
    PointState.ACCEPTED: Bilingual(hi="माध्यम ने लिया", en="accepted"),
    PointState.DELIVERED: Bilingual(hi="पहुँचा", en="delivered"),
}

STEP: Final[Mapping[StepState, Bilingual]] = {
    StepState.IN_TIME: Bilingual(hi="समय पर", en="in time"),
    StepState.LATE: Bilingual(hi="देर से", en="late"),
    StepState.MISSING: Bilingual(hi="दर्ज नहीं", en="not noted"),
    StepState.NOT_DUE: Bilingual(hi="समय शेष था", en="not due yet"),
}
