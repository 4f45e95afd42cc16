"""Bytes to text where the label of the character set may be missing, unknown or wrong."""

import codecs
import re

# In these every byte, or an escape, means something else than in UTF-8: the label decides first.
_LABEL_FIRST = re.compile(r"utf[-_]?(7|16|32)|iso[-_]?2022|hz|utf16|utf32", re.IGNORECASE)
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{1,39}")
# Codecs that are no character sets of mails; some are slow beyond measure, some mean something else.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "charmap", "mbcs"})
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode_text(data: bytes, label: str | None) -> tuple[str, bool]:
    """Returns the text, and whether it was read without loss.

    Valid UTF-8 wins over the label of a one-byte set: bytes that are not ASCII form valid UTF-8 by
    accident so rarely that the label is wrong instead. Without a usable label Windows-1252 is
    taken, as mail programs do.
    """
    charset = _known(label)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return data.decode(marked, "replace"), True
    first = (charset, "utf-8") if charset and _LABEL_FIRST.match(charset) else ("utf-8", charset)
    for candidate in first:
        if candidate is None:
            continue
        try:
            return data.decode(candidate), True
        except UnicodeError:
            continue
    return data.decode(charset or "cp1252", "replace"), False


def _known(label: str | None) -> str | None:
    """Python's name of a character set, or None for what is none."""
    if label is None or not _LABEL.fullmatch(label):
        return None
    try:
        name = codecs.lookup(label).name
        if name.replace("-", "_") in _NO_CHARSETS:
            return None
        b" ".decode(name, "ignore")
    except (LookupError, UnicodeError):  # unknown, or a codec that makes no text, such as zlib
        return None
    return name
