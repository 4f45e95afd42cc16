"""The choices on the page behind a link, and its account of a case's timeline, in both languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from abhay.wording import words
from abhay.wording.places.place_words import NamesById
from abhay.wording.words import Bilingual
from models.enums import EventKind, TimelineEvent
from models.timeline import Attached, Closed, Detail, MilestoneNoted, Overdue, Rerouted, Routed, StoodDown, Undone
from models.views import TimelineView

ROUTE_REASONS: Final[Mapping[str, Bilingual]] = {
    "evidence": Bilingual(hi="स्थान के संकेत इसी इकाई के हैं", en="the evidence points to this unit"),
    "checked": Bilingual(hi="मेल जाँच ली, सूचना सही लगती है", en="mail checked, the alert seems genuine"),
    "phone": Bilingual(hi="फ़ोन पर पता चला", en="learnt by telephone"),
    "returned": Bilingual(hi="पिछली इकाई के क्षेत्र का नहीं", en="not the former unit's area"),
    "other": Bilingual(hi="अन्य कारण (नीचे लिखें)", en="another reason (write below)"),
}
"""The desk's reasons for giving a case to a unit."""

NOT_OURS_REASONS: Final[Mapping[str, Bilingual]] = {
    "address": Bilingual(hi="पता दूसरी इकाई के क्षेत्र का है", en="the address is in another unit's area"),
    "moved": Bilingual(hi="व्यक्ति दूसरे क्षेत्र में जा चुका है", en="the person has gone to another area"),
    "unknown": Bilingual(hi="हमारे क्षेत्र में ऐसा कोई व्यक्ति/पता नहीं", en="no such person or address in our area"),
    "other": Bilingual(hi="अन्य कारण (नीचे लिखें)", en="another reason (write below)"),
}
"""A unit's reasons for refusing a case."""

HAND_OVER_REASONS: Final[Mapping[str, Bilingual]] = {
    "evidence": Bilingual(hi="स्थान के संकेत उसी राज्य के हैं", en="the evidence points to that State"),
    "phone": Bilingual(hi="फ़ोन पर पता चला", en="learnt by telephone"),
    "asked": Bilingual(hi="उस राज्य की पुलिस ने माँगा", en="the police of that State asked for it"),
    "other": Bilingual(hi="अन्य कारण (नीचे लिखें)", en="another reason (write below)"),
}
"""The desk's reasons for giving a person's data to another State's police."""

QUIET_REASONS: Final[Mapping[str, Bilingual]] = {
    "asking": Bilingual(hi="प्रेषक से पूछा जा रहा है", en="the sender is being asked"),
    "denied": Bilingual(hi="प्रेषक ने कहा: यह मेल उसकी नहीं", en="the sender says that it is not theirs"),
    "checking": Bilingual(hi="व्यक्ति की जाँच करवाई जा रही है", en="the person is being checked"),
    "other": Bilingual(hi="अन्य कारण (नीचे लिखें)", en="another reason (write below)"),
}
"""The desk's reasons for quietening a held message."""

FILE_REASONS: Final[Mapping[str, Bilingual]] = {
    "find": Bilingual(hi="व्यक्ति या स्थान पहचानने के लिए", en="to recognise the person or the place"),
    "check": Bilingual(hi="सूचना जाँचने के लिए", en="to check the alert"),
    "other": Bilingual(hi="अन्य कारण (नीचे लिखें)", en="another reason (write below)"),
}
"""Why a file that came with an alert is opened."""

SHARED: Final[Mapping[str, Bilingual]] = {
    "event": Bilingual(hi="साझेदार का प्रकरण", en="the partner's case"),
    "account": Bilingual(hi="खाता", en="account"),
    "phone": Bilingual(hi="फ़ोन नंबर", en="telephone number"),
    "email": Bilingual(hi="ई-मेल", en="e-mail address"),
    "handle": Bilingual(hi="खाते का नाम", en="user name"),
}
"""What two cases share that may be about one person."""

_LONGEST_REASON: Final = 400

_EVENTS: Final[Mapping[TimelineEvent, Bilingual]] = {
    TimelineEvent.RECEIVED: Bilingual(hi="सूचना प्राप्त", en="alert received"),
    TimelineEvent.ATTACHED: Bilingual(hi="उसी व्यक्ति का नया संदेश", en="a new message about the person"),
    TimelineEvent.ROUTED: Bilingual(hi="इकाई तय", en="routed"),
    TimelineEvent.RUNG_ENTERED: Bilingual(hi="सूचना भेजी गई", en="told"),
    TimelineEvent.ACKNOWLEDGED: Bilingual(hi="पावती", en="acknowledged"),
    TimelineEvent.STOOD_DOWN: Bilingual(hi="इकाई को रुकने को कहा", en="stood down"),
    TimelineEvent.MILESTONE: Bilingual(hi="चरण दर्ज", en="noted"),
    TimelineEvent.OVERDUE: Bilingual(hi="समय निकल गया", en="overdue"),
    TimelineEvent.EXHAUSTED: Bilingual(hi="किसी ने पावती नहीं दी", en="nobody acknowledged"),
    TimelineEvent.REROUTED: Bilingual(hi="इकाई बदली", en="moved"),
    TimelineEvent.HANDED_OVER: Bilingual(hi="दूसरे राज्य की पुलिस के लिए पैकेट", en="packet for another State's police"),
    TimelineEvent.QUIETED: Bilingual(hi="कुछ समय के लिए शांत", en="quietened for a time"),
    TimelineEvent.CLOSED: Bilingual(hi="प्रकरण समाप्त", en="closed"),
    TimelineEvent.UNDONE: Bilingual(hi="वापस लिया गया", en="undone"),
    TimelineEvent.NOTED: Bilingual(hi="टिप्पणी लिखी गई", en="a note was added"),
}
"""The events of the timeline that the page shows; it leaves out looks, reminders and repairs."""

ENDED: Final[Mapping[str, Bilingual]] = {
    EventKind.RESOLVED: Bilingual(hi="साझेदार ने कहा: सुलझ गया", en="the sender says: resolved"),
    EventKind.WITHDRAWN: Bilingual(hi="साझेदार ने सूचना वापस ली", en="the sender says: withdrawn"),
    EventKind.CANCELLED: Bilingual(hi="साझेदार ने सूचना रद्द की", en="the sender says: cancelled"),
    EventKind.CLOSED: Bilingual(hi="साझेदार ने सूचना बंद की", en="the sender says: closed"),
}
"""What a partner says of the end of an alert; it ends nothing."""

_BY_PEOPLE: Final = (
    TimelineEvent.ACKNOWLEDGED,
    TimelineEvent.MILESTONE,
    TimelineEvent.REROUTED,
    TimelineEvent.QUIETED,
    TimelineEvent.CLOSED,
    TimelineEvent.UNDONE,
    TimelineEvent.NOTED,
)


@dataclass(frozen=True)
class Happening:
    """One event of a case; `who` is set if a person did it."""

    at: datetime
    what: Bilingual
    about: Bilingual | None
    who: str | None


def happenings(timeline: Iterable[TimelineView], units: NamesById, rungs: NamesById) -> tuple[Happening, ...]:
    """Returns the timeline for people, oldest first."""
    return tuple(
        Happening(
            at=entry.at,
            what=_what(entry),
            about=_about(entry, units, rungs),
            who=entry.actor if entry.event in _BY_PEOPLE else None,
        )
        for entry in timeline
        if entry.event in _EVENTS and not (isinstance(entry.facts, Attached) and entry.facts.by_merge)
    )


def _what(entry: TimelineView) -> Bilingual:
    match entry.facts:
        case Attached(event_kind=kind) if kind in ENDED:
            return ENDED[kind]
        case Rerouted(not_ours=str()):
            return Bilingual(hi="इकाई ने कहा: हमारे क्षेत्र का नहीं", en="a unit said: not ours")
        case Attached(event_kind=EventKind.ANSWERED):
            return Bilingual(hi="मेल से उत्तर", en="an answer by mail")
        case _:
            return _EVENTS[entry.event]


def _about(entry: TimelineView, units: NamesById, rungs: NamesById) -> Bilingual | None:
    """Returns the rung, milestone, outcome or units that an entry is about."""
    if entry.event is TimelineEvent.RUNG_ENTERED and entry.rung:
        return rungs.get(entry.rung) or words.rung_words(entry.rung)
    return _about_facts(entry.facts, units)


def _about_facts(facts: Detail, units: NamesById) -> Bilingual | None:
    match facts:
        case MilestoneNoted(milestone=kind) | Overdue(milestone=kind):
            return words.MILESTONE[kind]
        case Undone(act=act, milestone=step):
            return words.MILESTONE[step] if step else words.UNDOABLE[act.value]
        case Closed(outcome=outcome):
            return words.OUTCOME[outcome]
        case Rerouted(to=to):
            return _named(to, units) or Bilingual(hi="डेस्क के पास", en="to the desk")
        case Routed(units=named) | StoodDown(units=named):
            return _named(named, units)
        case _:
            return None


def _named(ids: Iterable[str], units: NamesById) -> Bilingual | None:
    """Returns the names of the units that are known."""
    names = [units[unit] for unit in ids if unit in units]
    return joined(names) if names else None


def joined(names: Iterable[Bilingual]) -> Bilingual:
    """Returns several names joined to one line in each language."""
    listed = tuple(names)
    return Bilingual(hi=" और ".join(name.hi for name in listed), en=" and ".join(name.en for name in listed))


def reason_text(choices: Mapping[str, Bilingual], chosen: str, typed: str) -> str:
    """Returns the reason for the audit log from a choice and a typed text; an unknown choice counts as the first."""
    label = choices.get(chosen) or next(iter(choices.values()))
    text = words.one_line(typed, _LONGEST_REASON)
    return text if chosen == "other" and text else f"{label.en}: {text}" if text else label.en
