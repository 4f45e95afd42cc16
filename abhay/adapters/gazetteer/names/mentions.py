"""Finds mentions of places in a field of the profile or in the words of a post.

In a place field each word may be a place. In running text a village counts only by its exact letters, and a name
that is also an everyday word or a person's name counts only beside a word such as "village" or "tehsil".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from abhay.adapters.gazetteer.names import cues
from abhay.adapters.gazetteer.names.catalogue import OUT_OF_STATE, PROMINENCE
from abhay.adapters.gazetteer.names.index import MAJOR, OURS, Found, NameIndex
from abhay.adapters.gazetteer.names.spelling import clean, folded
from abhay.adapters.gazetteer.places.records import PincodeArea, Place
from abhay.adapters.gazetteer.presence.clause import around, goes_on_here, says_here
from abhay.adapters.gazetteer.presence.joined import split_joined
from abhay.adapters.gazetteer.presence.standing import reported, standing_of
from abhay.adapters.gazetteer.presence.telling import is_told
from abhay.adapters.gazetteer.presence.words import DIALECT, GRAMMAR
from models.enums import NameMatch, PlaceKind, Standing

LONGEST_TEXT, LONGEST_FIELD = 4_000, 300
"""Characters that are searched for places, half at the start and half at the end."""
_LONGEST_NAME = 4
_LONGEST_WORD = 100  # letters; beyond them nobody wrote a name
_PART = 3
_SHORTEST_IN_TEXT = 3
_SHORTEST_JOINED = 6
_PINCODE = 6
_SHORTEST_ROUGH_PHRASE = 9
_WORDS_OF_DIALECT, _IN_DIALECT = 2, 0.2
_MAY_BE_HERE = frozenset({Standing.ORIGIN, Standing.MENTIONED, Standing.SOMEBODY_ELSE, Standing.PERHAPS})
"""Standings that "wahi hu", a few words on, makes a presence."""
_IS_HERE = frozenset({Standing.PRESENT, Standing.PERHAPS})
_SHORTEST_SLIP_IN_TEXT = 6
_NO_NAME_IN_TEXT = cues.NAMES_OF_KINDS | cues.SMALL | cues.ENDINGS | GRAMMAR
_NO_NAME_IN_FIELDS = cues.NAMES_OF_KINDS | cues.LINKS | cues.NOT_PLACES | cues.STREETS
_NAMED_BY_SOUND = MAJOR | {PlaceKind.HOME_STATE}
_LETTER = r"[a-zA-Z\u00c0-\u024f\u0900-\u0963\u0971-\u097f]"
_TOKEN = re.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)*|[0-9]+")
_BREAK = re.compile(r"[,;:!?।\n|/(]|\.\s")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: as written, folded, whether punctuation stands before it, and whether it stands in brackets."""

    word: str
    key: str
    after_break: bool
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that names a place; `start` and `end` count words.

    `standing`: what the words around it say of the place; those of a field say only that it is meant.
    `faint`: the name is an everyday word, and only the word behind it makes a place possible.
    `as_district`: the word "district" stands beside it. `beside`: it only says what lies near.
    """

    start: int
    end: int
    places: tuple[Place, ...]
    match: NameMatch
    standing: Standing = Standing.MENTIONED
    faint: bool = False
    as_district: bool = False
    beside: bool = False


def tokens(text: str) -> list[Token]:
    """Returns the words of a text, with ASCII digits and without invisible characters."""
    found: list[Token] = []
    cleaned = clean(text)
    last = depth = 0
    for match in _TOKEN.finditer(cleaned):
        gap = cleaned[last : match.start()]
        depth = max(0, depth + gap.count("(") - gap.count(")"))
        key = folded(match.group()[:_LONGEST_WORD])
        found.append(Token(match.group(), key, bool(_BREAK.search(gap)), aside=depth > 0))
        last = match.end()
    return found


def without_joins(words: Sequence[Token], index: NameIndex) -> list[Token]:
    """Returns the words with those split that begin with the name of a town and go on with its postposition."""
    apart: list[Token] = []
    for token in words:
        parts = split_joined(token.key, index.is_town) if len(token.key) >= _SHORTEST_JOINED else None
        if parts and not index.exactly(token.key):
            apart += [Token(part, part, token.after_break and not number) for number, part in enumerate(parts)]
        else:
            apart.append(token)
    return apart


def in_field(words: Sequence[Token], index: NameIndex, common: frozenset[str]) -> list[Mention]:
    """Returns the places that a place field mentions; `common` words are matched by their letters alone."""
    found = _found(words, _FieldReader(index, common))
    return [_with_district(words, mention) for mention in found if not _names_a_building(words, mention)]


def in_text(words: Sequence[Token], index: NameIndex, common: frozenset[str], *, told: bool = False) -> list[Mention]:
    """Returns the places that running text mentions; `common` words count only beside a word for a kind of place.

    `told` if another than the person tells it.
    """
    found = (_with_district(words, mention) for mention in _found(words, _TextReader(index, common)))
    if sum(word.key in DIALECT for word in words) >= _WORDS_OF_DIALECT:
        found = (_of_ours(mention) for mention in found)
    read = (replace(one, standing=standing_at(words, one.start, one.end, told=told)) for one in found)
    return [one for one in read if _is_likely(one)]


def _of_ours(mention: Mention) -> Mention:
    """Lets a namesake in another State count less: who writes our dialect means our town."""
    if not any(place.kind in OURS for place in mention.places):
        return mention
    places = (
        replace(place, prominence=place.prominence * _IN_DIALECT) if place.kind is PlaceKind.OUTSIDE else place
        for place in mention.places
    )
    return replace(mention, places=tuple(places))


def standing_at(words: Sequence[Token], start: int, end: int, *, told: bool = False) -> Standing:
    """Returns what the words around those from `start` to `end` say of their place; `told` if another tells it."""
    clause = around(words, start, end)
    standing = standing_of(reported(clause) if told else clause)
    if standing in _IS_HERE and not told and is_told(words, start):
        return Standing.MENTIONED
    if standing in _MAY_BE_HERE and says_here(words, end):
        return Standing.PRESENT
    if standing is Standing.MENTIONED and goes_on_here(words, end):
        return Standing.PERHAPS
    return standing


def six_digits(words: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Yields the numbers that may be pincodes: where they stand, and their digits; "334 001" is one."""
    for at, word in enumerate(words):
        if word.key.isdigit() and len(word.key) == _PINCODE:
            yield at, at + 1, word.key
        pair = [part.key for part in words[at : at + 2]]
        if all(part.isdigit() and len(part) == _PINCODE // 2 for part in pair) and len(pair) == 2:
            yield at, at + 2, "".join(pair)


def of_pincode(pincode: PincodeArea) -> Mention:
    """Returns a pincode as a mention of its districts or its State, to be read with the names beside it."""
    if pincode.state:
        places = (
            Place(pincode.pincode, PlaceKind.PINCODE, OUT_OF_STATE, PROMINENCE[PlaceKind.PINCODE], state=pincode.state),
        )
    else:
        places = tuple(
            Place(
                pincode.pincode,
                PlaceKind.PINCODE,
                share.district,
                PROMINENCE[PlaceKind.PINCODE] * share.weight,
                tehsil=share.tehsil,
                formers=share.formers,
                units=share.units,
            )
            for share in pincode.shares
        )
    return Mention(0, 0, places, NameMatch.LETTERS)


def excerpt(text: str, longest: int) -> str:
    """Returns the part of a long text that is searched: people name a place at the start or at the end."""
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]}\n{text[-half:]}"


class _FieldReader:
    def __init__(self, index: NameIndex, common: frozenset[str]) -> None:
        self._index = index
        self._common = common

    def longest(self, words: Sequence[Token], start: int) -> int:
        return min(_LONGEST_NAME, len(words) - start)

    def read(self, words: Sequence[Token], start: int, end: int) -> Found | None:
        phrase = "".join(token.key for token in words[start:end])
        if end - start > 1:
            parts = None if _may_join(words[start:end]) else end - start
            found = self._index.exactly(phrase, parts) or self._index.by_sound(phrase, parts)
            return found or self._roughly(words[start:end], phrase)
        if phrase in _NO_NAME_IN_FIELDS:
            return None
        found = self._index.exactly(phrase) or self._index.by_sound(phrase)
        return found if found or phrase in self._common else self._index.approximately(phrase)

    def _roughly(self, part: Sequence[Token], phrase: str) -> Found | None:
        """Returns a name of several words that sounds roughly alike: "sawai madopur"."""
        if len(phrase) < _SHORTEST_ROUGH_PHRASE or not self._index.may_begin(part[0].key):
            return None
        found = self._index.by_rough_sound(phrase)
        return found.only(MAJOR) if found else None


class _TextReader:
    def __init__(self, index: NameIndex, common: frozenset[str]) -> None:
        self._index = index
        self._common = common

    def longest(self, words: Sequence[Token], start: int) -> int:
        """Returns how many words a name that begins here may have: seldom more than one, and each lookup takes time."""
        if self._index.may_begin(words[start].key):
            return _LONGEST_NAME
        return 2 if start + 1 < len(words) and words[start + 1].key in cues.ENDINGS else 1

    def read(self, words: Sequence[Token], start: int, end: int) -> Found | None:
        phrase = "".join(token.key for token in words[start:end])
        if end - start > 1:
            parts = None if _is_name_apart(words[start:end]) else end - start
            return self._index.exactly(phrase, parts) or self._by_sound(phrase, parts)
        if len(phrase) < _SHORTEST_IN_TEXT or phrase in _NO_NAME_IN_TEXT:
            return None
        found = self._index.exactly(phrase)
        if _beside(words, start, end, cues.NAMES_OF_KINDS, cues.NAMES_OF_KINDS):
            return found if found or phrase in self._common else self._like(phrase)
        if phrase in self._common:
            return _faintly(found) if _beside(words, start, end, frozenset(), cues.INSIDE) else None
        return _without_small_states(found, words[start]) if found else self._by_sound(phrase) or self._nearly(phrase)

    def _by_sound(self, phrase: str, parts: int | None = None) -> Found | None:
        found = self._index.by_sound(phrase, parts)
        return found.only(_NAMED_BY_SOUND) if found else None

    def _like(self, phrase: str) -> Found | None:
        return self._index.by_sound(phrase) or self._index.nearly(phrase)

    def _nearly(self, phrase: str) -> Found | None:
        return self._index.nearly(phrase) if len(phrase) >= _SHORTEST_SLIP_IN_TEXT else None


def _found(words: Sequence[Token], reader: _FieldReader | _TextReader) -> list[Mention]:
    return [mention for mention in _scan(words, reader) if not _names_a_street(words, mention)]


def _scan(words: Sequence[Token], reader: _FieldReader | _TextReader) -> Iterator[Mention]:
    start = 0
    while start < len(words):
        mention = next(_longest_first(words, start, reader), None)
        if mention:
            yield mention
        start = mention.end if mention else start + 1


def _longest_first(words: Sequence[Token], start: int, reader: _FieldReader | _TextReader) -> Iterator[Mention]:
    for end in range(min(len(words), start + reader.longest(words, start)), start, -1):
        if any(token.after_break for token in words[start + 1 : end]):
            continue
        if found := reader.read(words, start, end):
            yield Mention(start, end, found.places, found.match, faint=found.faint)


def _may_join(part: Sequence[Token]) -> bool:
    """Whether words may be one name written in several: short words are not, "ka ma" is not Kama."""
    short = sum(len(token.key) < _PART for token in part)
    return short <= 1 and len(part[0].key) >= _PART - 1 and len(part[-1].key) >= _PART - 1


def _is_name_apart(part: Sequence[Token]) -> bool:
    """Whether two words of running text are one name, as in "Hanuman garh"."""
    first = part[0].key
    return part[-1].key in cues.ENDINGS and len(first) >= _PART and first not in _NO_NAME_IN_TEXT


def _names_a_street(words: Sequence[Token], mention: Mention) -> bool:
    """Whether the mention is part of the name of a street or house: Ajmer Road lies in Jaipur."""
    following = words[mention.end] if mention.end < len(words) else None
    return following is not None and not following.after_break and following.key in cues.STREETS


def _names_a_building(words: Sequence[Token], mention: Mention) -> bool:
    behind = _beside(words, mention.start, mention.end, frozenset(), cues.BUILDINGS)
    return behind and any(place.kind is PlaceKind.DISTRICT for place in mention.places)


def _beside(words: Sequence[Token], start: int, end: int, before: frozenset[str], after: frozenset[str]) -> bool:
    """Whether one of these words stands directly before or behind, without punctuation between."""
    if start > 0 and not words[start].after_break and words[start - 1].key in before:
        return True
    return end < len(words) and not words[end].after_break and words[end].key in after


def _with_district(words: Sequence[Token], mention: Mention) -> Mention:
    start, end = mention.start, mention.end
    after = [token.key for token in words[end : end + 2]]
    near = _beside(words, start, end, cues.NEAR_BEFORE, frozenset())
    near = near or (len(after) == 2 and after[0] in cues.LINKS and after[1] in cues.NEAR_AFTER)
    return replace(mention, beside=near, as_district=_beside(words, start, end, cues.DISTRICT, cues.DISTRICT))


def _faintly(found: Found | None) -> Found | None:
    kept = found.only(OURS | {PlaceKind.OUTSIDE}) if found else None
    return replace(kept, faint=True) if kept else None


def _is_likely(mention: Mention) -> bool:
    """Whether an everyday word can mean its place: one in another State only where the writer is said to be."""
    ours = any(place.kind in OURS for place in mention.places)
    return not mention.faint or ours or mention.standing is Standing.PRESENT


def _without_small_states(found: Found, token: Token) -> Found | None:
    """Drops the States of short names unless they are in capitals: "up" and "mp" are words in running text."""
    if len(token.word) <= 3 and token.word.isascii() and not token.word.isupper():
        whole = tuple(place for place in found.places if folded(place.name) == token.key)
        return replace(found, places=whole) if whole else found.only(frozenset(PlaceKind) - {PlaceKind.STATE})
    return found
