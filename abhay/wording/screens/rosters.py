"""Words of the roster on a unit's page: weekly duty, overrides, and what each gap of the next days is called."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from pendulum import DateTime

from abhay.clock import in_ist
from abhay.domain.rosters.weekly import DAYS, SHIFTS
from abhay.wording.screens.policy import span_words
from abhay.wording.words import Bilingual

DAY_MINUTES: Final = 24 * 60

DAY: Final[Mapping[str, Bilingual]] = {
    "mon": Bilingual(hi="सोम", en="Mon"),
    "tue": Bilingual(hi="मंगल", en="Tue"),
    "wed": Bilingual(hi="बुध", en="Wed"),
    "thu": Bilingual(hi="गुरु", en="Thu"),
    "fri": Bilingual(hi="शुक्र", en="Fri"),
    "sat": Bilingual(hi="शनि", en="Sat"),
    "sun": Bilingual(hi="रवि", en="Sun"),
}

R: Final[Mapping[str, Bilingual]] = {
    "weekly": Bilingual(hi="साप्ताहिक ड्यूटी", en="Weekly duty"),
    "hint": Bilingual(
        hi="समय भारतीय, 24 घंटे: 06:00–14:00 (पाली 1), 14:00–22:00 (2), 22:00–06:00 (3)। “तक” “से” से पहले हो तो अगली सुबह। "
        "जिस पद का रोस्टर नहीं, वहाँ सभी संपर्क सूचित होते हैं।",
        en="Indian time, 24 hours: 06:00–14:00 (shift 1), 14:00–22:00 (2), 22:00–06:00 (3). An end before the "
        "beginning is the next morning. At a post without a roster all contacts are told.",
    ),
    "window": Bilingual(hi="ड्यूटी", en="Duty"),
    "new": Bilingual(hi="नई ड्यूटी", en="New duty"),
    "from": Bilingual(hi="से", en="From"),
    "to": Bilingual(hi="तक", en="To"),
    "days": Bilingual(hi="किन दिनों शुरू", en="Begins on"),
    "contacts": Bilingual(hi="ड्यूटी पर कौन", en="Who is on duty"),
    "post": Bilingual(hi="पद", en="Post"),
    "remove": Bilingual(hi="यह ड्यूटी हटाएँ", en="Remove this duty"),
    "nobody": Bilingual(
        hi="इस पद का कोई चालू संपर्क नहीं: पहले संपर्क जोड़ें।", en="This post has no active contact: add one first."
    ),
    "save": Bilingual(hi="रोस्टर सहेजें", en="Save the roster"),
    "shifts": Bilingual(hi="कैलेंडर से आई पालियाँ", en="Shifts of an imported calendar"),
    "overrides": Bilingual(hi="छुट्टी, बीमारी, अदला-बदली", en="Leave, illness, a swap"),
    "overrides_hint": Bilingual(
        hi="उस समय रोस्टर की जगह यही लागू होता है।", en="In its time it holds in place of the roster."
    ),
    "no_overrides": Bilingual(hi="कोई अपवाद नहीं।", en="There is no override."),
    "reason": Bilingual(hi="कारण", en="Reason"),
    "by": Bilingual(hi="किसने", en="By"),
    "take_back": Bilingual(hi="वापस लें", en="Take back"),
    "add": Bilingual(hi="अपवाद जोड़ें", en="Add an override"),
    "saved": Bilingual(
        hi="रोस्टर सहेजा गया। अभी कौन ड्यूटी पर है और आगे के खाली समय नीचे हैं।",
        en="The roster is saved. Below: who is on duty now, and the gaps to come.",
    ),
    "added": Bilingual(
        hi="अपवाद जोड़ा गया। अभी कौन ड्यूटी पर है और आगे के खाली समय नीचे हैं।",
        en="The override is added. Below: who is on duty now, and the gaps to come.",
    ),
    "taken_back": Bilingual(
        hi="अपवाद वापस लिया गया: रोस्टर फिर लागू है।", en="The override is taken back: the roster holds again."
    ),
    "gone": Bilingual(hi="यह अपवाद पहले ही वापस लिया जा चुका है।", en="This override is taken back already."),
    "stale": Bilingual(
        hi="सहेजा नहीं गया: इस बीच किसी और ने यह रोस्टर बदला। नीचे अब का रोस्टर है, आपके लिखे मानों के साथ; देखकर दोबारा सहेजें।",
        en="Not saved: somebody else has changed this roster meanwhile. Below it is as it is now, with what you typed; "
        "look, and save again.",
    ),
    "no_reason": Bilingual(hi="कारण लिखें, 500 अक्षरों तक", en="say why, in at most 500 characters"),
    "no_time": Bilingual(hi="तारीख और समय दें", en="give a date and a time"),
    "shift": Bilingual(hi="पाली {number}", en="shift {number}"),
    "shift_rest": Bilingual(hi="पाली {number} का बाकी समय", en="the rest of shift {number}"),
}
"""Every word of the roster by its name in the templates."""


def gap_name(start: datetime, end: datetime) -> Bilingual:
    """Returns what a gap is called: its days, times and length, and the shift if it is one of the three or its rest.

    A gap that nobody covers already begins now: its length is told from the minute that is shown, not from the second.
    """
    first, last = in_ist(start).start_of("minute"), in_ist(end)
    day, until = DAY[DAYS[first.weekday()]], DAY[DAYS[last.weekday()]]
    length, shift = span_words((last - first).total_seconds()), _shift(first, last)
    times = (first.format("DD-MM-YYYY HH:mm"), last.format("DD-MM-YYYY HH:mm"))
    return Bilingual(
        hi=f"{day.hi} {times[0]} – {until.hi} {times[1]} IST ({length.hi}{shift.hi})",
        en=f"{day.en} {times[0]} – {until.en} {times[1]} IST ({length.en}{shift.en})",
    )


def _shift(first: DateTime, last: DateTime) -> Bilingual:
    minutes = (last - first).total_minutes()
    for number, (start, end) in SHIFTS.items():
        whole = (end - start) % DAY_MINUTES
        if end == last.hour * 60 + last.minute and minutes <= whole:
            said = R["shift" if minutes == whole else "shift_rest"]
            return Bilingual(hi=f", {said.hi.format(number=number)}", en=f", {said.en.format(number=number)}")
    return Bilingual.same("")
