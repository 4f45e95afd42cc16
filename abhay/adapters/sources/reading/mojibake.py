r"""Text that a system decoded wrongly and encoded again on its way here, repaired by `ftfy`.

`अब` becomes `à¤…à¤¬` where somebody reads UTF-8 as Windows-1252 or Latin-1, once or several times; others write each
character as a number of HTML (`&#2309;`) or of a programming language (`\u0905`).
"""

import html
import re
from typing import Final, cast

import ftfy

MOJIBAKE: Final = "mojibake"
"""Noted of a text that was repaired: the words are what it must have been, the bytes are kept as they came."""

_SUSPECT = re.compile(
    "[\u00c2\u00c3\u00d0\u00d1\u00e0-\u00ef][\u0080-\u00bf\u0152-\u0161\u0178-\u017e\u0192\u02c6-\u02dc\u2013-\u2122]"
)
_NUMBERED = re.compile(r"(?:&#(?:x0?9[0-9a-f]{2}|2[34]\d\d);){1,400}", re.IGNORECASE)
_ESCAPED = re.compile(r"(?:\\u09[0-7][0-9a-f]){1,400}", re.IGNORECASE)
_LONGEST_LINE = 200_000
_CONFIG: Final = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
"""Wrong decoding alone: all else that `ftfy` can tidy is how somebody writes."""


def repaired(text: str) -> tuple[str, bool]:
    """Returns the text with what was decoded wrongly repaired line by line, and whether anything was."""
    if text.isascii() and "&#" not in text and "\\u09" not in text:
        return text, False
    mended = "\n".join(map(_line, text.split("\n")))
    return mended, mended != text


def repaired_document(document: object) -> tuple[object, bool]:
    """Returns a JSON document with its texts repaired, and whether any was."""
    if isinstance(document, str):
        return repaired(document)
    if isinstance(document, list):
        items = [repaired_document(each) for each in cast("list[object]", document)]
        return [value for value, _ in items], any(changed for _, changed in items)
    if isinstance(document, dict):
        pairs = {key: repaired_document(each) for key, each in cast("dict[str, object]", document).items()}
        return {key: value for key, (value, _) in pairs.items()}, any(changed for _, changed in pairs.values())
    return document, False


def _line(line: str) -> str:
    if _SUSPECT.search(line) and len(line) <= _LONGEST_LINE:
        line = ftfy.fix_text(line, _CONFIG)
    if "&#" in line:
        line = _NUMBERED.sub(lambda found: html.unescape(found[0]), line)
    if "\\u09" in line:
        line = _ESCAPED.sub(lambda found: found[0].encode("ascii").decode("unicode_escape"), line)
    return line
