"""What the page behind a link lets people choose from, and how it tells what happened to a case, in both languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from abhay import words
from abhay.services.place_words import Names
from abhay.words import Bilingual
from models.enums import MilestoneKind, Outcome, TimelineEvent
from models.views import TimelineView

ROUTE_REASONS: Final[Mapping[str, Bilingual]] = {
    "evidence": Bilingual(hi="स्थान के संकेत इसी इकाई के हैं", en="the evidence points to this unit"),
    "checked": Bilingual(hi="मेल जाँच ली, सूचना सही लगती है", en="mail checked, the alert seems genuine"),
    "phone": Bilingual(hi="फ़ोन पर पता चला", en="learnt by telephone"),
    "returned": Bilingual(hi="पिछली इकाई के क्षेत्र का नहीं", en="not the former unit's area"),
    "other": Bilingual(hi="अन्य कारण (नीचे लिखें)", en="another reason (write below)"),
}
"""Why the desk gives a case to a unit."""

NOT_OURS_REASONS: Final[Mapping[str, Bilingual]] = {
    "address": Bilingual(hi="पता दूसरी इकाई के क्षेत्र का है", en="the address is in another unit's area"),
    "moved": Bilingual(hi="व्यक्ति दूसरे क्षेत्र में जा चुका है", en="the person has gone to another area"),
    "unknown": Bilingual(hi="हमारे क्षेत्र में ऐसा कोई व्यक्ति/पता नहीं", en="no such person or address in our area"),
    "other": Bilingual(hi="अन्य कारण (नीचे लिखें)", en="another reason (write below)"),
}
"""Why a unit says that a case is not its own."""

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
    TimelineEvent.CLOSED: Bilingual(hi="प्रकरण समाप्त", en="closed"),
}
"""What is told of the timeline; looks, reminders and repairs are not."""

_BY_PEOPLE: Final = (
    TimelineEvent.ACKNOWLEDGED,
    TimelineEvent.MILESTONE,
    TimelineEvent.REROUTED,
    TimelineEvent.CLOSED,
)


@dataclass(frozen=True)
class Happening:
    """One thing that happened to a case; `who` is set where a person did it."""

    at: datetime
    what: Bilingual
    about: Bilingual | None
    who: str | None


def happenings(timeline: Iterable[TimelineView], units: Names, rungs: Names) -> tuple[Happening, ...]:
    """The timeline for people, oldest first."""
    return tuple(
        Happening(
            at=entry.at,
            what=_what(entry),
            about=_about(entry, units, rungs),
            who=entry.actor if entry.event in _BY_PEOPLE else None,
        )
        for entry in timeline
        if entry.event in _EVENTS
    )


def _what(entry: TimelineView) -> Bilingual:
    if "not_ours" in entry.detail:
        return Bilingual(hi="इकाई ने कहा: हमारे क्षेत्र का नहीं", en="a unit said: not ours")
    return _EVENTS[entry.event]


def _about(entry: TimelineView, units: Names, rungs: Names) -> Bilingual | None:
    """Which rung, step, outcome or units an entry is about."""
    detail = entry.detail
    if entry.event is TimelineEvent.RUNG_ENTERED and entry.rung:
        return rungs.get(entry.rung) or words.rung_words(entry.rung)
    if (kind := detail.get("milestone")) in set(MilestoneKind):
        return words.MILESTONE[MilestoneKind(kind)]
    if (outcome := detail.get("outcome")) in set(Outcome):
        return words.OUTCOME[Outcome(outcome)]
    named = [units[unit] for unit in detail.get("to", detail.get("units", ())) if unit in units]
    if not named and entry.event is TimelineEvent.REROUTED:
        return Bilingual(hi="डेस्क के पास", en="to the desk")
    return joined(named) if named else None


def joined(names: Iterable[Bilingual]) -> Bilingual:
    """Several names as one line in each language."""
    listed = tuple(names)
    return Bilingual(hi=" और ".join(name.hi for name in listed), en=" and ".join(name.en for name in listed))


def reason_text(choices: Mapping[str, Bilingual], chosen: str, typed: str) -> str:
    """What the audit log keeps of a chosen and a typed reason; the first choice where none of ours was chosen."""
    label = choices.get(chosen) or next(iter(choices.values()))
    text = words.one_line(typed, _LONGEST_REASON)
    return text if chosen == "other" and text else f"{label.en}: {text}" if text else label.en
