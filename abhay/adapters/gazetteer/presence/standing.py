"""Decides what a post says of the place that it names: is the writer there, or is it something else?

The rules are tried in order, and the first that fits decides. A rule reads the relation that follows the name (in,
from, of, the one from …) and then the verb with its tense and person.
"""

from collections.abc import Callable, Sequence

from abhay.adapters.gazetteer.presence import people, words
from abhay.adapters.gazetteer.presence.clause import Clause
from models.enums import Standing

_STOPS = words.table("stand stop station adda depot स्टैंड स्टेशन अड्डा डिपो अड्डे adde")
"""Where a vehicle is named but one waits for it."""
_UNKNOWN_WAY = 3
"""The same with "ke paas" behind words that are no landmark of the list."""
_WAY = 5
"""Words that may stand between a name and the postposition of the landmark that it names."""


def standing_of(clause: Clause) -> Standing:
    """Returns what the words of a statement say of the place that it names."""
    head, tail = clause.head, clause.tail
    for rule in _RULES:
        found = rule(head, tail)
        if found:
            return found
    return Standing.MENTIONED


Words = Sequence[str]
Rule = Callable[[Words, Words], "Standing | None"]


def _thing(head: Words, tail: Words) -> Standing | None:
    """The name of a film, a dish or a team: "Kota Factory", "Jaipur ke laddu"."""
    after = _behind(tail, words.OF | words.WALA)
    named = bool(tail and tail[0] in people.THINGS) or bool(after and after[0] in people.THINGS)
    if named and not (_place_behind(tail) and _first_person(tail)):
        return Standing.THING
    return None


def _wished(head: Words, tail: Words) -> Standing | None:
    """"kash Jaipur me paida hota"."""
    return Standing.DESTINATION if _any(head, words.WISHES) else None


def _on_duty(head: Words, tail: Words) -> Standing | None:
    """"Leh posting": being posted there."""
    posted = bool(tail) and tail[0] in {"posting", "posted", "पोस्टिंग", "पोस्टेड"}
    return Standing.PRESENT if posted and not _others(head) else None


def _remembered(head: Words, tail: Words) -> Standing | None:
    if _any(tail, words.REMEMBER) and not _directly_in_now(tail):
        return Standing.MEMORY
    if _any(head[-3:], words.REMEMBER) and not _any(tail, words.AM):
        return Standing.MEMORY
    return None


def _english(head: Words, tail: Words) -> Standing | None:
    """English puts the words before the name: "I am in Kota", "going to Kota", "left Kota"."""
    if not head:
        return None
    if head[-1] in words.ENGLISH_FROM:
        return Standing.PRESENT if _any(head, words.SPEAK) else Standing.ORIGIN
    if head[-1] in words.ENGLISH_TO:
        return Standing.PRESENT if _any(head, words.ARRIVE) and not _others(head) else Standing.DESTINATION
    if head[-1] in words.LEAVE:
        return Standing.LEFT
    if head[-1] in words.ENGLISH_IN and not _any(tail[:1], words.IN):
        return _english_in(head, tail)
    if head[-1] in words.ARRIVE and not tail:
        return Standing.PRESENT
    return None


def _english_in(head: Words, tail: Words) -> Standing | None:
    if _any(head, words.NOT - {"na", "ni"}) and _any(head, words.AM | words.IS):
        return Standing.LEFT
    if _any(head, words.BORN):
        return Standing.MENTIONED
    if _any(head, words.HOME) and not _any(head, words.BACK | words.AM):
        return Standing.ORIGIN
    if _any(head, words.AM):
        return Standing.PRESENT
    if _others(head):
        return Standing.SOMEBODY_ELSE
    return Standing.MEMORY if _any(head, words.ENGLISH_PAST) else Standing.PRESENT


def _label(head: Words, tail: Words) -> Standing | None:
    """"Location: Kota", "mera pata Kota"."""
    if head and (head[-1] in words.LABEL or (len(head) > 1 and head[-2] in words.LABEL and head[-1] in words.IS)):
        return Standing.SOMEBODY_ELSE if _others(head) else Standing.PRESENT
    return None


def _from(head: Words, tail: Words) -> Standing | None:
    if not (tail and tail[0] in words.FROM) or tail[:1] == ("hu",) or tail[0] == "from":
        return None
    rest = tail[1:]
    if _others(head):
        return Standing.SOMEBODY_ELSE
    if _any(rest, words.SPEAK) and not _any(rest, words.WAS):
        return Standing.PRESENT
    if _any(rest, words.ARRIVE | words.LEAVE | words.GOING):
        return Standing.LEFT
    if _any(rest[:3], words.AM):
        return Standing.ORIGIN
    return Standing.MENTIONED


def _in(head: Words, tail: Words) -> Standing | None:
    """"Kota me …": being, unless the verb, its tense or its person says otherwise."""
    rest = _after_in(tail)
    return None if rest is None else _being(head, rest)


def _at_a_landmark(head: Words, tail: Words) -> Standing | None:
    """"Kota ke hostel me hu", "Kota station pe": being at something that the name belongs to."""
    rest = _place_behind(tail)
    if rest is None:
        return Standing.PRESENT if _speaks_from(tail) and not _others(head) else None
    if _any(tail[: len(tail) - len(rest)][-3:], words.VEHICLES) and not _any(tail, _STOPS):
        return Standing.SOMEBODY_ELSE if _others(head) else Standing.DESTINATION
    found = _being(head, rest)
    if found is Standing.PERHAPS and _any(tail, people.THINGS):
        return Standing.MENTIONED
    return found


def _being(head: Words, rest: Words) -> Standing:
    """Returns the standing of a name that is followed by "in" or "at", from the words that follow that."""
    if rest and rest[0] in words.NOT and _any(rest[1:3], words.AM | words.IS):
        return Standing.LEFT
    if _any(rest, words.WAS):
        return _was(head, rest)
    if _any(rest, words.AM):
        return Standing.DESTINATION if _going(rest) else Standing.PRESENT
    if _wills(rest):
        return Standing.PERHAPS if _any(head, words.NOW) and not _any(rest, words.GOING) else Standing.DESTINATION
    if _any(rest, words.WOULD) and not _any(rest, words.STAY):
        return Standing.DESTINATION
    if _any(rest, people.ASK) and _others(rest):
        return Standing.MENTIONED
    if _any(rest, words.DWELLINGS) and _any((*head, *rest), people.MINE) and not _others(head):
        return Standing.PRESENT
    at_home = _home(head) or (_any(rest, words.HOME) and _any(rest, words.IS))
    if at_home and not _others((*head[-4:], *rest)):
        return Standing.ORIGIN
    if _others((*head, *rest)):
        return Standing.SOMEBODY_ELSE
    if _any(rest, people.ASK):
        return Standing.MENTIONED
    if _any(rest, words.STAY | words.ARRIVE) or _any(head, words.NOW):
        return Standing.PRESENT
    of_mine = _any((*head, *rest), people.MINE | words.STAY | words.DWELLINGS)
    return Standing.MENTIONED if _any(rest, words.IS) and not of_mine else Standing.PERHAPS


def _was(head: Words, rest: Words) -> Standing:
    if _any(head, words.NOW) and _any(rest, words.ARRIVE | words.STAY) and not _others(head):
        return Standing.PRESENT
    return Standing.SOMEBODY_ELSE if _others((*head, *rest)) else Standing.MEMORY


def _bare(head: Words, tail: Words) -> Standing | None:
    """Without a postposition: "Kota aa gaya", "Kota hu", "Kota ja raha hu", "Kota chhod diya"."""
    if not tail:
        return None
    verbs = tail[:4] if tail[0] not in words.OF | words.WALA else ()
    if verbs and (verbs[0] in words.AM or (verbs[0] in {"hi", "ही"} and _any(verbs[1:2], words.AM))):
        return Standing.PRESENT
    if verbs and verbs[0] in words.STAY and _any(verbs, words.AM) and not _others(head):
        return Standing.PRESENT
    if verbs and verbs[0] in words.NOT and (_wills(verbs[:4]) or _any(verbs, words.BACK)):
        return Standing.SOMEBODY_ELSE if _others(head) else Standing.LEFT
    if _any(verbs[:2], words.LEAVE):
        return Standing.SOMEBODY_ELSE if _others(head) else Standing.LEFT
    if _any(verbs[:3], words.ARRIVE) and not _wills(tail):
        return _arrived(head, tail)
    if _any(verbs[:3], words.WOULD | words.GOING) or _wills(verbs):
        return Standing.SOMEBODY_ELSE if _others(head) else Standing.DESTINATION
    return None


def _arrived(head: Words, tail: Words) -> Standing:
    if _others(head):
        return Standing.SOMEBODY_ELSE
    if _any(tail, words.WAS) and not _any(head, words.NOW):
        return Standing.MEMORY
    return Standing.PRESENT


def _of(head: Words, tail: Words) -> Standing | None:
    """"Kota ka hu", "Kota ki rehne wali": one's origin; "Kota ki thi wo" is another's."""
    if not (tail and tail[0] in words.OF | words.WALA):
        return None
    rest = tail[1:]
    if _any(rest, words.WAS) or _others(rest):
        return Standing.SOMEBODY_ELSE
    if (rest and rest[0] in words.AM) or (_any(rest[:2], words.RESIDENT) and not _others(head)):
        return Standing.ORIGIN
    return None


def _here(head: Words, tail: Words) -> Standing | None:
    """"yahin Pali", "abhi Kota", "here in Kota"."""
    now_before = head and head[-1] in words.NOW and not (tail and tail[0] in words.OF | words.FROM | words.WALA)
    if now_before or (len(tail) == 1 and tail[0] in words.NOW):
        return Standing.PERHAPS
    return None


def _at_home(head: Words, tail: Words) -> Standing | None:
    """"mera gaon Kota", "gaon Kota hai", "Kota gaon"."""
    if _home(head):
        return Standing.SOMEBODY_ELSE if _others(head) else Standing.ORIGIN
    if tail and tail[0] in words.HOME:
        return Standing.SOMEBODY_ELSE if _others(head) else Standing.ORIGIN
    return None


def _of_others(head: Words, tail: Words) -> Standing | None:
    return Standing.SOMEBODY_ELSE if _others(head) or _others(tail) else None


_RULES: tuple[Rule, ...] = (
    _thing,
    _wished,
    _on_duty,
    _remembered,
    _label,
    _from,
    _in,
    _at_a_landmark,
    _bare,
    _english,
    _of,
    _at_home,
    _here,
    _of_others,
)


# What the rules look for -----------------------------------------------------------------------------------------


def _any(some: Words, wanted: frozenset[str]) -> bool:
    return any(word in wanted for word in some)


def _wills(some: Words) -> bool:
    return any(words.WILL.search(word) for word in some)


def _going(rest: Words) -> bool:
    """"ja raha hu", "jane wala hu": under way to somewhere."""
    return bool(rest) and rest[0] in words.WOULD


def _others(some: Words) -> bool:
    return _any(some, people.OTHERS)


def _home(head: Words) -> bool:
    """Whether the words before the name make it somebody's home: "mera gaon", "ghar"."""
    return _any(head[-2:], words.HOME)


def _first_person(tail: Words) -> bool:
    return _any(tail, words.AM | words.STAY)


def _behind(tail: Words, linking: frozenset[str]) -> Words:
    return tail[1:] if tail and tail[0] in linking else ()


def _after_in(tail: Words) -> Words | None:
    """Returns what follows "in" or "at" where that stands directly behind the name, else None."""
    if tail and tail[0] in (words.IN | words.ON):
        return tail[1:]
    if len(tail) > 1 and tail[0] in words.OF and tail[1] in words.NEAR:
        return tail[3:] if len(tail) > 2 and tail[2] in words.IN | words.ON else tail[2:]
    if len(tail) > 1 and tail[0] in {"hi", "ही"} and tail[1] in words.IN:
        return tail[2:]
    return None


def _place_behind(tail: Words) -> Words | None:
    """Returns what follows "in" or "at" where that stands behind a landmark of the place, else None."""
    for position, word in enumerate(tail[: _WAY + 1]):
        beside = 1 < position <= _UNKNOWN_WAY and word in words.NEAR and tail[position - 1] in words.OF
        rest = tail[position + 1 :]
        at = word in words.IN | words.ON
        near = at or word in words.NEAR
        known = near and bool(position) and _leads_to_landmark(tail[:position])
        if position and (beside or known or (at and _leads_to_self(tail[:position], rest))):
            return rest[1:] if rest and rest[0] in words.IN | words.ON else rest
    return None


def _speaks_from(tail: Words) -> bool:
    """"ke hostel se likh rahi hu": speaking from a landmark of the place."""
    at = next((at for at, word in enumerate(tail[:_WAY]) if at and word in words.FROM), None)
    return at is not None and _any(tail[at + 1 : at + 2], words.SPEAK) and _leads_to_landmark(tail[:at])


def _leads_to_self(between: Words, rest: Words) -> bool:
    """Whether the writer is said to be in whatever is named in between: "ki ek building ki chhat pe khadi hu"."""
    not_there = people.OTHERS | people.THINGS | words.ABSTRACT | words.FROM
    return _any(rest[:3], words.AM) and not _any(between, not_there) and not _any(rest[:2], words.GOING)


def _leads_to_landmark(between: Words) -> bool:
    while len(between) > 1 and between[-1].isdigit():
        between = between[:-1]
    last = between[-1] if between[-1] not in words.OF or len(between) == 1 else between[-2]
    return last in words.LANDMARKS


def _directly_in_now(tail: Words) -> bool:
    rest = _after_in(tail)
    return rest is not None and _any(rest[:4], words.AM)
