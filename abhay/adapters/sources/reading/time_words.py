"""Words of times, brought into one form: Hindi and Hinglish months and days, hours of the day, names of zones."""

import re
from collections.abc import Mapping
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

IST = timezone(timedelta(hours=5, minutes=30), "IST")

_MONTHS = {
    "january": "जनवरी janvari january jan", "february": "फरवरी फ़रवरी farvari february feb", "march": "मार्च march mar",
    "april": "अप्रैल अप्रेल april apr", "may": "मई may", "june": "जून june jun", "july": "जुलाई julai july jul",
    "august": "अगस्त agast august aug", "september": "सितंबर सितम्बर september sept sep",
    "october": "अक्टूबर अक्तूबर october oct", "november": "नवंबर नवम्बर november nov",
    "december": "दिसंबर दिसम्बर december dec",
}  # fmt: skip
_WEEKDAYS = {
    "monday": "सोमवार सोम monday mon", "tuesday": "मंगलवार मंगल tuesday tues tue",
    "wednesday": "बुधवार बुध wednesday wed", "thursday": "गुरुवार गुरूवार बृहस्पतिवार thursday thurs thur thu",
    "friday": "शुक्रवार शुक्र friday fri", "saturday": "शनिवार शनि saturday sat", "sunday": "रविवार रवि sunday sun",
}  # fmt: skip
_PARTS = {
    "morning": "सुबह सवेरे प्रातः प्रात subah savere morning", "noon": "दोपहर dopahar dopahr afternoon",
    "evening": "शाम सायं shaam sham evening", "night": "रात रात्रि raat night",
}  # fmt: skip
_DAYS = {"today": "आज aaj today", "yesterday": "कल kal yesterday", "daybefore": "परसों parso parson"}
_UNITS = {
    "second": "सेकंड सेकेंड seconds second secs sec", "minute": "मिनट minutes minute mins min",
    "hour": "घंटे घंटा घण्टे ghante ghanta hours hour hrs hr", "day": "दिन din days day", "week": "हफ्ते हफ़्ते hafte weeks week",
    "ago": "पहले pehle pahle ago", "am": "am पूर्वाह्न", "pm": "pm अपराह्न", "oclock": "बजे baje bje",
    "of": "at on of को बजकर the st nd rd th date time दिनांक समय तारीख",
}  # fmt: skip
_SPOKEN_ZONES = re.compile(
    r"\(?(?:indian?|bharatiya)(?: standard)? time\)?|भारतीय(?: मानक)? समय(?:ानुसार)?|\[?asia/(?:kolkata|calcutta)\]?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[ap]\.[ ]?m\.?|[\u0900-\u0963]+|[^\W\d_]+", re.IGNORECASE)
_AROUND_WORDS = re.compile(
    r"(?<=[a-z])(?<!\bam)(?<!\bpm) {0,3}[-./,] {0,3}(?=[a-z0-9])|(?<=[0-9])-? {1,3}-? {0,3}(?=[a-z])|\( *\)"
)
"""Marks between a word and a figure, which dateutil takes for an offset behind a clock, and empty brackets."""

_ZONE_NAME = re.compile(r"\[?([A-Z][A-Za-z_]{1,20}/[A-Z][A-Za-z_/+-]{1,30})\]?")
_OFFSETS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "AST": 3,
    "GST": 4, "PKT": 5, "IST": 5.5, "NPT": 5.75, "BDT": 6, "ICT": 7, "SGT": 8, "HKT": 8, "JST": 9, "AEST": 10,
    "AEDT": 11,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Hours by the short names that partners and phones write; where one means two, the one that reaches India's people."""


@cache
def _known() -> Mapping[str, str]:
    tables = (_MONTHS, _WEEKDAYS, _PARTS, _DAYS, _UNITS)
    return {word: name for table in tables for name, words in table.items() for word in words.split()}


MONTHS, WEEKDAYS, PARTS, DAYS = map(frozenset, (_MONTHS, _WEEKDAYS, _PARTS, _DAYS))
UNITS = frozenset(("second", "minute", "hour", "day", "week"))


def in_plain_words(text: str) -> tuple[str, tzinfo | None] | None:
    """Returns a time with every word in its one English form, and the zone that it names.

    None where a word is left that no time has: what is not understood is not read by halves.
    """
    zones: list[tzinfo] = []
    text = _SPOKEN_ZONES.sub(lambda _: _kept(zones, IST), text)
    text = _ZONE_NAME.sub(lambda found: _kept(zones, ZoneInfo(found[1])) if _is_zone(found[1]) else found[0], text)
    unknown: list[str] = []

    def plain(found: re.Match[str]) -> str:
        word = found[0].replace(".", "").replace(" ", "")
        known = _known().get(word.casefold())
        hours = _OFFSETS.get(word.upper())
        if known is None and hours is not None:
            zones.append(timezone(timedelta(hours=hours)) if hours else UTC)
        elif known is None and word.upper() != "T":
            unknown.append(word)
        return f" {known} " if known not in (None, "of") else " "

    said = " ".join(_AROUND_WORDS.sub(" ", _WORD.sub(plain, text)).split())
    return None if unknown else (said, zones[-1] if zones else None)


def hour_of(hour: int, part: str) -> int:
    """Returns the hour of 24 for one of 12 in a part of the day: ten at night is 22, twelve at night 0."""
    if hour > 12:
        return hour
    match part:
        case "noon":
            return hour + 12 if hour < 7 else hour
        case "evening":
            return hour + 12 if hour < 12 else hour
        case "night":
            return 0 if hour == 12 else hour + 12 if hour >= 6 else hour
        case _:
            return hour


def _kept(zones: list[tzinfo], zone: tzinfo) -> str:
    zones.append(zone)
    return " "


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def _is_zone(name: str) -> bool:
    return name in _zone_names()
