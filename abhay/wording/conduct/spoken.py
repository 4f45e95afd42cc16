"""What a call says to a level that is told of a climb: how long nobody has answered, the unit, what was tried.

Every number is a word: a voice reads digits as it likes.
"""

from typing import Final

from abhay.domain.messages.audience import Audience
from abhay.wording.messages import MessageContext
from models.enums import Language

_HINDI: Final = (
    "शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ", "दस", "ग्यारह", "बारह", "तेरह", "चौदह",
    "पंद्रह", "सोलह", "सत्रह", "अठारह", "उन्नीस", "बीस", "इक्कीस", "बाईस", "तेईस", "चौबीस", "पच्चीस", "छब्बीस",
    "सत्ताईस", "अट्ठाईस", "उनतीस", "तीस", "इकतीस", "बत्तीस", "तैंतीस", "चौंतीस", "पैंतीस", "छत्तीस", "सैंतीस",
    "अड़तीस", "उनतालीस", "चालीस", "इकतालीस", "बयालीस", "तैंतालीस", "चौवालीस", "पैंतालीस", "छियालीस", "सैंतालीस",
    "अड़तालीस", "उनचास", "पचास", "इक्यावन", "बावन", "तिरपन", "चौवन", "पचपन", "छप्पन", "सत्तावन", "अट्ठावन", "उनसठ",
)  # fmt: skip
_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty")
_HOUR, _DAY = 60, 24 * 60


def number(value: int, language: Language) -> str:
    """Returns a number from 0 to 59 in words; a greater one as 59."""
    value = min(value, 59)
    if language is Language.HINDI:
        return _HINDI[value]
    if value < len(_ONES):
        return _ONES[value]
    tens, ones = divmod(value, 10)
    return f"{_TENS[tens]} {_ONES[ones]}" if ones else _TENS[tens]


def span(minutes: int, language: Language) -> str:
    """Returns a span in words: minutes within the first hour, then whole hours, then whole days."""
    hindi = language is Language.HINDI
    if minutes < 1:
        return "एक मिनट से कम समय" if hindi else "less than one minute"
    if minutes < _HOUR:
        return _counted(minutes, ("मिनट", "मिनट") if hindi else ("minute", "minutes"), language)
    if minutes < _DAY:
        return _counted(minutes // _HOUR, ("घंटे", "घंटे") if hindi else ("hour", "hours"), language)
    return _counted(minutes // _DAY, ("दिन", "दिन") if hindi else ("day", "days"), language)


def _counted(value: int, units: tuple[str, str], language: Language) -> str:
    return f"{number(value, language)} {units[value != 1]}"


def of_climb(context: MessageContext, language: Language) -> tuple[str, ...]:
    """Returns the sentences for a level above the one that acts; nothing for any other."""
    minutes = context.climb_minutes
    if minutes is None:
        return ()
    hindi = language is Language.HINDI
    waited = span(minutes, language)
    said = [f"{waited} से पावती नहीं मिली।" if hindi else f"No acknowledgement for {waited}."]
    if context.audience is Audience.STATE:
        units = ", ".join(each.hi if hindi else each.en for each in context.units)
        tried = ", ".join(each.hi if hindi else each.en for each in context.tried).replace(" / ", ", ")
        said += [f"इकाई: {units}।" if hindi else f"Unit: {units}."] if units else []
        said += [f"इन स्तरों को बताया गया: {tried}।" if hindi else f"Levels told: {tried}."] if tried else []
    return tuple(said)
