"""Decides what a post says of the place that it names: is the writer there, or is it something else.

The tables hold rules in order, and the first that fits decides. A rule reads the words before the name (`head`) and
those behind it (`tail`, or `rest` behind "in"): the relation, then the verb with its tense and person.
"""

from collections.abc import Callable, Iterable

from abhay.adapters.gazetteer.presence import people, words
from abhay.adapters.gazetteer.presence.clause import Clause
from abhay.adapters.gazetteer.presence.looks import (
    Words,
    after_in,
    any_of,
    comes_home,
    goes,
    is_home,
    is_thing,
    others,
    past_landmark,
    speaks_from,
    wills,
)
from models.enums import Standing

Test = Callable[[Words, Words], bool]
Rules = tuple[tuple[Test, Standing], ...]
_STOPS = words.table("stand stop station adda depot स्टैंड स्टेशन अड्डा डिपो अड्डे adde")
"""Where a vehicle is named but one waits for it."""
_ONLY = frozenset({"hi", "ही"})
_ONE_MORE = (("ek",), ("एक",))
"""News: "Churu me ek aur kisan ne …"; the statement ends at "aur"."""
_POSTED = words.table("posting posted पोस्टिंग पोस्टेड")


def standing_of(clause: Clause) -> Standing:
    """Returns what the words of a statement say of the place that it names."""
    head, tail = clause.head, clause.tail
    for step in _STEPS:
        if found := step(head, tail):
            return found
    return Standing.MENTIONED


def reported(clause: Clause) -> Clause:
    """Returns what somebody else tells of the writer as the writer's own words: "he is in Kota" as "in Kota hu"."""
    head = tuple(word for word in clause.head if word not in people.OTHERS | words.ENGLISH_VERBS)
    tail = (word for word in clause.tail if word not in people.OTHERS)
    return Clause(head, tuple("hu" if word in words.IS else word for word in tail))


def _first(rules: Rules, head: Words, tail: Words) -> Standing | None:
    return next((standing for test, standing in rules if test(head, tail)), None)


# The relation ----------------------------------------------------------------------------------------------------

_BEFORE: Rules = (
    (lambda _, tail: is_thing(tail), Standing.THING),
    (lambda head, _: any_of(head, words.WISHES), Standing.DESTINATION),
    (lambda head, tail: any_of(tail[:1], _POSTED) and not others(head), Standing.PRESENT),
    (lambda _, tail: any_of(tail, words.REMEMBER) and not _is_in_now(tail), Standing.MEMORY),
    (lambda head, tail: any_of(head[-3:], words.REMEMBER) and not any_of(tail, words.AM), Standing.MEMORY),
    (lambda head, _: _is_label(head) and others(head), Standing.SOMEBODY_ELSE),
    (lambda head, _: _is_label(head), Standing.PRESENT),
)
"""Things, wishes, memories and labels, whatever follows."""

_FROM: Rules = (
    (lambda head, _: others(head), Standing.SOMEBODY_ELSE),
    (lambda _, rest: any_of(rest, words.SPEAK) and not any_of(rest, words.WAS), Standing.PRESENT),
    (lambda _, rest: any_of(rest, words.ARRIVE | words.LEAVE | words.GOING), Standing.LEFT),
    (lambda _, rest: any_of(rest[:3], words.FAR), Standing.MENTIONED),
    (lambda _, rest: any_of(rest[:3], words.AM), Standing.ORIGIN),
    (lambda _head, _rest: True, Standing.MENTIONED),
)
""""Kota se …": speaking from there, gone from there, coming from there."""

_BEING: Rules = (
    (lambda _, rest: any_of(rest[:1], words.NOT) and any_of(rest[1:3], words.AM | words.IS), Standing.LEFT),
    (lambda head, rest: any_of(rest, words.WAS) and _was_here_now(head, rest), Standing.PRESENT),
    (lambda head, rest: any_of(rest, words.WAS) and others((*head, *rest)), Standing.SOMEBODY_ELSE),
    (lambda _, rest: any_of(rest, words.WAS), Standing.MEMORY),
    (lambda _, rest: any_of(rest, words.AM) and any_of(rest[:1], words.WOULD), Standing.DESTINATION),
    (lambda _, rest: any_of(rest, words.AM), Standing.PRESENT),
    (lambda _, rest: rest in _ONE_MORE, Standing.MENTIONED),
    (lambda head, rest: wills(rest) and any_of(head, words.NOW) and not goes(rest), Standing.PERHAPS),
    (lambda _, rest: wills(rest), Standing.DESTINATION),
    (lambda _, rest: any_of(rest, words.WOULD) and not any_of(rest, words.STAY), Standing.DESTINATION),
    (lambda _, rest: any_of(rest, people.ASK) and others(rest), Standing.MENTIONED),
    (lambda head, rest: _has_room(head, rest) and not others(head), Standing.PRESENT),
    (lambda head, rest: comes_home(head, rest) and not others((*head[-4:], *rest)), Standing.ORIGIN),
    (lambda head, rest: others((*head, *rest)), Standing.SOMEBODY_ELSE),
    (lambda _, rest: any_of(rest, people.ASK), Standing.MENTIONED),
    (lambda head, rest: any_of(rest, words.STAY) or any_of(head, words.NOW), Standing.PRESENT),
    (lambda _, rest: any_of(rest, words.ARRIVE) and not any_of(rest, words.IS), Standing.PRESENT),
    (lambda _, rest: any_of(rest, words.DONE) and not any_of(rest, words.DWELLINGS), Standing.MENTIONED),
    (lambda head, rest: any_of(rest, words.IS) and not _is_mine(head, rest), Standing.MENTIONED),
    (lambda _head, _rest: True, Standing.PERHAPS),
)
""""Kota me …", "Kota ke hostel me …": being, unless the verb, its tense or its person says otherwise."""

_BARE: Rules = (
    (lambda _, verbs: any_of(verbs[:1], words.AM), Standing.PRESENT),
    (lambda _, verbs: any_of(verbs[:1], _ONLY) and any_of(verbs[1:2], words.AM), Standing.PRESENT),
    (lambda head, verbs: _stays(verbs) and not others(head), Standing.PRESENT),
    (lambda head, verbs: _never_again(verbs) and not others(head), Standing.LEFT),
    (lambda head, verbs: any_of(verbs[:2], words.LEAVE) and not others(head), Standing.LEFT),
    (lambda head, verbs: _moves(verbs) and others(head), Standing.SOMEBODY_ELSE),
    (lambda _, verbs: any_of(verbs[:3], people.ASK), Standing.MENTIONED),
    (lambda head, verbs: _arrives(verbs) and any_of(verbs, words.WAS) and not any_of(head, words.NOW), Standing.MEMORY),
    (lambda _, verbs: _arrives(verbs), Standing.PRESENT),
    (lambda _, verbs: _moves(verbs), Standing.DESTINATION),
)
"""Without a postposition: "Kota aa gaya", "Kota hu", "Kota ja raha hu", "Kota chhod diya"."""

_ENGLISH: Rules = (
    (lambda head, _: any_of(head[-1:], words.ENGLISH_FROM) and any_of(head, words.SPEAK), Standing.PRESENT),
    (lambda head, _: any_of(head[-1:], words.ENGLISH_FROM), Standing.ORIGIN),
    (lambda head, _: any_of(head[-1:], words.ENGLISH_TO) and _has_moved(head), Standing.PRESENT),
    (lambda head, _: any_of(head[-1:], words.ENGLISH_TO), Standing.DESTINATION),
    (lambda head, _: any_of(head[-1:], words.LEAVE), Standing.LEFT),
    (lambda head, tail: any_of(head[-1:], words.ARRIVE) and not tail, Standing.PRESENT),
)
"""English puts the words before the name: "writing from Kota", "going to Kota", "left Kota"."""

_ENGLISH_IN: Rules = (
    (lambda head, _: any_of(head, _ENGLISH_NOT) and any_of(head, words.AM | words.IS), Standing.LEFT),
    (lambda head, _: any_of(head, words.BORN), Standing.MENTIONED),
    (lambda head, _: any_of(head, words.HOME) and not any_of(head, words.BACK | words.AM), Standing.ORIGIN),
    (lambda head, _: any_of(head, words.AM), Standing.PRESENT),
    (lambda head, _: others(head), Standing.SOMEBODY_ELSE),
    (lambda head, _: any_of(head, words.ENGLISH_PAST), Standing.MEMORY),
    (lambda _head, _tail: True, Standing.PRESENT),
)
""""in Kota" and what stands before it."""
_ENGLISH_NOT = frozenset({"not", "never", "nahi", "nahin"})

_OF: Rules = (
    (lambda _, rest: any_of(rest, words.WAS) or others(rest), Standing.SOMEBODY_ELSE),
    (lambda _, rest: any_of(rest[:1], words.AM), Standing.ORIGIN),
    (lambda head, rest: any_of(rest[:2], words.RESIDENT) and not others(head), Standing.ORIGIN),
)
""""Kota ka hu", "Kota ki rehne wali": one's origin; "Kota ki thi wo" is another's."""

_LAST: Rules = (
    (lambda head, tail: (is_home(head) or any_of(tail[:1], words.HOME)) and others(head), Standing.SOMEBODY_ELSE),
    (lambda head, tail: is_home(head) or any_of(tail[:1], words.HOME), Standing.ORIGIN),
    (lambda head, tail: any_of(head[-1:], words.NOW) and not any_of(tail[:1], _LINKS), Standing.PERHAPS),
    (lambda _, tail: len(tail) == 1 and any_of(tail, words.NOW), Standing.PERHAPS),
    (lambda head, tail: others(head) or others(tail), Standing.SOMEBODY_ELSE),
)
""""mera gaon Kota", "abhi Kota", and a name that only stands in what is said of others."""
_LINKS = words.OF | words.FROM | words.WALA


def _from(head: Words, tail: Words) -> Standing | None:
    follows = any_of(tail[:1], words.FROM) and tail[0] not in {"hu", "from"}
    return _first(_FROM, head, tail[1:]) if follows else None


def _in(head: Words, tail: Words) -> Standing | None:
    rest = after_in(tail)
    return None if rest is None else _first(_BEING, head, rest)


def _at_a_landmark(head: Words, tail: Words) -> Standing | None:
    """Being at something that the name belongs to: "Kota ke hostel me hu", "Kota station pe"."""
    rest = past_landmark(tail)
    if rest is None:
        return Standing.PRESENT if speaks_from(tail) and not others(head) else None
    way = tail[: len(tail) - len(rest)]
    if any_of(way[-3:], words.VEHICLES) and not any_of(tail, _STOPS):
        return Standing.SOMEBODY_ELSE if others(head) else Standing.DESTINATION
    found = _first(_BEING, head, rest)
    return Standing.MENTIONED if found is Standing.PERHAPS and any_of(tail, people.THINGS) else found


def _bare(head: Words, tail: Words) -> Standing | None:
    return None if any_of(tail[:1], words.OF | words.WALA) else _first(_BARE, head, tail)


def _english_in(head: Words, tail: Words) -> Standing | None:
    follows = any_of(head[-1:], words.ENGLISH_IN) and not any_of(tail[:1], words.IN)
    return _first(_ENGLISH_IN, head, tail) if follows else None


def _of(head: Words, tail: Words) -> Standing | None:
    return _first(_OF, head, tail[1:]) if any_of(tail[:1], words.OF | words.WALA) else None


def _by(rules: Rules) -> Callable[[Words, Words], Standing | None]:
    return lambda head, tail: _first(rules, head, tail)


_STEPS: Iterable[Callable[[Words, Words], Standing | None]] = (
    _by(_BEFORE), _from, _in, _at_a_landmark, _bare, _by(_ENGLISH), _english_in, _of, _by(_LAST),
)  # fmt: skip


# What single rules look for --------------------------------------------------------------------------------------


def _is_in_now(tail: Words) -> bool:
    rest = after_in(tail)
    return rest is not None and any_of(rest[:4], words.AM)


def _is_label(head: Words) -> bool:
    """Whether the name stands behind "location", "mera pata hai" and the like."""
    return any_of(head[-1:], words.LABEL) or (any_of(head[-2:-1], words.LABEL) and any_of(head[-1:], words.IS))


def _was_here_now(head: Words, rest: Words) -> bool:
    """Whether a past tense tells of today: "aaj Kota me aaya tha, akela hu"."""
    arrived = any_of(head, words.NOW) and any_of(rest, words.ARRIVE | words.STAY)
    return arrived and not others(head)


def _has_room(head: Words, rest: Words) -> bool:
    return any_of(rest, words.DWELLINGS) and any_of((*head, *rest), people.MINE)


def _is_mine(head: Words, rest: Words) -> bool:
    return any_of((*head, *rest), people.MINE | words.STAY | words.DWELLINGS)


def _stays(verbs: Words) -> bool:
    return any_of(verbs[:1], words.STAY) and any_of(verbs[:4], words.AM)


def _never_again(verbs: Words) -> bool:
    return any_of(verbs[:2], words.NOT) and (wills(verbs[:4]) or any_of(verbs[:4], words.BACK))


def _arrives(verbs: Words) -> bool:
    at = next((at for at, word in enumerate(verbs[:3]) if word in words.ARRIVE), None)
    return at is not None and not wills(verbs) and not any_of(verbs[at + 1 : at + 4], words.WOULD)


def _moves(verbs: Words) -> bool:
    """Whether a verb of going, coming or leaving follows."""
    goes_there = any_of(verbs[:3], words.WOULD | words.ARRIVE) or any_of(verbs[:2], words.LEAVE)
    return goes_there or any_of(verbs[:1], words.GOING) or wills(verbs[:4])


def _has_moved(head: Words) -> bool:
    return any_of(head, words.ARRIVE) and not others(head)
