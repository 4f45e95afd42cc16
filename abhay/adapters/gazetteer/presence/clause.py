"""Cuts out of a post the words that belong to the name of a place: one statement around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Protocol

from abhay.adapters.gazetteer.presence import words
from abhay.adapters.gazetteer.presence.people import MINE, SELF

_LONGEST_HEAD, _LONGEST_TAIL = 8, 12
"""Words before and behind the name that are read."""
_NEAR = 30
"""Words before and behind the name among which those of brackets are left out."""
_WORDS_TO_BE = 5
_FINITE = words.AM | words.IS | words.WAS
_SUBJECTS = SELF - words.IN - MINE


class Word(Protocol):
    """One word: folded, whether punctuation stands before it, and whether it stands in brackets."""

    @property
    def key(self) -> str:
        """The word, folded."""
        ...

    @property
    def after_break(self) -> bool:
        """Whether punctuation stands before it."""
        ...

    @property
    def aside(self) -> bool:
        """Whether it stands in brackets."""
        ...


@dataclass(frozen=True, slots=True)
class Clause:
    """The words before and behind a name, nearest to the statement's own; `broken` if punctuation parts them."""

    head: tuple[str, ...]
    tail: tuple[str, ...]


def around(tokens: Sequence[Word], start: int, end: int) -> Clause:
    """Returns the statement around the words from `start` to `end`; what stands in brackets is left out of it."""
    if not tokens[start].aside:
        before = [token for token in tokens[max(0, start - _NEAR) : start] if not token.aside]
        behind = [token for token in tokens[end : end + _NEAR] if not token.aside]
        tokens = [*before, *tokens[start:end], *behind]
        start, end = len(before), len(before) + end - start
    return Clause(_head(tokens, start), _tail(tokens, end))


def says_here(tokens: Sequence[Word], end: int) -> bool:
    """Whether the writer says a few words on to be in that very place: "mera ghar Kota me hai, wahi hu"."""
    following = [token.key for token in tokens[end : end + _LONGEST_TAIL]]
    for at, key in enumerate(following):
        if key in words.SAME_PLACE:
            return any(word in words.AM for word in following[at + 1 : at + _WORDS_TO_BE])
    return False


def goes_on_here(tokens: Sequence[Word], end: int) -> bool:
    """Whether a place stands alone, and the writer is at something right after: "Kota station, platform 2 pe hu"."""
    following = tokens[end : end + _LONGEST_TAIL]
    own = list(takewhile(lambda token: not token.after_break, following))
    rest = following[len(own) :]
    if not rest or any(token.key not in words.LANDMARKS for token in own):
        return False
    said = [rest[0].key, *(token.key for token in takewhile(lambda token: not token.after_break, rest[1:]))]
    at = next((at for at, key in enumerate(said[1:], start=1) if key in words.IN | words.ON), None)
    if at is None or not set(said[:at]) & words.LANDMARKS:
        return False
    return any(key in words.AM for key in said[at + 1 : at + _WORDS_TO_BE])


def _head(tokens: Sequence[Word], start: int) -> tuple[str, ...]:
    first = start
    while first > 0 and start - first < _LONGEST_HEAD and not tokens[first].after_break:
        before = tokens[first - 1].key
        labels = first > 1 and tokens[first - 2].key in words.LABEL
        ends = before not in words.ENGLISH_VERBS and not labels and _ends_statement(tokens, first - 1)
        joins = before in words.JOINTS - words.ON and not (first == start and before in words.ENGLISH_TO)
        if joins or ends:
            break
        first -= 1
    return tuple(token.key for token in tokens[first:start])


def _tail(tokens: Sequence[Word], end: int) -> tuple[str, ...]:
    last = end
    while last < len(tokens) and last - end < _LONGEST_TAIL and not tokens[last].after_break:
        key = tokens[last].key
        if last > end and (key in words.JOINTS - words.ON or key in _SUBJECTS or _begins_thought(tokens, last)):
            break
        last += 1
        if last - end > 1 and _ends_statement(tokens, last - 1):
            behind = tokens[last] if last < len(tokens) else None
            last += bool(behind and not behind.after_break and behind.key in MINE)
            break
        if last - end == 1 and key in words.AM | words.WAS and key not in words.FROM | words.ON:
            break
    return tuple(token.key for token in tokens[end:last])


def _begins_thought(tokens: Sequence[Word], at: int) -> bool:
    """Whether another statement begins here: "sab sochte ki mast hu"."""
    return tokens[at].key in words.THAT and tokens[at - 1].key in words.THINKING


def _ends_statement(tokens: Sequence[Word], at: int) -> bool:
    """Whether a finite verb ends here: "hu", "hai", "tha", or a future, unless another follows it."""
    key = tokens[at].key
    if key in words.WAS_UNSURE and at + 1 < len(tokens) and not tokens[at + 1].after_break:
        return bool(at) and tokens[at - 1].key.endswith(("te", "ye", "e"))
    return key in _FINITE or bool(words.WILL.search(key))
