"""Cleaning of text from outside: what PostgreSQL refuses, and what makes two equal names look different."""

import re
import unicodedata

# PostgreSQL's text has no place for NUL; UTF-8 has none for half a surrogate pair.
_REFUSED = re.compile("[\x00\ud800-\udfff]")
# Controls, soft hyphen, zero-width and bidi marks, variation selectors, tags: unseen, yet they break a comparison.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_NUKTA = "\u093c"  # फ़ोन is written फोन as often
_BETWEEN_WORDS = re.compile(r"[\s_()\[\]{}*.,:;/\\|\"'’<>=+•–—-]+")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")


def clean(text: str) -> str:
    """The text as it is, without NUL characters and lone surrogates, which the database cannot hold."""
    return _REFUSED.sub("", text)


def clean_identifier(text: str) -> str:
    """One line without invisible characters, its white space collapsed: for names that are compared."""
    return " ".join(_INVISIBLE.sub("", text).split())


def ascii_digits(text: str) -> str:
    """The text with every decimal digit of another script (०–९ above all) written as 0–9."""
    return _FOREIGN_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)


def comparable(text: str) -> str:
    """The form in which two identifiers are compared: cleaned, compatibility-normalised, case folded."""
    return clean_identifier(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()))


def plain_words(text: str) -> str:
    """The words of a label in lower case, single blanks between, without punctuation and nukta dots."""
    return _BETWEEN_WORDS.sub(" ", comparable(text).replace(_NUKTA, "")).strip()
