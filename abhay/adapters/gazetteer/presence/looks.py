"""What the rules of presence look for in the words around a name."""

from collections.abc import Sequence

from abhay.adapters.gazetteer.presence import people, words

Words = Sequence[str]
_WAY = 7
"""Words that may stand between a name and the postposition of the landmark that it names."""
_UNKNOWN_WAY = 3
"""The same with "ke paas" behind words that are no landmark of the list."""
_HERE = words.IN | words.ON
_ONLY = frozenset({"hi", "ही"})
_NOT_THERE = people.OTHERS | people.THINGS | words.ABSTRACT | words.FROM
"""Behind these "me hu" is being in no place."""


def any_of(some: Words, wanted: frozenset[str]) -> bool:
    """Whether one of the words is in the table."""
    return any(word in wanted for word in some)


def others(some: Words) -> bool:
    """Whether the words speak of somebody other than the writer."""
    return any_of(some, people.OTHERS)


def wills(some: Words) -> bool:
    """Whether one of the words is a verb in the future."""
    return any(words.WILL.search(word) for word in some)


def goes(rest: Words) -> bool:
    """Whether somebody goes."""
    return any_of(rest, words.GOING)


def is_home(head: Words) -> bool:
    """Whether the words before the name make it somebody's home: "mera gaon", "ghar"."""
    return any_of(head[-2:], words.HOME)


def comes_home(head: Words, rest: Words) -> bool:
    """Whether the statement tells of somebody's home: "ghar Kota me hai", "Kota me mera ghar hai"."""
    return is_home(head) or (any_of(rest, words.HOME) and any_of(rest, words.IS))


def is_thing(tail: Words) -> bool:
    """Whether the name is that of a film, a dish or a team: "Kota Factory", "Jaipur ke laddu"."""
    behind = tail[1:2] if any_of(tail[:1], words.OF | words.WALA) else ()
    named = any_of(tail[:1], people.THINGS) or any_of(behind, people.THINGS)
    return named and not (past_landmark(tail) is not None and any_of(tail, words.AM | words.STAY))


def after_in(tail: Words) -> Words | None:
    """Returns what follows "in" or "at" where that stands directly behind the name, else None."""
    if any_of(tail[:1], _HERE):
        return tail[1:]
    if any_of(tail[:1], words.OF) and any_of(tail[1:2], words.NEAR):
        return tail[3:] if any_of(tail[2:3], _HERE) else tail[2:]
    if any_of(tail[:1], _ONLY) and any_of(tail[1:2], words.IN):
        return tail[2:]
    return None


def past_landmark(tail: Words) -> Words | None:
    """Returns what follows "in" or "at" where that stands behind something of the place, else None."""
    for position, word in enumerate(tail[: _WAY + 1]):
        rest = tail[position + 1 :]
        if position and _leads_in(tail[:position], word, rest):
            return rest[1:] if any_of(rest[:1], _HERE) else rest
    return None


def _leads_in(between: Words, word: str, rest: Words) -> bool:
    if word in words.NEAR and between[-1] in words.OF and 1 < len(between) <= _UNKNOWN_WAY:
        return True
    if word in _HERE | words.NEAR and _is_landmark(between):
        return True
    return word in _HERE and _is_self(between, rest)


def _is_self(between: Words, rest: Words) -> bool:
    """Whether the writer is said to be in whatever is named in between: "ki ek building ki chhat pe khadi hu"."""
    return any_of(rest[:3], words.AM) and not any_of(between, _NOT_THERE) and not any_of(rest[:2], words.GOING)


def _is_landmark(between: Words) -> bool:
    while len(between) > 1 and between[-1].isdigit():
        between = between[:-1]
    last = between[-1] if between[-1] not in words.OF or len(between) == 1 else between[-2]
    return last in words.LANDMARKS


def speaks_from(tail: Words) -> bool:
    """Whether the writer speaks from a landmark of the place: "ke hostel se likh rahi hu"."""
    at = next((at for at, word in enumerate(tail[:_WAY]) if at and word in words.FROM), None)
    return at is not None and any_of(tail[at + 1 : at + 2], words.SPEAK) and _is_landmark(tail[:at])
