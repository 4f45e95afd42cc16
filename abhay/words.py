"""Every word that people read, once, in Hindi and in English: messages, pages and the board share them.

A case is a welfare check (सहायता प्रकरण) about a person in distress, in the sense of section 115 of
the Mental Healthcare Act 2017; the wording follows the WHO's advice to media (no method, no blame,
no "solution"). Digits are 0-9 in both languages, times are IST in 24 hours, dates DD-MM-YYYY.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from models.enums import EvidenceKind, MilestoneKind, Outcome, RouteState, Severity, Status, Trust

HOURS_FROM_MINUTES: Final = 120
"""Up to here a duration is said in minutes, the unit in which the deadlines are set."""

_FORMAT_CHARACTERS_OF_SCRIPTS: Final = "\u200c\u200d"  # Devanagari needs its joiners


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """The same words in Hindi (`hi`) and in English (`en`)."""

    hi: str
    en: str

    @classmethod
    def same(cls, text: str) -> Self:
        """A name of which only one spelling is known, used in both languages."""
        return cls(hi=text, en=text)

    @property
    def both(self) -> str:
        """Hindi first, then English, on one line; said once where both are the same."""
        return self.hi if self.hi == self.en else f"{self.hi} / {self.en}"


@dataclass(frozen=True)
class Piece:
    """One piece of place evidence in words: what it was read from, which place it says, how much it counts, and why."""

    kind: Bilingual
    says: Bilingual
    weight: Bilingual
    why: Bilingual | None


class Reason(StrEnum):
    """Why a message is sent: kept with the message, told in the text where it is not plain from it."""

    NEW_ALERT = "new_alert"
    LOCATION_UNKNOWN = "location_unknown"
    HELD_UNAUTHENTICATED = "held_unauthenticated"
    READ_BY_HAND = "read_by_hand"
    FORWARDED = "forwarded"
    OUT_OF_STATE = "out_of_state"
    COPY = "copy"
    NOT_OURS = "not_ours"
    EXHAUSTED = "exhausted"
    NO_CONTACT = "no_contact"
    UNDELIVERED = "undelivered"
    PIN_LOCKED = "pin_locked"
    LATE_ACK = "late_ack"
    MERGED = "merged"
    SPLIT = "split"
    MILESTONE_OVERDUE = "milestone_overdue"
    FLOOD = "flood"
    ENGINE_LATE = "engine_late"
    PREFECT_DOWN = "prefect_down"
    WORKER_DOWN = "worker_down"
    DATABASE_DOWN = "database_down"
    MAILBOX_DOWN = "mailbox_down"
    MAILBOX_FULL = "mailbox_full"
    CANARY_LOST = "canary_lost"


DRILL: Final = Bilingual(hi="अभ्यास", en="DRILL")
DRILL_NOTICE: Final = Bilingual(
    hi="यह केवल अभ्यास है, कोई वास्तविक प्रकरण नहीं। किसी को मौके पर न भेजें।",
    en="This is only a drill, not a real case. Send nobody out.",
)
POSSIBLE_DUPLICATE: Final = Bilingual(
    hi="यह संदेश आपको पहले भी मिला हो सकता है: पिछली बार पहुँचने की पुष्टि नहीं हुई।",
    en="You may have received this message before: its arrival was not confirmed.",
)
RESENT: Final = Bilingual(hi="यह संदेश दोबारा भेजा गया है।", en="This message is being sent again.")
WELFARE_CHECK: Final = Bilingual(hi="सहायता प्रकरण", en="Welfare check")

EMERGENCY: Final = Bilingual(hi="आपातकालीन सेवा: 112", en="Emergency: 112")
TELE_MANAS: Final = Bilingual(
    hi="टेली-मानस (मानसिक स्वास्थ्य सहायता, 24 घंटे, निःशुल्क): 14416",
    en="Tele-MANAS (mental health support, 24 hours, free): 14416",
)
HELPLINES: Final = (EMERGENCY, TELE_MANAS)
"""The two numbers that were confirmed to answer (docs: domain facts, section 5)."""

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

RUNG: Final[Mapping[str, Bilingual]] = {
    "desk": Bilingual(hi="डेस्क", en="Desk"),
    "district": Bilingual(hi="ज़िला", en="District"),
    "sp": Bilingual(hi="पुलिस अधीक्षक / उपायुक्त", en="SP / DCP"),
    "range": Bilingual(hi="महानिरीक्षक रेंज", en="IG range"),
    "dgp": Bilingual(hi="पुलिस महानिदेशक", en="DGP"),
}
"""The rungs of the default policy; any other rung is called by the label that the policy gives it."""

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
    Outcome.DUPLICATE: Bilingual(hi="दूसरे प्रकरण में शामिल", en="part of another case"),
    Outcome.DIED: Bilingual(hi="व्यक्ति का निधन हो गया", en="the person has died"),
}

REASON_TITLE: Final[Mapping[Reason, Bilingual]] = {
    Reason.NEW_ALERT: Bilingual(hi="नई सूचना", en="new alert"),
    Reason.LOCATION_UNKNOWN: Bilingual(hi="स्थान अज्ञात", en="place unknown"),
    Reason.HELD_UNAUTHENTICATED: Bilingual(hi="प्रेषक की पुष्टि नहीं", en="sender not verified"),
    Reason.READ_BY_HAND: Bilingual(hi="स्वयं पढ़ें", en="read by hand"),
    Reason.FORWARDED: Bilingual(hi="अग्रेषित सूचना", en="forwarded alert"),
    Reason.OUT_OF_STATE: Bilingual(hi="राज्य के बाहर", en="out of the State"),
    Reason.COPY: Bilingual(hi="सूचनार्थ प्रति", en="copy for a neighbour"),
    Reason.NOT_OURS: Bilingual(hi="इकाई के क्षेत्र का नहीं", en="not the unit's area"),
    Reason.EXHAUSTED: Bilingual(hi="किसी ने पावती नहीं दी", en="nobody acknowledged"),
    Reason.NO_CONTACT: Bilingual(hi="संपर्क दर्ज नहीं", en="no contact"),
    Reason.UNDELIVERED: Bilingual(hi="संदेश नहीं पहुँचा", en="message not delivered"),
    Reason.PIN_LOCKED: Bilingual(hi="पिन बंद", en="PIN locked"),
    Reason.LATE_ACK: Bilingual(hi="देर से पावती", en="late acknowledgement"),
    Reason.MERGED: Bilingual(hi="दूसरे प्रकरण में मिलाया गया", en="merged into another case"),
    Reason.SPLIT: Bilingual(hi="प्रकरण अलग किया गया", en="case split"),
    Reason.MILESTONE_OVERDUE: Bilingual(hi="अगला चरण लंबित", en="next step overdue"),
    Reason.FLOOD: Bilingual(hi="बहुत अधिक सूचनाएँ", en="flood of alerts"),
    Reason.ENGINE_LATE: Bilingual(hi="प्रणाली देर से", en="engine late"),
    Reason.PREFECT_DOWN: Bilingual(hi="प्रीफ़ेक्ट बंद", en="Prefect down"),
    Reason.WORKER_DOWN: Bilingual(hi="वर्कर बंद", en="worker down"),
    Reason.DATABASE_DOWN: Bilingual(hi="डेटाबेस बंद", en="database down"),
    Reason.MAILBOX_DOWN: Bilingual(hi="मेलबॉक्स बंद", en="mailbox down"),
    Reason.MAILBOX_FULL: Bilingual(hi="मेलबॉक्स भर गया", en="mailbox almost full"),
    Reason.CANARY_LOST: Bilingual(hi="मेल का रास्ता संदिग्ध", en="mail path in doubt"),
}

REASON: Final[Mapping[Reason, Bilingual]] = {
    Reason.NEW_ALERT: Bilingual(hi="नई सूचना आई है।", en="A new alert has come in."),
    Reason.LOCATION_UNKNOWN: Bilingual(
        hi="स्थान ज्ञात नहीं है: कृपया पुलिस इकाई चुनें।",
        en="The place is not known: please choose the police unit.",
    ),
    Reason.HELD_UNAUTHENTICATED: Bilingual(
        hi="प्रेषक की पुष्टि नहीं हुई, इसलिए प्रकरण किसी इकाई को नहीं भेजा गया। कृपया मेल स्वयं जाँचें; मेल में दिया कोई लिंक न खोलें।",
        en="The sender could not be verified, so no unit has been told. Check the mail yourself; open no link in it.",
    ),
    Reason.READ_BY_HAND: Bilingual(
        hi="सूचना अपने-आप पढ़ी नहीं जा सकी: कृपया इसे स्वयं पढ़ें।",
        en="The alert could not be read automatically: please read it yourself.",
    ),
    Reason.FORWARDED: Bilingual(
        hi="सूचना किसी अन्य के माध्यम से अग्रेषित होकर आई है। इकाई को भेज दी गई है; कृपया मूल प्रेषक की जाँच करें।",
        en="The alert was forwarded by somebody else. The unit has been told; please check the original sender.",
    ),
    Reason.OUT_OF_STATE: Bilingual(
        hi="व्यक्ति के राज्य के बाहर होने के संकेत हैं: कृपया उस राज्य की पुलिस को सौंपें।",
        en="The person seems to be out of the State: please hand over to that state's police.",
    ),
    Reason.COPY: Bilingual(
        hi="प्रकरण दूसरी इकाई के पास है; व्यक्ति आपके क्षेत्र में हो सकता है। यदि आप निकट हों तो पावती दें।",
        en="Another unit has this case; the person may be in your area. Acknowledge if you are nearer.",
    ),
    Reason.NOT_OURS: Bilingual(
        hi="इकाई ने बताया है कि प्रकरण उसके क्षेत्र का नहीं है: कृपया सही इकाई चुनें।",
        en="The unit says that this is not its area: please choose the right unit.",
    ),
    Reason.EXHAUSTED: Bilingual(
        hi="सभी स्तरों को सूचना दी जा चुकी है, किसी ने पावती नहीं दी: कृपया अभी फ़ोन करें।",
        en="Every rung has been told and nobody has acknowledged: please phone now.",
    ),
    Reason.NO_CONTACT: Bilingual(
        hi="इस पद का कोई संपर्क दर्ज नहीं है: कृपया अभी फ़ोन करें।",
        en="There is no contact for this post: please phone now.",
    ),
    Reason.UNDELIVERED: Bilingual(
        hi="इस पद तक संदेश नहीं पहुँचा: कृपया अभी फ़ोन करें।",
        en="The message did not reach this post: please phone now.",
    ),
    Reason.PIN_LOCKED: Bilingual(
        hi="पाँच बार गलत पिन डाला गया, लिंक बंद है: कृपया उस पद को फ़ोन करें और पावती दर्ज करें।",
        en="A wrong PIN was given five times, the link is locked: please phone that post and note the acknowledgement.",
    ),
    Reason.LATE_ACK: Bilingual(
        hi="एक और पावती देर से आई है: कृपया देखें कि प्रकरण एक ही इकाई के पास रहे।",
        en="Another acknowledgement came late: please see that one unit keeps the case.",
    ),
    Reason.MERGED: Bilingual(
        hi="यह प्रकरण उसी व्यक्ति के दूसरे प्रकरण में मिला दिया गया है, जो आगे चल रहा है।",
        en="This case was merged into another one about the same person, which goes on.",
    ),
    Reason.SPLIT: Bilingual(
        hi="इस प्रकरण की कुछ सूचनाएँ किसी अन्य व्यक्ति की थीं और अलग प्रकरण में रखी गई हैं: कृपया विवरण फिर से पढ़ें।",
        en="Some messages of this case were about somebody else and are a case of their own now: please read it again.",
    ),
    Reason.MILESTONE_OVERDUE: Bilingual(
        hi="पावती मिल चुकी है, पर अगला चरण समय पर दर्ज नहीं हुआ: कृपया पूछें।",
        en="The case is acknowledged, but its next step was not noted in time: please ask.",
    ),
    Reason.FLOOD: Bilingual(
        hi="एक ही स्रोत से असामान्य रूप से बहुत सूचनाएँ आ रही हैं। कोई सूचना छोड़ी नहीं गई है; कृपया स्रोत की जाँच करें।",
        en="Unusually many alerts are coming from one source. No alert has been dropped; please check the source.",
    ),
    Reason.ENGINE_LATE: Bilingual(
        hi="प्रणाली देर से चल रही है; निगरानी प्रक्रिया संदेश भेज रही है। कृपया तकनीकी टीम को बताएँ।",
        en="The engine is late and the watcher is sending in its place. Please tell the technical team.",
    ),
    Reason.PREFECT_DOWN: Bilingual(
        hi="प्रीफ़ेक्ट सर्वर उत्तर नहीं दे रहा है; निगरानी प्रक्रिया संदेश भेज रही है। कृपया तकनीकी टीम को बताएँ।",
        en="The Prefect server does not answer; the watcher is sending in its place. Please tell the technical team.",
    ),
    Reason.WORKER_DOWN: Bilingual(
        hi="कोई वर्कर काम नहीं कर रहा है; निगरानी प्रक्रिया संदेश भेज रही है। कृपया तकनीकी टीम को बताएँ।",
        en="No worker is running; the watcher is sending in its place. Please tell the technical team.",
    ),
    Reason.DATABASE_DOWN: Bilingual(
        hi="डेटाबेस तक पहुँच नहीं है: नई सूचनाएँ नहीं ली जा सकतीं। तुरंत तकनीकी टीम को बताएँ और साझेदार से फ़ोन पर सूचना लें।",
        en="The database cannot be reached: no alert can be taken in. Tell the technical team; take alerts by phone.",
    ),
    Reason.MAILBOX_DOWN: Bilingual(
        hi="मेलबॉक्स तक पहुँच नहीं है: मेल से आई सूचनाएँ रुक सकती हैं। कृपया मेलबॉक्स स्वयं देखें।",
        en="The mailbox cannot be reached: alerts by mail may be waiting in it. Please read the mailbox yourself.",
    ),
    Reason.MAILBOX_FULL: Bilingual(
        hi="मेलबॉक्स लगभग भर गया है: जल्द ही नई मेल नहीं ली जाएगी। कृपया पुरानी मेल हटवाएँ।",
        en="The mailbox is almost full and will soon take no mail. Please have old mails removed from it.",
    ),
    Reason.CANARY_LOST: Bilingual(
        hi="जाँच मेल वापस नहीं आया: मेल से आई सूचनाएँ खो सकती हैं। कृपया मेल का रास्ता जाँचें।",
        en="A test mail did not come back: alerts by mail may be lost. Please check the path of the mail.",
    ),
}

EVIDENCE: Final[Mapping[EvidenceKind, Bilingual]] = {
    EvidenceKind.GPS: Bilingual(hi="जी.पी.एस. स्थिति", en="GPS position"),
    EvidenceKind.PIN: Bilingual(hi="पिन कोड", en="PIN code"),
    EvidenceKind.ADDRESS: Bilingual(hi="पता", en="address"),
    EvidenceKind.CITY: Bilingual(hi="प्रोफ़ाइल का शहर", en="city in the profile"),
    EvidenceKind.PLACE_TAG: Bilingual(hi="पोस्ट पर अंकित स्थान", en="place tag of the post"),
    EvidenceKind.SELF_REPORTED: Bilingual(hi="स्वयं बताया स्थान", en="place the person gives"),
    EvidenceKind.TEXT: Bilingual(hi="पोस्ट के शब्दों में स्थान", en="place in the words of the post"),
    EvidenceKind.PHONE: Bilingual(hi="फ़ोन नंबर", en="telephone number"),
    EvidenceKind.IP: Bilingual(hi="इंटरनेट (आई.पी.) पता", en="internet (IP) address"),
    EvidenceKind.HOMETOWN: Bilingual(hi="गृहनगर", en="home town"),
}
"""What a piece of place evidence was read from."""

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

REASON_OTHER: Final = Bilingual(hi="कृपया इस प्रकरण को देखें।", en="Please look at this case.")
REASON_OTHER_TITLE: Final = Bilingual(hi="प्रकरण देखें", en="look at the case")


def rung_words(rung: str, label: str | None = None) -> Bilingual:
    """What a rung is called: ours if we have words for it, else the policy's label, else its own word."""
    return RUNG.get(rung) or Bilingual.same(label or rung)


def reason_words(reason: str) -> Bilingual:
    """Why a message is sent, as a sentence; a general one for a reason without words of its own."""
    return REASON[Reason(reason)] if reason in set(Reason) else REASON_OTHER


def reason_title(reason: str) -> Bilingual:
    """Why a message is sent, in the two or three words of a subject or a badge."""
    return REASON_TITLE[Reason(reason)] if reason in set(Reason) else REASON_OTHER_TITLE


def weight_words(weight: float) -> Bilingual:
    """How much a piece of evidence counts, 0 to 1, in words."""
    return next((said for least, said in _WEIGHTS if weight >= least), _NO_WEIGHT)


def confidence_words(confidence: float) -> Bilingual:
    """How sure a place is, 0 to 1, in words that say what to do where it is not."""
    return next((said for least, said in _CONFIDENCES if confidence >= least), _NO_CONFIDENCE)


def likelihood_words(score: float) -> Bilingual:
    """How likely a candidate is, 0 to 1, in words."""
    return next((said for least, said in _LIKELIHOODS if score >= least), _UNLIKELY)


def duration(minutes: int) -> Bilingual:
    """A span in words, rounded down by the caller: minutes, from two hours on hours and minutes."""
    if minutes < 1:
        return Bilingual(hi="1 मिनट से कम समय", en="less than 1 minute")
    if minutes < HOURS_FROM_MINUTES:
        return Bilingual(hi=f"{minutes} मिनट", en=f"{minutes} minute{'' if minutes == 1 else 's'}")
    hours, rest = divmod(minutes, 60)
    return Bilingual(
        hi=f"{hours} घंटे" + (f" {rest} मिनट" if rest else ""),
        en=f"{hours} hours" + (f" {rest} min" if rest else ""),
    )


def one_line(text: str, limit: int = 80) -> str:
    """Text that somebody typed, made safe to stand inside a line: no controls, no bidi tricks, bounded."""
    kept = (c for c in text if c in _FORMAT_CHARACTERS_OF_SCRIPTS or c.isspace() or unicodedata.category(c)[0] != "C")
    line = re.sub(r"\s+", " ", "".join(kept)).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def marked(subject: str, *, drill: bool) -> str:
    """A subject that begins with the drill mark if it belongs to a drill; marked once, however often called."""
    mark = f"[{DRILL.both}]"
    return f"{mark} {subject}" if drill and not subject.startswith(mark) else subject
