"""Text from outside: normalized in proportion to its length, and cleaned so that two equal names compare equal.

`unicodedata.normalize` sorts each run of combining marks by insertion: 200,000 of them, in a mail of 400 kB,
take half a minute. Texts are normalized in pieces instead. A piece ends before an ASCII character, which
combines with nothing before it, so that the result is the same; only 256 characters without a single ASCII
one, such as a run of marks, are cut where they are.
"""

import re
import unicodedata
from typing import Literal

Form = Literal["NFC", "NFKC", "NFKD"]

_PIECE = 256
_PIECES = re.compile(rf".{{1,{_PIECE}}}(?=[\x00-\x7f]|\Z)|.{{{_PIECE}}}", re.DOTALL)
# PostgreSQL's text has no place for NUL; UTF-8 has none for half a surrogate pair.
_REFUSED = re.compile("[\x00\ud800-\udfff]")
# Controls, soft hyphen, zero-width and bidi marks, variation selectors, tags: unseen, yet they break a comparison.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_WITHOUT_MEANING = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")  # controls, half pairs
_NUKTA = "\u093c"  # फ़ोन is written फोन as often
_BETWEEN_WORDS = re.compile(r"[\s_()\[\]{}*.,:;/\\|\"'’<>=+•–—-]+")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")


def normalized(form: Form, text: str) -> str:
    """Returns the text in a Unicode normalization form."""
    if text.isascii():
        return text
    if len(text) <= _PIECE:
        return unicodedata.normalize(form, text)
    return "".join(unicodedata.normalize(form, piece) for piece in _PIECES.findall(text))


def clean(text: str) -> str:
    """Returns the text as it is, without NUL characters and lone surrogates, which the database cannot hold."""
    return _REFUSED.sub("", text)


def lost(before: str, after: str = "") -> bool:
    """Returns whether a control character, NUL or half a surrogate pair of a text is missing in what was read of it."""
    if before.isprintable():
        return False
    return any(character not in after for character in _WITHOUT_MEANING.findall(before))


def clean_identifier(text: str) -> str:
    """Returns one line without invisible characters, its white space collapsed: for names that are compared."""
    return " ".join(without_invisible(text).split())


def without_invisible(text: str) -> str:
    """Returns the text without characters that nobody sees; its lines and blanks stay."""
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub("", text)


def ascii_digits(text: str) -> str:
    """Returns the text with every decimal digit of another script (०–९ above all) written as 0–9."""
    return text if text.isascii() else _FOREIGN_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)


def comparable(text: str) -> str:
    """Returns the form in which two identifiers are compared: cleaned, compatibility-normalised, case folded."""
    return clean_identifier(normalized("NFKC", normalized("NFKC", text).casefold()))


def plain_words(text: str) -> str:
    """Returns the words of a label in lower case, single blanks between, without punctuation and nukta dots."""
    return _BETWEEN_WORDS.sub(" ", comparable(text).replace(_NUKTA, "")).strip()


def hindi_order(text: str) -> tuple[str, str]:
    """Returns a key that sorts names as a Hindi dictionary does, where a dot below a letter does not count."""
    plain = unicodedata.normalize("NFD", text).replace("\u093c", "")
    return plain, text
