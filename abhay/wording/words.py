"""Every word that people read, once, in Hindi and in English: messages, pages and the board share them.

A case is a welfare check (सहायता प्रकरण) about a person in distress, in the sense of section 115 of
the Mental Healthcare Act 2017; the wording follows the WHO's advice to media (no method, no blame,
no "solution"). Digits are 0-9 in both languages, times are IST in 24 hours, dates DD-MM-YYYY.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Self

from models.enums import EvidenceKind, MilestoneKind, Outcome, RouteState, Severity, Status, Trust

_RUNGS: Final = Path(__file__).with_name("rungs.toml")

HOURS_FROM_MINUTES: Final = 120
"""Minutes up to which a duration is given in minutes, the unit of the deadlines."""

DAYS_FROM_MINUTES: Final = 2 * 24 * 60
"""Minutes from which a duration is given in days."""

_FORMAT_CHARACTERS_OF_SCRIPTS: Final = "\u200c\u200d"  # Devanagari needs its joiners


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """The same words in Hindi (`hi`) and in English (`en`)."""

    hi: str
    en: str

    @classmethod
    def same(cls, text: str) -> Self:
        """Returns a name with one known spelling for both languages."""
        return cls(hi=text, en=text)

    @property
    def both(self) -> str:
        """Hindi first, then English, on one line; only once if both are the same."""
        return self.hi if self.hi == self.en else f"{self.hi} / {self.en}"


def listed(names: Sequence[Bilingual]) -> Bilingual:
    """Returns several names, joined by commas in each language."""
    return Bilingual(hi=", ".join(name.hi for name in names), en=", ".join(name.en for name in names))


@dataclass(frozen=True)
class EvidenceWords:
    """One piece of place evidence in words: its origin, its place, its weight, and its reason."""

    kind: Bilingual
    says: Bilingual
    weight: Bilingual
    why: Bilingual | None


DRILL: Final = Bilingual(hi="अभ्यास", en="DRILL")
DRILL_NOTICE: Final = Bilingual(
    hi="यह केवल अभ्यास है, कोई वास्तविक प्रकरण नहीं। किसी को मौके पर न भेजें।",
    en="This is only a drill, not a real case. Send nobody out.",
)
_THOUSAND: Final = 1000

TEST_NOTICE: Final = Bilingual(
    hi='प्रेषक ने इस सूचना पर "टेस्ट" (परीक्षण) लिखा है। जब तक डेस्क न कहे कि यह केवल परीक्षण है, इसे वास्तविक मानकर कार्रवाई करें।',
    en="The sender marked this alert as a test. Act as on a real one until the desk says that it is only a test.",
)
POSSIBLE_DUPLICATE: Final = Bilingual(
    hi="यह संदेश आपको पहले भी मिला हो सकता है: पिछली बार पहुँचने की पुष्टि नहीं हुई।",
    en="You may have received this message before: its arrival was not confirmed.",
)
RESENT: Final = Bilingual(hi="यह संदेश दोबारा भेजा गया है।", en="This message is being sent again.")
WELFARE_CHECK: Final = Bilingual(hi="सहायता प्रकरण", en="Welfare check")
PHONE_DESK: Final = Bilingual(hi="डेस्क को फ़ोन करें", en="Phone the desk")

EMERGENCY: Final = Bilingual(hi="आपातकालीन सेवा: 112", en="Emergency: 112")
TELE_MANAS: Final = Bilingual(
    hi="टेली-मानस (मानसिक स्वास्थ्य सहायता, 24 घंटे, निःशुल्क): 14416",
    en="Tele-MANAS (mental health support, 24 hours, free): 14416",
)
CHILDLINE: Final = Bilingual(hi="चाइल्डलाइन (18 वर्ष से कम, 24 घंटे): 1098", en="Childline (under 18, 24 hours): 1098")
HELPLINES: Final = (EMERGENCY, TELE_MANAS)
"""The two numbers that were confirmed to answer."""

SEVERITY: Final[Mapping[Severity, Bilingual]] = {
    Severity.IMMINENT: Bilingual(hi="तत्काल जोखिम", en="imminent risk"),
    Severity.HIGH: Bilingual(hi="उच्च जोखिम", en="high risk"),
    Severity.CONCERN: Bilingual(hi="चिंता की स्थिति", en="concern"),
}

STATUS: Final[Mapping[Status, Bilingual]] = {
    Status.RECEIVED: Bilingual(hi="सूचना प्राप्त", en="received"),
    Status.AWAITING: Bilingual(hi="पावती की प्रतीक्षा", en="awaiting acknowledgement"),
    Status.ACKNOWLEDGED: Bilingual(hi="पावती मिली", en="acknowledged"),
    Status.CLOSED: Bilingual(hi="समाप्त", en="closed"),
}

ROUTE: Final[Mapping[RouteState, Bilingual]] = {
    RouteState.RESOLVED: Bilingual(hi="इकाई निश्चित", en="unit known"),
    RouteState.AMBIGUOUS: Bilingual(hi="एक से अधिक संभावित इकाइयाँ", en="more than one possible unit"),
    RouteState.UNRESOLVED: Bilingual(hi="स्थान अज्ञात", en="place unknown"),
    RouteState.OUT_OF_STATE: Bilingual(hi="राज्य के बाहर", en="out of the State"),
}

TRUST: Final[Mapping[Trust, Bilingual]] = {
    Trust.VERIFIED: Bilingual(hi="प्रेषक की पुष्टि हुई", en="sender verified"),
    Trust.FORWARDED: Bilingual(hi="किसी अन्य के माध्यम से अग्रेषित", en="forwarded by somebody else"),
    Trust.FAILED: Bilingual(hi="प्रेषक की पुष्टि विफल", en="sender failed verification"),
    Trust.NONE: Bilingual(hi="प्रेषक की पुष्टि नहीं", en="sender not verified"),
}

MILESTONE: Final[Mapping[MilestoneKind, Bilingual]] = {
    MilestoneKind.DISPATCHED: Bilingual(hi="टीम रवाना", en="team dispatched"),
    MilestoneKind.REACHED: Bilingual(hi="व्यक्ति तक पहुँचे", en="person reached"),
    MilestoneKind.FAMILY_INFORMED: Bilingual(hi="परिवार को सूचना", en="family informed"),
    MilestoneKind.HANDED_OVER: Bilingual(hi="दूसरे राज्य की पुलिस से प्राप्ति", en="receipt by the other State's police"),
    MilestoneKind.CLOSED: Bilingual(hi="परिणाम दर्ज", en="outcome recorded"),
}

OUTCOME: Final[Mapping[Outcome, Bilingual]] = {
    Outcome.SAFE: Bilingual(hi="व्यक्ति सुरक्षित है", en="the person is safe"),
    Outcome.HOSPITAL: Bilingual(hi="व्यक्ति को अस्पताल पहुँचाया गया", en="the person was taken to a hospital"),
    Outcome.NOT_FOUND: Bilingual(hi="व्यक्ति नहीं मिला", en="the person was not found"),
    Outcome.OUT_OF_STATE: Bilingual(hi="दूसरे राज्य की पुलिस को सौंपा गया", en="handed over to another state's police"),
    Outcome.FALSE_ALARM: Bilingual(hi="कोई जोखिम नहीं मिला", en="no risk was found"),
    Outcome.NOT_GENUINE: Bilingual(hi="सूचना वास्तविक नहीं थी", en="the message was not genuine"),
    Outcome.DUPLICATE: Bilingual(hi="दूसरे प्रकरण में शामिल", en="part of another case"),
    Outcome.DIED: Bilingual(hi="व्यक्ति का निधन हो गया", en="the person has died"),
}


UNDOABLE: Final[Mapping[str, Bilingual]] = {
    "not_ours": Bilingual(hi="हमारे क्षेत्र का नहीं", en="not our area"),
    "closure": Bilingual(hi="प्रकरण समाप्त", en="case closed"),
}
"""Acts that can be undone, other than a step."""

EVIDENCE: Final[Mapping[EvidenceKind, Bilingual]] = {
    EvidenceKind.GPS: Bilingual(hi="जी.पी.एस. स्थिति", en="GPS position"),
    EvidenceKind.WRITTEN_POINT: Bilingual(hi="लिखकर दी गई स्थिति", en="position given in writing"),
    EvidenceKind.PRESENCE: Bilingual(hi="पोस्ट के अनुसार अभी यहाँ", en="where the post says the person is"),
    EvidenceKind.PINCODE: Bilingual(hi="पिन कोड", en="PIN code"),
    EvidenceKind.ADDRESS: Bilingual(hi="पता", en="address"),
    EvidenceKind.CITY: Bilingual(hi="प्रोफ़ाइल का शहर", en="city in the profile"),
    EvidenceKind.PLACE_TAG: Bilingual(hi="पोस्ट पर अंकित स्थान", en="place tag of the post"),
    EvidenceKind.SELF_REPORTED: Bilingual(hi="स्वयं बताया स्थान", en="place the person gives"),
    EvidenceKind.TEXT: Bilingual(hi="पोस्ट के शब्दों में स्थान", en="place in the words of the post"),
    EvidenceKind.PHONE: Bilingual(hi="फ़ोन नंबर", en="telephone number"),
    EvidenceKind.IP: Bilingual(hi="इंटरनेट (आई.पी.) पता", en="internet (IP) address"),
    EvidenceKind.HOMETOWN: Bilingual(hi="गृहनगर", en="home town"),
}
"""The origins of place evidence in words."""

_WEIGHTS: Final = (
    (0.6, Bilingual(hi="मज़बूत संकेत", en="strong")),
    (0.3, Bilingual(hi="मध्यम संकेत", en="medium")),
    (0.0005, Bilingual(hi="कमज़ोर संकेत", en="weak")),
)
_NO_WEIGHT: Final = Bilingual(hi="केवल जानकारी", en="for information only")
_CONFIDENCES: Final = (
    (0.9, Bilingual(hi="लगभग निश्चित", en="almost certain")),
    (0.6, Bilingual(hi="संभवतः सही", en="likely right")),
    (0.4, Bilingual(hi="निश्चित नहीं: फ़ोन से पुष्टि करें", en="not certain: confirm by phone")),
)
_NO_CONFIDENCE: Final = Bilingual(hi="बहुत अनिश्चित: पहले स्थान पता करें", en="very uncertain: find the place first")

_LIKELIHOODS: Final = (
    (0.6, Bilingual(hi="अधिक संभव", en="likely")),
    (0.2, Bilingual(hi="संभव", en="possible")),
)
_UNLIKELY: Final = Bilingual(hi="कम संभव", en="less likely")


def helplines_for(*, minor: bool) -> tuple[Bilingual, ...]:
    """Returns the numbers that a message ends with; a case about somebody under 18 has Childline too."""
    return (*HELPLINES, CHILDLINE) if minor else HELPLINES


def rung_words(rung: str, label: str | None = None) -> Bilingual:
    """Returns what a rung is called: by `rungs.toml`, else by the policy's label, else by its own word."""
    return _rungs().get(rung) or Bilingual.same(label or rung)


@cache
def _rungs() -> Mapping[str, Bilingual]:
    with _RUNGS.open("rb") as file:
        return {rung: Bilingual(**said) for rung, said in tomllib.load(file).items()}


def receipt_words(received_by: str, remark: str | None) -> str:
    """Returns who of another State's police received a case, with any remark."""
    said = f"{MILESTONE[MilestoneKind.HANDED_OVER].both}: {received_by}"
    return f"{said}: {remark}" if remark else said


def weight_words(weight: float) -> Bilingual:
    """Returns the weight of a piece of evidence (0 to 1) in words."""
    return next((said for least, said in _WEIGHTS if weight >= least), _NO_WEIGHT)


def confidence_words(confidence: float) -> Bilingual:
    """Returns the confidence in a place (0 to 1) in words, with what to do if it is low."""
    return next((said for least, said in _CONFIDENCES if confidence >= least), _NO_CONFIDENCE)


def likelihood_words(score: float) -> Bilingual:
    """Returns the likelihood of a candidate (0 to 1) in words."""
    return next((said for least, said in _LIKELIHOODS if score >= least), _UNLIKELY)


def duration(minutes: int) -> Bilingual:
    """Returns a span in words, rounded down by the caller: minutes; from two hours on hours; from two days on days."""
    if minutes < 1:
        return Bilingual(hi="1 मिनट से कम समय", en="less than 1 minute")
    if minutes < HOURS_FROM_MINUTES:
        return Bilingual(hi=f"{minutes} मिनट", en=f"{minutes} minute{'' if minutes == 1 else 's'}")
    hours, rest = divmod(minutes, 60)
    if minutes >= DAYS_FROM_MINUTES:
        days, hours = divmod(hours, 24)
        return Bilingual(
            hi=f"{days} दिन" + (f" {hours} घंटे" if hours else ""),
            en=f"{days} days" + (f" {hours} h" if hours else ""),
        )
    return Bilingual(
        hi=f"{hours} घंटे" + (f" {rest} मिनट" if rest else ""),
        en=f"{hours} hours" + (f" {rest} min" if rest else ""),
    )


def one_line(text: str, limit: int = 80) -> str:
    """Returns a typed text as one safe line: without control or bidi characters, and of limited length."""
    kept = (c for c in text if c in _FORMAT_CHARACTERS_OF_SCRIPTS or c.isspace() or unicodedata.category(c)[0] != "C")
    line = re.sub(r"\s+", " ", "".join(kept)).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def marked(subject: str, *, drill: bool) -> str:
    """Returns a subject with the drill mark in front if it belongs to a drill; never marks it twice."""
    mark = f"[{DRILL.both}]"
    return f"{mark} {subject}" if drill and not subject.startswith(mark) else subject


def size(number: int) -> str:
    """Returns bytes in a unit that people know: bytes, kB or MB of a thousand each."""
    if number < _THOUSAND:
        return f"{number} bytes"
    return f"{number / _THOUSAND:.0f} kB" if number < _THOUSAND**2 else f"{number / _THOUSAND**2:.1f} MB"
