"""Where one writer's words end and another's begin: covering note, forwarded mail, answered mail, signature.

An officer who passes an alert on signs with his own number. Read as one text, that number would be
the person's, and every alert he ever forwards would seem to be about the same person.
"""

import re

from abhay.adapters.sources.mail.texts.lines import ends_post, heads_post
from abhay.adapters.sources.mail.texts.signatures import signature_apart

_FORWARDED = re.compile(
    r"[ \t>]*(?:[-–—_=*]{2,}[ \t]*(?:forwarded|original|अग्रेषित|मूल)[ \t]+(?:message|e-?mail|संदेश|मेल)\b.*"
    r"|begin forwarded message\b.*|_{20,}[ \t]*)",
    re.IGNORECASE,
)
_ANSWERED = re.compile(r"[ \t]*\S.{0,200}(?:wrote|writes|ने लिखा)[ \t]*[:：][ \t]*", re.IGNORECASE)
_FROM = re.compile(r"[ \t>*]*(?:from|प्रेषक)[ \t*]*[:：]", re.IGNORECASE)
_SUBJECT = re.compile(r"[ \t>*]*(?:subject|विषय)[ \t*]*[:：]", re.IGNORECASE)
_HEADER_LINES = 7
_MARKS = frozenset("-–—_=*bB")  # what a line about a forwarded mail, or a signature's, begins with
_COLONS = (":", "：")
_SIGNATURE = re.compile(r"[ \t>]*-- ")


def segments(text: str) -> list[str]:
    """Returns the text in pieces of one writer each, in their order; nothing is left out, and no post is cut in two."""
    lines = text.replace("\r\n", "\n").split("\n")
    starts, in_post = [0], False
    for at, line in enumerate(lines):
        if not in_post and at and _begins_another(lines, at, line):
            starts.append(at)
        in_post = heads_post(line) or (in_post and not ends_post(line))
    pieces = ("\n".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True))
    return [part for piece in pieces for part in signature_apart(piece) if part.strip()]


def _begins_another(lines: list[str], at: int, line: str) -> bool:
    bare = line.lstrip(" \t>")
    if bare[:1] in _MARKS and (_FORWARDED.fullmatch(line) or _SIGNATURE.fullmatch(line)):
        return True
    if line.rstrip(" \t").endswith(_COLONS) and _ANSWERED.fullmatch(line):
        return True
    return bool(_FROM.match(line)) and any(map(_SUBJECT.match, lines[at + 1 : at + _HEADER_LINES]))
