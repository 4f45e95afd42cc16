"""The words of drills: the invented case, the list, the scorecard and the form that begins one."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from abhay.domain.reports.waits import FEWEST
from abhay.wording.words import Bilingual, listed
from models.drills.words import LONGEST_WINDOW, SHORTEST_WINDOW, DrillEnd, DrillReason, Mark, PointState, StepState

__all__ = [
    "ENDING",
    "FEWEST",
    "INVENTED",
    "LONGEST_REASON",
    "LONGEST_WINDOW",
    "MARK",
    "POINT",
    "REASON",
    "SHORTEST_WINDOW",
    "STEP",
    "D",
    "refused",
]

INVENTED: Final = Bilingual(
    hi="अभ्यास: यह सूचना काल्पनिक है। कोई व्यक्ति संकट में नहीं है; किसी को न भेजें।",
    en="DRILL: this alert is invented. Nobody is in distress; send nobody out.",
)
"""What the case of a drill says in place of a person's words."""

LONGEST_REASON: Final = 500
"""Characters, as in the API."""

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
        hi=f"इकाई चुनें, और अवधि {SHORTEST_WINDOW} से {LONGEST_WINDOW} मिनट तक दें।",
        en=f"Choose a unit, and give a window of {SHORTEST_WINDOW} to {LONGEST_WINDOW} minutes.",
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
    "is_running": Bilingual(
        hi="अभ्यास चल रहा है और {ends} पर अपने-आप समाप्त होगा। नीचे {at} की स्थिति है।",
        en="The drill is running and ends by itself at {ends}. Below is how it stood at {at}.",
    ),
    "is_ending": Bilingual(
        hi="अभ्यास समाप्त हो रहा है: {why}। नीचे {at} की स्थिति है।",
        en="The drill is ending: {why}. Below is how it stood at {at}.",
    ),
    "has_ended": Bilingual(
        hi="अभ्यास {ended} पर समाप्त हुआ: {why}। नीचे तब का परिणाम है; वह नहीं बदलता।",
        en="The drill ended at {ended}: {why}. Below is the result as it was then; it does not change.",
    ),
    "no_answer_yet": Bilingual(hi="अब तक उत्तर नहीं", en="no answer yet"),
    "ended": Bilingual(hi="समाप्त", en="Ended"),
    "running": Bilingual(hi="चल रहा है", en="running"),
    "case": Bilingual(hi="प्रकरण", en="Case"),
    "mark": Bilingual(hi="परिणाम", en="Result"),
    "reach": Bilingual(hi="1. संदेश पहुँचे", en="1. Reach"),
    "answer": Bilingual(hi="2. उत्तर", en="2. Answer"),
    "steps": Bilingual(hi="3. आगे के चरण", en="3. Steps"),
    "data": Bilingual(hi="4. सुधारने योग्य", en="4. To put right"),
    "last": Bilingual(hi="पिछले अभ्यास", en="Last drills"),
    "none_here": Bilingual(hi="इस इकाई का कोई अभ्यास अब तक पूरा नहीं हुआ।", en="No drill of this unit has ended yet."),
    "answered_of": Bilingual(hi="{n} में से {answered} में उत्तर दिया", en="Answered {answered} of {n}"),
    "unanswered": Bilingual(hi="{unanswered} में उत्तर नहीं", en="{unanswered} unanswered"),
    "median_of": Bilingual(hi="उत्तर में लगा समय, माध्यिका (मि:से)", en="median time to answer (m:s)"),
    "few_drills": Bilingual(hi=f"{FEWEST} से कम अभ्यासों की नहीं बताई जाती", en=f"not told of fewer than {FEWEST} drills"),
    "took": Bilingual(hi="उत्तर में लगे (मि:से)", en="Answered after (m:s)"),
    "nothing": Bilingual(hi="कुछ नहीं", en="nothing"),
    "nobody": Bilingual(hi="किसी ने उत्तर नहीं दिया", en="nobody answered"),
    "after": Bilingual(hi="{time} बाद", en="after {time}"),
    "in_time_of": Bilingual(hi="समय पर", en="In time"),
    "few_units": Bilingual(
        hi=f"{FEWEST} से कम इकाइयों के उत्तर-समय की माध्यिका नहीं बताई जाती।",
        en=f"No median of the times to answer is told of fewer than {FEWEST} units.",
    ),
    "p90_of": Bilingual(hi="90 % ने इतने में उत्तर दिया (मि:से)", en="90 % answered within (m:s)"),
    "begin": Bilingual(hi="अभ्यास शुरू करें", en="Begin a drill"),
    "stop": Bilingual(hi="अभ्यास अभी समाप्त करें", en="End the drill now"),
    "stop_says": Bilingual(
        hi="इसके खुले प्रकरण बंद होते हैं, जिन्हें सूचना गई थी उन्हें बताया जाता है, और अब तक का परिणाम सहेजा जाता है।",
        en="Its open cases are closed, everybody who was told of them hears of it, and the result so far is kept.",
    ),
    "why": Bilingual(hi="क्यों (ऑडिट लॉग के लिए)", en="Why (for the audit log)"),
    "no_reason": Bilingual(
        hi=f"कारण लिखें, {LONGEST_REASON} अक्षरों तक।", en=f"Say why, in at most {LONGEST_REASON} characters."
    ),
    "over": Bilingual(
        hi="यह अभ्यास पहले ही समाप्त हो चुका है या हो रहा है।", en="This drill has ended, or is ending already."
    ),
    "choose": Bilingual(hi="इकाइयाँ चुनें", en="Choose units"),
}
"""Headings and sentences, by the name that the pages use."""

MARK: Final[Mapping[Mark, Bilingual]] = {
    Mark.IN_TIME: Bilingual(hi="पहुँचा, समय पर उत्तर", en="Reached, answered in time"),
    Mark.LATE: Bilingual(hi="देर से उत्तर", en="Answered late"),
    Mark.ONLY_ABOVE: Bilingual(hi="केवल ऊपर के स्तर से उत्तर", en="Answered only above"),
    Mark.NOT_REACHED: Bilingual(hi="नहीं पहुँचा: किसी ने उत्तर नहीं दिया", en="Not reached: nobody answered"),
    Mark.CUT_SHORT: Bilingual(
        hi="उत्तर का समय पूरा होने से पहले अभ्यास समाप्त हुआ", en="Ended before the time to answer was over"
    ),
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
    DrillEnd.STOPPED: Bilingual(hi="किसी ने बीच में रोका", en="stopped by hand"),
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

_REFUSED: Final[Sequence[tuple[str, Bilingual]]] = (
    (
        r"(?P<real>\d+) real cases wait for an answer: a drill begins only below (?P<mark>\d+)\.",
        Bilingual(
            hi="{real} वास्तविक प्रकरण उत्तर की प्रतीक्षा में हैं: {mark} से कम होने पर ही अभ्यास शुरू होगा।",
            en="{real} real cases wait for an answer: a drill begins only below {mark}.",
        ),
    ),
    (
        r"(?P<units>.*): a drill is open there already, and one unit has one at a time\.",
        Bilingual(
            hi="{units}: यहाँ एक अभ्यास पहले से चल रहा है; एक इकाई में एक समय पर एक ही हो सकता है।",
            en="{units}: a drill is open there already, and one unit has one at a time.",
        ),
    ),
    (
        r"At most (?P<most>\d+) drill cases are open at once in the State; there is room for (?P<room>\d+)\.",
        Bilingual(
            hi="राज्य में एक साथ अधिक से अधिक {most} इकाइयों में अभ्यास हो सकता है; अभी {room} के लिए जगह है।",
            en="At most {most} drill cases are open at once in the State; there is room for {room}.",
        ),
    ),
    (
        r"top_rung: every rung of (?P<units>.*) is the State's: name one of (?P<rungs>.*)\.",
        Bilingual(
            hi="{units} के सभी स्तर राज्य के हैं: सबसे ऊँचा स्तर स्वयं चुनें: {rungs}।",
            en="every level of {units} is the State's: choose the highest one yourself, of {rungs}.",
        ),
    ),
    (
        r"top_rung: '(?P<rung>.*)' is not on the ladder of (?P<units>.*): use one of (?P<rungs>.*)\.",
        Bilingual(
            hi="«{rung}» {units} के स्तरों में नहीं है: इनमें से एक चुनें: {rungs}।",
            en="“{rung}” is not on the ladder of {units}: choose one of {rungs}.",
        ),
    ),
    (r"(?:units|window_minutes): .*", D["incomplete"]),
)
"""Why a drill does not begin, as its rules say it to programs, and the same for its page."""

_PATTERNS: Final = tuple((re.compile(rule, re.DOTALL), words) for rule, words in _REFUSED)

Names = Callable[[str], Bilingual]


def refused(what: str, unit: Names, rung: Names) -> Bilingual:
    """Returns why a drill does not begin, with the names of units and levels; what is rare stays as it is."""
    for pattern, words in _PATTERNS:
        if found := pattern.fullmatch(what):
            told = {
                part: _named(part, value, unit if part == "units" else rung)
                for part, value in found.groupdict().items()
            }
            return Bilingual(
                hi=words.hi.format(**{part: each.hi for part, each in told.items()}),
                en=words.en.format(**{part: each.en for part, each in told.items()}),
            )
    return Bilingual.same(what)


def _named(part: str, value: str, name: Names) -> Bilingual:
    """Returns a part of a rule's sentence: numbers as they are, ids by their names."""
    if part not in {"units", "rung", "rungs"}:
        return Bilingual.same(value)
    return listed([name(each) for each in value.split(", ")])
