"""Reads the signs that people put into a profile's place: a pin for now, a house for home, an arrow on the way."""

import re

_PIN, _HOUSE, _ARROW = (
    "\U0001f4cd\U0001f4cc",
    "\U0001f3e0\U0001f3e1\U0001f6d6\U0001f3d8",
    "\u2192\u27a1\u2708\u279c\u21d2\u27a4",
)
_HOME_WORDS = (
    r"\b(?:from|born (?:in|at)|native(?: place)?(?: of)?|basically|originally|home ?town|belongs? to|ex|roots?(?: in)?|"
    r"raised in|made in|janam)\b"
)
_HOME_BEHIND = r"(?:\s(?:se|sey|wala|wali|born|native|se hu|ka|ki)|\sसे|\sवाला|\sवाली|\sका|\sकी)\s*$"
_BEGINS = r"(?:from|born|native|home ?town|currently|now|living|lives|based|in)\b"
_STANDS_ALONE = "".join(
    f"(?<!{word})" for word in ("living", "lives", "based", "born", "raised", "roots", "made", "staying", "now")
)
_PARTS = re.compile(
    rf"(?=[{_PIN}{_HOUSE}])|[|•·\n()\[\];~]|(?<!\s)\s*,\s*(?={_BEGINS})|{_STANDS_ALONE}\s(?=(?:from|in)\b)",
    re.IGNORECASE,
)
_SOON = re.compile("\U0001f51c.*", re.DOTALL)
_ON_THE_WAY = re.compile(
    rf"[{_ARROW}]\ufe0f?|(?<!-)-+>|(?<!=)=+>|>{{2,}}"
    r"|\b(?:now (?:in|at)|currently (?:in|at)|shifted to|moved to|at present(?: in)?)\b",
    re.IGNORECASE,
)
_AT_HOME = re.compile(rf"[{_HOUSE}]|{_HOME_WORDS}|{_HOME_BEHIND}", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|nahi|nhi|nahin)\b|नहीं|नही", re.IGNORECASE)
_HERE = re.compile(rf"[{_PIN}]|\b(?:lives? in|living in|based in|staying in|in|currently|now)\b", re.IGNORECASE)


def parts_of(value: str) -> tuple[str, str]:
    """Returns what a place field says of now, and what it says of home; without such signs all of it is now."""
    value = _SOON.sub("", value)
    *before, last = _ON_THE_WAY.split(value)
    if before and re.search(r"\w", last) and not _AT_HOME.search(last):
        return last, " ".join(before)
    parts = [part for part in _PARTS.split(value) if part and re.search(r"\w", part) and not _NEGATED.search(part)]
    home = [part for part in parts if _AT_HOME.search(part)]
    here = [part for part in parts if _HERE.search(part) and part not in home]
    rest = [part for part in parts if part not in home]
    if not home and not here:
        return ", ".join(parts) if _NEGATED.search(value) else value, ""
    if not here and not rest:
        return value, ""
    return ", ".join(here or rest), ", ".join(home)
