"""What is new in a mail that answers another one: the words above, below and between the quoted ones.

Mail programs mark what they quote in two ways: by a `>` before each line, or by the header of the answered mail
(`From:`, `Sent:`, `Subject:`), behind which everything is quoted. Libraries that cut replies know only the words above
(docs/adr/0029-new-words-are-the-message.md).
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from abhay.adapters.sources.mail.texts.lines import ends_post, heads_post
from abhay.adapters.sources.mail.texts.signatures import is_farewell

_MAY_QUOTE = re.compile(
    r"^ {0,3}>|wrote|writes|schrieb|a écrit|escribió|लिखा|subject|विषय|forwarded|original|अग्रेषित|मूल",
    re.IGNORECASE | re.MULTILINE,
)
"""Words and marks of which every quote has one: most mails have none, and are not looked at line by line."""

_COLONS = frozenset(":：")
_HEADS = frozenset(" \t*-–—_=fFbBप्रस")
"""How a line begins that may head a quoted mail."""

_QUOTED = re.compile(r" {0,3}>")
_WROTE = re.compile(
    r"(?:\bwrote|\bwrites|\bschrieb|\ba écrit|\bescribió|ने (?:यह )?लिखा(?: है)?)[^\w]{0,3}[:：][ \t*]*$", re.IGNORECASE
)
_BEGINS = re.compile(r"[ \t*]*(?:on|am|le|el|दिनांक)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ADDRESS = re.compile(r"[^\s@]@[^\s@]")
_MOST_LINES_OF_WROTE = 3
_LONGEST_LINE = 300
_MARKER = re.compile(
    r"[ \t]*(?:[-–—_=*]{2,}[ \t]*(?:forwarded|original|अग्रेषित|मूल)[ \t]+(?:message|e-?mail|संदेश|मेल)\b.*"
    r"|begin forwarded message\b.*)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[ \t]*[-_=]{5,}[ \t]*")
_FROM = re.compile(r"[ \t*]*(?:from|प्रेषक|से)[ \t*]*[:：]", re.IGNORECASE)
_SUBJECT = re.compile(r"[ \t*]*(?:subject|विषय)[ \t*]*[:：]", re.IGNORECASE)
_HEADER_LINES = 7
_SENT_FROM = re.compile(
    r"[ \t]*(?:sent (?:from|via) (?:my|outlook|yahoo|gmail|mail)\b.*|get outlook for\b.*|मेरे .{1,40} से भेजा गया.*)",
    re.IGNORECASE,
)
_MOST_LINES_OF_SIGNATURE = 14
"""With the blank ones among them, down to the end."""


@dataclass(frozen=True)
class Parts:
    """A text in two: `new` is what its writer wrote, `quoted` what it answers or passes on.

    `to_the_end` is that part of `quoted` that no mark before each line proves to be quoted.
    """

    new: str
    quoted: str = ""
    to_the_end: str = ""


def parts_of(text: str) -> Parts:
    """Returns the new and the quoted words of a text; what stands in a post is never taken for a quote."""
    if not _MAY_QUOTE.search(text):
        return Parts(text)
    lines = text.replace("\r\n", "\n").split("\n")
    wrote = {at for at, line in enumerate(lines) if line.rstrip(" \t*")[-1:] in _COLONS and _is_wrote(line)}
    new: list[str] = []
    quoted: list[str] = []
    at, in_post = 0, False
    while at < len(lines):
        line = lines[at]
        if not in_post and _QUOTED.match(line):
            quoted.append(line)
        elif not in_post and (behind := _behind_attribution(lines, at, wrote)):
            if not _is_quoted_next(lines, behind):
                return _with_tail(new, quoted, lines[behind:])
            at = behind
            continue
        elif not in_post and line[:1] in _HEADS and _heads_quote(lines, at):
            return _with_tail(new, quoted, lines[at:])
        else:
            new.append(line)
            in_post = heads_post(line) or (in_post and not ends_post(line))
        at += 1
    return _with_tail(new, quoted, [])


def without_signature(text: str) -> str:
    """Returns a writer's words without what stands below them in every mail: the name, the rank, the telephone."""
    lines = text.strip().split("\n")
    last = len(lines) - _MOST_LINES_OF_SIGNATURE
    for at, line in enumerate(lines):
        if line.strip() == "--" or (at and at >= last and is_farewell(line)):
            return "\n".join(lines[:at]).rstrip()
    return "\n".join(line for line in lines if not _SENT_FROM.fullmatch(line)).strip()


def _with_tail(new: Sequence[str], quoted: Sequence[str], tail: Sequence[str]) -> Parts:
    return Parts("\n".join(new), "\n".join([*quoted, *tail]), "\n".join(tail))


def _is_wrote(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and _WROTE.search(line) is not None


def _behind_attribution(lines: Sequence[str], at: int, wrote: Collection[int]) -> int:
    """Returns the line behind `On …, … wrote:` that begins here, on one to three lines; 0 where none begins.

    `wrote` are the lines that end so.
    """
    if not any(at + more in wrote for more in range(_MOST_LINES_OF_WROTE)):
        return 0
    block = lines[at : at + _MOST_LINES_OF_WROTE]
    for size, line in enumerate(block, start=1):
        if not line.strip() or len(line) > _LONGEST_LINE or _QUOTED.match(line):
            return 0
        if at + size - 1 in wrote:
            head = block[:size]
            starts = [n for n, each in enumerate(head) if _BEGINS.match(each)] or [
                n for n, each in enumerate(head) if _YEAR.search(each)
            ]
            dated = any(_YEAR.search(each) or _ADDRESS.search(each) for each in head)
            begins_here = (starts[-1] if starts else size - 1) == 0
            behind = at + size
            return behind if begins_here and (dated or _is_quoted_next(lines, behind)) else 0
    return 0


def _is_quoted_next(lines: Sequence[str], at: int) -> bool:
    """Whether the next line that is not blank bears the mark of a quote."""
    following = next((line for line in lines[at : at + 4] if line.strip()), "")
    return bool(_QUOTED.match(following))


def _heads_quote(lines: Sequence[str], at: int) -> bool:
    """Whether everything from this line on is another mail, headed by a marker or by its own header."""
    line = lines[at]
    if _MARKER.fullmatch(line):
        return True
    if _RULE.fullmatch(line):
        following = next((n for n in range(at + 1, min(at + 4, len(lines))) if lines[n].strip()), None)
        return following is not None and _is_header(lines, following)
    return _is_header(lines, at)


def _is_header(lines: Sequence[str], at: int) -> bool:
    return bool(_FROM.match(lines[at])) and any(map(_SUBJECT.match, lines[at + 1 : at + _HEADER_LINES]))
