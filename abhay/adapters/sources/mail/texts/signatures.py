"""A signature that no line of two hyphens sets apart: it begins with words of farewell, and is its writer's.

Its telephone and address are the partner's own. Read as the person's, they would stand in every alert of his.
"""

import re
from typing import Final

from abhay.adapters.sources.mail.texts.lines import ends_post, heads_post, read_lines

_FAREWELL: Final = re.compile(
    r"[ \t>]*(?:--|(?:with[ \t]+)?(?:(?:kind|best|warm|many|our|kindest|warmest)[ \t]+)*"
    r"(?:regards|wishes|thanks|thank you|sincerely|respectfully|cheers|yours[ \t]+(?:sincerely|faithfully|truly))"
    r"(?:[ \t]*(?:&|and|,)[ \t]*(?:kind |best |warm )?regards)?"
    r"|सादर(?:[ \t]+धन्यवाद)?|धन्यवाद(?:[ \t]+सहित)?|भवदीय|भवदीया|साभार|आभार|आपका|शुभकामनाओं[ \t]+सहित|निवेदक|प्रेषक"
    r"|जय[ \t]+(?:हिन्द|हिंद))"
    r"[ \t,.!।:-]*",
    re.IGNORECASE,
)
_FIRST: Final = frozenset("-<>wkbmotrscyWKBMOTRSCYसधभआशनपज")
"""What such a line begins with: other lines need no further look."""

_MOST_LINES: Final = 15
"""Lines with words in the longest signature that is taken for one."""

_SIGNED_WITH: Final = frozenset(
    {"subject.phones", "subject.emails", "subject.address.line", "subject.address.pin", "subject.address.district",
     "subject.address.state", "subject.city", "subject.display_name", "subject.profile_url", "content.permalink"}
)  # fmt: skip
_LEAST_OF_AN_ALERT: Final = 2
"""Fields before the farewell: behind a covering note without any, the same words are the person's."""


def signature_apart(text: str) -> tuple[str, ...]:
    """Returns a text and the signature at its end, or the text alone where it ends with none.

    What follows the farewell is a signature if it is short and says nothing but who writes and how to reach him.
    """
    lines = text.split("\n")
    for at in _farewells(lines):
        head, tail = "\n".join(lines[:at]), "\n".join(lines[at:])
        if sum(bool(line.strip()) for line in lines[at:]) > _MOST_LINES:
            continue
        said = read_lines(tail)
        if said.values and not said.posts and said.values.keys() <= _SIGNED_WITH and _is_alert(head):
            return (head, tail)
    return (text,)


def is_farewell(line: str) -> bool:
    """Whether a line holds words of farewell and nothing else."""
    return line.lstrip(" \t>")[:1] in _FIRST and _FAREWELL.fullmatch(line.rstrip()) is not None


def _farewells(lines: list[str]) -> list[int]:
    """Returns where words of farewell stand outside the post, the last ones first."""
    found: list[int] = []
    in_post = False
    for at, line in enumerate(lines):
        if at and not in_post and is_farewell(line):
            found.append(at)
        in_post = heads_post(line) or (in_post and not ends_post(line))
    return found[::-1]


def _is_alert(text: str) -> bool:
    return read_lines(text).score >= _LEAST_OF_AN_ALERT
