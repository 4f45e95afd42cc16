"""Words of the pages on which the waiting times are tuned; a page shows one language at a time."""

import re
from collections.abc import Mapping
from typing import Final

from abhay.wording import words
from abhay.wording.words import Bilingual
from models.enums import MilestoneKind, Severity

P: Final[Mapping[str, Bilingual]] = {
    "title": Bilingual(hi="नीति", en="Policy"),
    "lead": Bilingual(
        hi="कौन-सा स्तर कितनी देर बाद सूचित होता है। समय सेकंड में लिखें।",
        en="How long each level has before the next one is told. Times are in seconds.",
    ),
    "version": Bilingual(hi="संस्करण", en="Version"),
    "saved_by": Bilingual(hi="सहेजा", en="Saved by"),
    "at": Bilingual(hi="समय", en="Time"),
    "note": Bilingual(hi="टिप्पणी: यह बदलाव क्यों", en="Note: why this change"),
    "note_hint": Bilingual(hi="किसी व्यक्ति का नाम न लिखें।", en="Name no person here."),
    "whose": Bilingual(hi="किसके लिए", en="For whom"),
    "all_units": Bilingual(hi="सभी इकाइयाँ", en="all units"),
    "own": Bilingual(hi="अपने समय", en="own times"),
    "show": Bilingual(hi="दिखाएँ", en="Show"),
    "level": Bilingual(hi="स्तर", en="Level"),
    "wait": Bilingual(hi="प्रतीक्षा", en="Wait"),
    "remind": Bilingual(hi="स्मरण हर", en="Reminder every"),
    "repeat": Bilingual(hi="सबसे ऊँचा स्तर कुल कितनी बार सूचित हो", en="Times the top level is told in all"),
    "milestones": Bilingual(hi="पावती के बाद की समय-सीमाएँ", en="Deadlines after the acknowledgement"),
    "for_all": Bilingual(hi="सभी इकाइयों में {value}", en="{value} for all units"),
    "limits": Bilingual(hi="{least} से {most}", en="{least} to {most}"),
    "in_force": Bilingual(hi="अभी लागू: {value}", en="in force now: {value}"),
    "too_long": Bilingual(hi="स्मरण प्रतीक्षा से लंबा नहीं हो सकता।", en="The reminder cannot be longer than the wait."),
    "outside": Bilingual(hi="{least} से {most} तक की पूरी संख्या लिखें।", en="Give a whole number from {least} to {most}."),
    "what_if": Bilingual(hi="क्या होता? (कुछ सहेजा नहीं जाता)", en="What if? (saves nothing)"),
    "days": Bilingual(hi="पिछले प्रकरण", en="Past cases of"),
    "days_n": Bilingual(hi="पिछले {days} दिन", en="the last {days} days"),
    "save": Bilingual(hi="नई नीति सहेजें", en="Save the new policy"),
    "open_keep": Bilingual(
        hi="खुले प्रकरण उसी संस्करण पर रहते हैं जिस पर वे आए थे। सहेजना केवल नए प्रकरणों पर लागू होता है।",
        en="Open cases keep the version that they arrived under. Saving is for new cases alone.",
    ),
    "password_why": Bilingual(
        hi="सहेजने के लिए पासवर्ड दोबारा दें। जो लिखा है वह बना रहेगा।",
        en="Give your password again to save. What you typed stays.",
    ),
    "prove_first": Bilingual(
        hi="पहले पुष्टि करें कि आप कौन हैं, फिर दोबारा सहेजें। जो लिखा है वह बना रहेगा।",
        en="Confirm first who you are, then save again. What you typed stays.",
    ),
    "proof_elsewhere": Bilingual(
        hi="पासकी या पहचान सेवा से पुष्टि दूसरे टैब में करें, फिर यहाँ लौटकर बटन दोबारा दबाएँ। जो लिखा है वह बना रहेगा।",
        en="Confirm by passkey or identity service in another tab, come back and press again. What you typed stays.",
    ),
    "saved": Bilingual(hi="सहेजा गया: अब यह संस्करण लागू है।", en="Saved: this version is in force now."),
    "unchanged": Bilingual(
        hi="कुछ नहीं बदला, इसलिए नया संस्करण नहीं बना।", en="Nothing differs, so there is no new version."
    ),
    "applied": Bilingual(hi="खुले प्रकरण अब इस संस्करण पर हैं।", en="The open cases are under this version now."),
    "invalid": Bilingual(hi="सहेजा नहीं गया। नीचे चिह्नित मान ठीक करें।", en="Not saved. Mend the marked values below."),
    "stale": Bilingual(
        hi="सहेजा नहीं गया: इस बीच किसी और ने नीति बदली। दोनों बदलाव नीचे हैं। फ़ॉर्म में अब लागू मान और आपके "
        "लिखे मान हैं; देखकर दोबारा सहेजें।",
        en="Not saved: somebody else has changed the policy meanwhile. Both changes stand below. The form now "
        "has what is in force with "
        "what you typed; look at it and save again.",
    ),
    "theirs": Bilingual(hi="दूसरों ने क्या बदला", en="What others changed"),
    "mine": Bilingual(hi="आप क्या बदलना चाहते थे", en="What you wanted to change"),
    "nothing": Bilingual(hi="कुछ नहीं", en="nothing"),
    "preview": Bilingual(hi="यदि यह नीति लागू होती", en="Had this policy been in force"),
    "preview_lead": Bilingual(
        hi="नियमों से दोबारा चलाए गए वास्तविक प्रकरण: {cases}, {since} से {until} तक। जिनमें किसी को किसी "
        "और समय सूचना जाती: {differ}।",
        en="Real cases that were replayed by the rules: {cases}, from {since} to {until}. Those in which somebody "
        "would have been told at another time: {differ}.",
    ),
    "left_out": Bilingual(hi="{count} पुराने प्रकरण नहीं दिखाए गए।", en="{count} older cases are left out."),
    "assumed": Bilingual(
        hi="मान्यता: पावती उसी समय आती जब आई थी, और हर स्तर पर कोई मिलता। ड्रिल और परीक्षण नहीं गिने गए।",
        en="Taken as given: the acknowledgement comes when it came, and every level reaches somebody. Drills "
        "and tests are left out.",
    ),
    "unasked": Bilingual(
        hi="प्रकरण जिनमें पावती देने वाला स्तर तब तक सूचित ही नहीं होता: {count}। वहाँ पावती देर से आ सकती थी।",
        en="Cases in which the level that acknowledged would not have been told by then: {count}. There the answer "
        "might have come later.",
    ),
    "unasked_mark": Bilingual(hi="पावती देने वाला स्तर तब तक सूचित नहीं", en="who answered is not told by then"),
    "no_cases": Bilingual(hi="इस समय में कोई वास्तविक प्रकरण नहीं था।", en="There was no real case in this time."),
    "no_difference": Bilingual(hi="किसी भी प्रकरण में कुछ नहीं बदलता।", en="It makes no difference in any case."),
    "by_level": Bilingual(hi="स्तर के अनुसार", en="By level"),
    "by_case": Bilingual(hi="जिन प्रकरणों में अंतर होता", en="Cases in which it differs"),
    "more_cases": Bilingual(hi="और {count} प्रकरणों में अंतर होता।", en="It differs in {count} more cases."),
    "case": Bilingual(hi="प्रकरण", en="Case"),
    "unit": Bilingual(hi="इकाई", en="Unit"),
    "answered": Bilingual(hi="पावती", en="Acknowledged"),
    "was": Bilingual(hi="जैसा हुआ", en="As it was"),
    "before": Bilingual(hi="लागू नीति से", en="By the policy in force"),
    "after": Bilingual(hi="इस नीति से", en="By this policy"),
    "cases_median": Bilingual(hi="प्रकरण: {cases} · मध्यिका {median}", en="cases: {cases} · median {median}"),
    "none": Bilingual(hi="किसी में नहीं", en="in none"),
    "chart": Bilingual(
        hi="चार्ट: प्रकरण शुरू होने के कितने समय बाद कौन-सा स्तर सूचित होता; ऊपर लागू नीति, नीचे यह नीति। वही "
        "आँकड़े नीचे की तालिका में हैं।",
        en="Chart: how long after a case begins each level is told; above by the policy in force, below by this "
        "one. The table below has the "
        "same figures.",
    ),
    "history": Bilingual(hi="पुराने संस्करण", en="Versions so far"),
    "compare": Bilingual(hi="तुलना", en="Compare"),
    "against": Bilingual(hi="इससे तुलना", en="Compared with"),
    "changed": Bilingual(hi="क्या बदला", en="What changed"),
    "value": Bilingual(hi="मान", en="Value"),
    "no_changes": Bilingual(hi="दोनों एक जैसे हैं।", en="Both say the same."),
    "restore": Bilingual(hi="यह संस्करण फिर लागू करें", en="Put this version in force again"),
    "restore_lead": Bilingual(
        hi="यह नए संस्करण के रूप में सहेजा जाएगा; पुराने बने रहते हैं।",
        en="It is saved as a new version; the old ones stay.",
    ),
    "is_in_force": Bilingual(hi="यही संस्करण लागू है।", en="This version is in force."),
    "apply": Bilingual(hi="खुले प्रकरणों पर लागू करें", en="Apply it to open cases"),
    "apply_lead": Bilingual(
        hi="{count} खुले प्रकरण पुराने संस्करण पर चल रहे हैं। लागू करने पर हर प्रकरण का वर्तमान स्तर नई "
        "प्रतीक्षा से गिना जाएगा, उसी क्षण से जब वह स्तर "
        "सूचित हुआ था; जो समय बीत चुका है, उस पर तुरंत अगला स्तर सूचित होगा। पावती वाले प्रकरणों की समय-सीमाएँ "
        "नहीं बदलतीं।",
        en="{count} open cases run under an older version. If you apply this one, the present level of each "
        "case is counted by its new wait, "
        "from the moment at which it was told; where that has passed, the next level is told at once. Deadlines "
        "of acknowledged "
        "cases stay.",
    ),
    "apply_none": Bilingual(hi="सभी खुले प्रकरण इसी संस्करण पर हैं।", en="Every open case is under this version already."),
    "apply_sure": Bilingual(hi="हाँ, {count} खुले प्रकरणों की घड़ी बदलें", en="Yes, change the clock of {count} open cases"),
    "sure_first": Bilingual(hi="पहले पुष्टि का निशान लगाएँ।", en="Tick the confirmation first."),
    "read_only": Bilingual(hi="केवल एडमिन बदल सकते हैं।", en="Only admins can change it."),
}
"""Every word of the pages by its name in the templates."""

BEFORE: Final = Bilingual(hi="पहले", en="before")
AFTER: Final = Bilingual(hi="बाद में", en="after")
"""The columns of what differs between two versions."""

_PROBLEMS: Final = (
    (re.compile(r"give at least ([0-9]+)"), Bilingual(hi="कम से कम {0} लिखें", en="give at least {0}")),
    (re.compile(r"give at most ([0-9]+)"), Bilingual(hi="अधिक से अधिक {0} लिखें", en="give at most {0}")),
    (
        re.compile(r"give at most the (?:step's|desk's) wait, ([0-9]+)"),
        Bilingual(hi="प्रतीक्षा {0} से लंबा नहीं हो सकता", en="cannot be longer than the wait, {0}"),
    ),
    (
        re.compile(r"give at least the desk's reminder, ([0-9]+).*"),
        Bilingual(hi="स्मरण {0} से छोटी नहीं हो सकती", en="cannot be shorter than the reminder, {0}"),
    ),
    (re.compile(r"give a whole number.*"), Bilingual(hi="पूरी संख्या लिखें", en="give a whole number")),
)


def problem_words(problem: str) -> Bilingual:
    """Returns what is wrong with a value, as the policy's rules say it; a rule without Hindi words is in English."""
    for pattern, said in _PROBLEMS:
        if found := pattern.fullmatch(problem):
            return Bilingual(hi=said.hi.format(*found.groups()), en=said.en.format(*found.groups()))
    return Bilingual.same(problem)


def span_words(seconds: float) -> Bilingual:
    """Returns a time span, to the second: `1 h 5 min`, `90 s` as `1 min 30 s`."""
    whole = round(seconds)
    parts = (
        (whole // 86400, "दिन", "d"),
        (whole // 3600 % 24, "घं", "h"),
        (whole // 60 % 60, "मि", "min"),
        (whole % 60, "से", "s"),
    )
    said = [(f"{count} {hi}", f"{count} {en}") for count, hi, en in parts if count] or [("0 से", "0 s")]
    return Bilingual(hi=" ".join(hi for hi, _ in said), en=" ".join(en for _, en in said))


def filled(key: str, **values: object) -> Bilingual:
    """Returns words of the page with their places filled; a `Bilingual` is filled in each language."""
    said = P[key]
    hindi = {name: each.hi if isinstance(each, Bilingual) else each for name, each in values.items()}
    english = {name: each.en if isinstance(each, Bilingual) else each for name, each in values.items()}
    return Bilingual(hi=said.hi.format(**hindi), en=said.en.format(**english))


def field_words(severity: Severity, kind: str, rung: Bilingual | None) -> Bilingual:
    """Returns what a number of the form is, in full: `imminent risk · District · Wait`."""
    what = P[kind] if kind in P else words.MILESTONE[MilestoneKind(kind)]
    parts = [words.SEVERITY[severity], *([rung] if rung else []), what]
    return Bilingual(hi=" · ".join(each.hi for each in parts), en=" · ".join(each.en for each in parts))
