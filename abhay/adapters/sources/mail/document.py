"""From a mail's texts to the document that every source is read from, and to what the event key hashes."""

import re
from collections.abc import Iterable, Sequence

from abhay.adapters.sources.mail.mime import Body
from abhay.adapters.sources.mail.texts.answers import added_by
from abhay.adapters.sources.mail.texts.lines import Lines, read_lines
from abhay.adapters.sources.mail.texts.prose import phones_said
from abhay.adapters.sources.mail.texts.quotes import parts_of, without_signature
from abhay.adapters.sources.mail.texts.segments import segments
from abhay.adapters.sources.reading.document import JsonObject, as_list, as_object
from abhay.adapters.sources.reading.positions import holds_position
from abhay.adapters.sources.reading.values import TEXT_LIMIT, is_absent
from abhay.domain.text import ascii_digits, comparable, normalized
from models.enums import Trust

_BEFORE_SURFACE = re.compile(r"[(（/,–-]")
_CLOSING = (")", "）")
_REFERENCE = re.compile(r"(?<![A-Za-z0-9-])[A-Z]{2,6}-\d{4}-\d{3,10}(?![A-Za-z0-9-])")
_DIGIT = re.compile(r"\d")
_DIGITS_OF_A_PHONE = 10
_DECIMAL = re.compile(r"\d\.\d")
_WHO = frozenset({"alert_id", "subject.display_name", "subject.username", "subject.user_id", "subject.channel_id"})
_OURS = re.compile(r"RJ-\d{4}-\d{6}")
_LEAST_OF_AN_ALERT = 3  # points: less can be a remark about another case


class Reading:
    """What the texts of one mail say together.

    A text falls into pieces of one writer each, and of all pieces the one with the most labels is the
    alert; others are added where they name the same case, as an update does that carries the first
    alert inside. A covering note is not: its phone number is the officer's. Where two pieces are two
    alerts, `several` is set, and nothing is read: a person has to.
    """

    def __init__(self, bodies: Sequence[Body], *, answers: bool = False, trust: Trust = Trust.NONE) -> None:
        self._answers, self._trust = answers, trust
        self._bodies = [body for body in bodies if body.text.strip()]
        parts = [parts_of(body.text) for body in self._bodies]
        quoting = [each for each in parts if each.quoted.strip()]
        self.added = added_by((each for each in quoting), trust, answers=answers)
        self._tails = [read_lines(each.to_the_end).rest for each in quoting]
        self._read = [
            (read_lines(piece), body)
            for body, each in zip(self._bodies, parts, strict=True)
            for text in ((each.new, each.quoted) if each.quoted.strip() else (body.text,))
            for piece in segments(text)
        ]
        self._new = [read_lines(each.new) for each in parts]
        self.best = max(self._read, key=lambda read: read[0].score, default=None)
        self.several = _several(self._read)

    @property
    def labelled(self) -> bool:
        """Whether any text holds a label or the post's words under their heading."""
        return self.best is not None and self.best[0].score > 0

    def is_alert(self, *, quoted: bool = True) -> bool:
        """Whether the texts hold an alert: several labelled facts; those of a `quoted` page of ours are none."""
        lines = [each for each, _ in self._read] if quoted else self._new
        counted = (each for each in lines if not _OURS.match(each.first("alert_id") or ""))
        return any(each.score >= _LEAST_OF_AN_ALERT for each in counted)

    def document(self) -> JsonObject:
        """Returns the texts as one document; without labels the whole of it is taken as what was said."""
        if self.best is None:
            return {}
        if not self.labelled:
            prose = "\n\n".join(_each_once(body.text.strip() for body in self._bodies))[:TEXT_LIMIT]
            document: JsonObject = {"content": {"text": prose}}
        else:
            document = _document(self._with_added())
        if phones := self._phones_said():
            subject = as_object(document.get("subject")) or {}
            document["subject"] = {**subject, "phones": [*phones, *as_list(subject.get("phones", []))]}
        return document

    def _phones_said(self) -> Sequence[str]:
        """Returns the person's numbers in sentences: those above a quote, or of an answer that quotes nothing."""
        if self.added.says_anything or self.labelled or not self._answers:
            return self.added.phones
        prose = "\n".join(without_signature(body.text) for body in self._bodies)[:TEXT_LIMIT]
        return tuple(dict.fromkeys(phones_said(prose, of_partner=self._trust is Trust.VERIFIED)))

    def fingerprint(self) -> JsonObject:
        """Returns what was said, whatever the layout: fields, the post, and every other line, without white space.

        Of a mail that quotes another one this is what its writer adds; what stands below a quote that goes to the end
        of the text may be his too.
        """
        if self.added.says_anything:
            return {
                "new": _said(self.added.lines),
                "below": sorted({_flat(line) for each in self._tails for line in each}),
            }
        if not self.labelled:
            return {"text": [_flat(body.text) for body in self._bodies]}
        return _said(self._same_case())

    def _with_added(self) -> Lines:
        """Returns the alert with what the writer adds to it: his facts count first, but for who it is about."""
        alert, new = self._same_case(), self.added.lines
        names = dict.fromkeys([*new.values, *alert.values])
        pairs = ((name, (alert, new) if name in _WHO else (new, alert)) for name in names)
        quoted = [line for line in alert.rest if line not in new.rest]
        return Lines(
            values={name: _each_once(v for each in both for v in each.values.get(name, ())) for name, both in pairs},
            posts=_each_once([*new.posts, *alert.posts]),
            rest=quoted,
        )

    def _same_case(self) -> Lines:
        best = self.best[0] if self.best else Lines()
        case = _case(best)
        parts = [lines for lines, _ in self._read if lines is best or (case and _case(lines) == case)]
        names = dict.fromkeys(name for lines in parts for name in lines.values)
        return Lines(
            values={name: _each_once(v for lines in parts for v in lines.values.get(name, ())) for name in names},
            posts=_each_once(post for lines in parts for post in lines.posts),
            rest=_each_once(line for lines in parts for line in lines.rest),
        )


def reference_in(subject: str) -> str | None:
    """Returns a case reference such as SYN-2026-000101 in a subject line."""
    found = _REFERENCE.search(subject)
    return found[0] if found else None


def _said(lines: Lines) -> JsonObject:
    return {
        "values": {name: [_flat(value) for value in values] for name, values in lines.values.items()},
        "posts": [_flat(post) for post in lines.posts],
        "rest": sorted({_flat(line) for line in lines.rest}),
    }


def _document(lines: Lines) -> JsonObject:
    document: JsonObject = {}
    for name, values in lines.values.items():
        _put(document, name, values)
    _put(document, "subject.emergency_contact", _contacts(lines.values.get("subject.emergency_contact", ())))
    document["source"] = _platform_and_surface(lines.first("platform") or "")
    places = lines.values.get("technical.locations", [])
    points = [place for place in places if holds_position(place) or len(_DECIMAL.findall(ascii_digits(place))) >= 2]
    _put(document, "technical.locations", points)
    words = [place for place in places if place not in points and not is_absent(place)]
    _put(document, "subject.self_reported_location", [*lines.values.get("subject.self_reported_location", ()), *words])
    _put(document, "content.text", ["\n\n".join(lines.posts or lines.rest)[:TEXT_LIMIT]])
    return document


def _contacts(values: Iterable[str]) -> list[str]:
    """Returns each person to be called once, name and number together, those with a number first."""
    by_relation: dict[str, list[str]] = {}
    for value in values:
        relation, comma, rest = value.partition(", ")
        by_relation.setdefault(relation if comma else value, []).append(rest if comma else "")
    joined = [", ".join([relation, *filter(None, rest)]) for relation, rest in by_relation.items()]
    return sorted(joined, key=lambda line: len(_DIGIT.findall(ascii_digits(line))) < _DIGITS_OF_A_PHONE)


def _put(document: JsonObject, name: str, values: Iterable[str]) -> None:
    """Puts values under a dotted name, making the objects on the way."""
    *parents, last = name.split(".")
    for parent in parents:
        inner = as_object(document.setdefault(parent, {}))
        document = {} if inner is None else inner
    document[last] = list(values)


def _platform_and_surface(text: str) -> JsonObject:
    """Returns both of a value such as `Instagram (story)` or `Facebook / comment`; any other text is the platform."""
    separator = _BEFORE_SURFACE.search(text)
    if separator is None:
        return {"platform": text.strip(), "surface": None}
    platform, surface = text[: separator.start()].strip(), text[separator.end() :].strip()
    surface = surface[:-1].rstrip() if surface.endswith(_CLOSING) else surface
    if not platform or any(bracket in surface for bracket in _CLOSING):
        return {"platform": text}
    return {"platform": platform, "surface": surface}


def _several(read: Sequence[tuple[Lines, Body]]) -> bool:
    """Whether the texts are alerts of more than one case, in messages of their own or one below the other."""
    alerts = [lines for lines, _ in read if lines.score >= _LEAST_OF_AN_ALERT]
    cases = {case for lines in alerts if (case := _case(lines))}
    return len(cases) > 1 or any(len(lines.posts) > 1 and len(_cases(lines)) > 1 for lines in alerts)


def _cases(lines: Lines) -> set[str]:
    return {comparable(value) for value in lines.values.get("alert_id", ())}


def _case(lines: Lines) -> str:
    return comparable(lines.first("alert_id") or "")


def _flat(text: str) -> str:
    return " ".join(normalized("NFC", text).split())


def _each_once(texts: Iterable[str]) -> list[str]:
    """Returns the texts without those that repeat an earlier one but for white space."""
    kept: dict[str, str] = {}
    for text in texts:
        kept.setdefault(_flat(text), text)
    return list(kept.values())
