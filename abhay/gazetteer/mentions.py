"""Finds the place names in a field of the profile or in the words of a post.

In a place field every word may be a place. In running text a village is believed only by its exact letters,
and a name that is also an everyday word or a person's name only beside a word such as "village" or "tehsil".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from abhay.gazetteer.names import MAJOR, Found, Match, NameIndex
from abhay.gazetteer.records import Place, PlaceKind
from abhay.gazetteer.spelling import clean, folded

LONGEST_TEXT = 4_000
"""Characters of a post that are searched for places, half from its start and half from its end."""
_LONGEST_NAME = 4
_PART = 3
_SHORTEST_IN_TEXT = 3
_SHORTEST_FUZZY_IN_TEXT = 7
_TOKEN = re.compile(r"[a-zA-Z\u00c0-\u024f\u0900-\u0963\u0971-\u097f]+|[0-9]+")
_BREAK = re.compile(r"[,;:.!?।\n|/()]")


def _words(line: str) -> frozenset[str]:
    return frozenset(folded(word) for word in line.split())


NAME_CUES = _words(
    "gaon gaav gaanv gav village vill gram graam panchayat dhani tehsil tahsil teh kasba town city shahar shehar sahar "
    "district dist distt jila jile zila zile thana post po "
    "गांव गाम ग्राम पंचायत ढाणी तहसील कस्बा कस्बे शहर नगरी जिला जिले थाना"
)
"""Words that stand beside the name of a place and of nothing else."""
DISTRICT_CUES = _words("district dist distt jila jile zila zile जिला जिले")
PLACE_CUES = _words("me mein men mai main m at in near ka ke ki में मे म का के की वाला वाले")
"""Words that say that somebody is there, or where a thing is."""
_STREET_CUES = _words(
    "road rd highway bypass marg gate darwaja darwaza pol express hotel restaurant line lane chungi naka "
    "रोड मार्ग बाईपास गेट दरवाजा पोल होटल हाईवे"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: as written, folded, and whether a comma or the like stands before it."""

    word: str
    key: str
    after_break: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of words that names a place; `start` and `end` count words."""

    start: int
    end: int
    places: tuple[Place, ...]
    match: Match
    at: bool = False
    as_district: bool = False


def tokens(text: str) -> list[Token]:
    """The words of a text; Devanagari digits are read, invisible characters dropped."""
    found: list[Token] = []
    cleaned = clean(text)
    last = 0
    for match in _TOKEN.finditer(cleaned):
        gap = cleaned[last : match.start()]
        found.append(Token(match.group(), folded(match.group()), bool(_BREAK.search(gap))))
        last = match.end()
    return found


def in_field(words: Sequence[Token], index: NameIndex) -> list[Mention]:
    """The places that a place field names."""
    found = [mention for mention in _scan(words, _FieldReader(index)) if not _names_a_street(words, mention)]
    return [_with_cues(words, mention) for mention in found]


def in_text(words: Sequence[Token], index: NameIndex, common: frozenset[str]) -> list[Mention]:
    """The places that running text names."""
    found = [mention for mention in _scan(words, _TextReader(index, common)) if not _names_a_street(words, mention)]
    return [_with_cues(words, mention) for mention in found]


def excerpt(text: str) -> str:
    """The part of a long post that is searched: a place is told at its start or its end."""
    half = LONGEST_TEXT // 2
    return text if len(text) <= LONGEST_TEXT else f"{text[:half]}\n{text[-half:]}"


class _FieldReader:
    def __init__(self, index: NameIndex) -> None:
        self._index = index

    def read(self, words: Sequence[Token], start: int, end: int) -> Found | None:
        phrase = "".join(token.key for token in words[start:end])
        if end - start == 1 and words[start].key in NAME_CUES | PLACE_CUES:
            return None
        found = self._index.exactly(phrase) or self._index.by_sound(phrase)
        if found or end - start > 1:
            return found
        return self._index.nearly(phrase)


class _TextReader:
    def __init__(self, index: NameIndex, common: frozenset[str]) -> None:
        self._index = index
        self._common = common

    def read(self, words: Sequence[Token], start: int, end: int) -> Found | None:
        phrase = "".join(token.key for token in words[start:end])
        if len(phrase) < _SHORTEST_IN_TEXT or (end - start == 1 and phrase in NAME_CUES | PLACE_CUES):
            return None
        said = _beside(words, start, end, NAME_CUES)
        if phrase in self._common and not said:
            return None
        found = self._index.exactly(phrase)
        if found or end - start > 2:
            return _without_states_in_short(found, words[start:end])
        found = self._index.by_sound(phrase)
        if found and not said:
            found = _only_major(found)
        if found or end - start > 1 or len(phrase) < _SHORTEST_FUZZY_IN_TEXT:
            return found
        return self._index.nearly(phrase)


def _scan(words: Sequence[Token], reader: _FieldReader | _TextReader) -> Iterator[Mention]:
    start = 0
    while start < len(words):
        mention = next(_longest_first(words, start, reader), None)
        if mention:
            yield mention
        start = mention.end if mention else start + 1


def _longest_first(words: Sequence[Token], start: int, reader: _FieldReader | _TextReader) -> Iterator[Mention]:
    for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
        if any(token.after_break for token in words[start + 1 : end]) or not _may_join(words[start:end]):
            continue
        if found := reader.read(words, start, end):
            yield Mention(start, end, found.places, found.match)


def _may_join(part: Sequence[Token]) -> bool:
    """Short words do not make a name by chance: "ka ma" is not Kama. Names do hold one, as in Neem ka Thana."""
    short = sum(len(token.key) < _PART for token in part)
    return len(part) == 1 or (short <= 1 and len(part[0].key) >= _PART - 1 and len(part[-1].key) >= _PART - 1)


def _names_a_street(words: Sequence[Token], mention: Mention) -> bool:
    """Whether the place only gives a street or house its name: Ajmer Road lies in Jaipur."""
    following = words[mention.end] if mention.end < len(words) else None
    return following is not None and not following.after_break and following.key in _STREET_CUES


def _beside(words: Sequence[Token], start: int, end: int, cues: frozenset[str]) -> bool:
    around = [words[index].key for index in (start - 1, end) if 0 <= index < len(words)]
    return any(key in cues for key in around)


def _with_cues(words: Sequence[Token], mention: Mention) -> Mention:
    return Mention(
        mention.start,
        mention.end,
        mention.places,
        mention.match,
        at=_beside(words, mention.start, mention.end, NAME_CUES | PLACE_CUES),
        as_district=_beside(words, mention.start, mention.end, DISTRICT_CUES),
    )


def _only_major(found: Found) -> Found | None:
    places = tuple(place for place in found.places if place.kind in MAJOR or place.kind is PlaceKind.HOME_STATE)
    return Found(places, found.match) if places else None


def _without_states_in_short(found: Found | None, part: Sequence[Token]) -> Found | None:
    """In running text "up" and "mp" are words; only capitals are the states."""
    if found and len(part) == 1 and len(part[0].word) <= 3 and part[0].word.isascii() and not part[0].word.isupper():
        places = tuple(place for place in found.places if place.kind is not PlaceKind.STATE)
        return Found(places, found.match) if places else None
    return found
