"""A mail's text read line by line: labelled fields, the post's words, and what is neither."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from abhay.adapters.sources.mail.texts.labels import field_of, relation_of
from abhay.adapters.sources.mail.texts.wrapped import ends_in_pin, goes_on, joined
from abhay.domain.text import plain_words

LINE = "\u2028"
"""Stands in a value where its cell is broken into lines."""

_LONGEST_LABEL = 80
_LINES_AHEAD = 4
_MOST_ENDS = 12  # a line in which a label could end at more places is none of ours
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_BULLET = re.compile(r"[ \t]*(?:[*•·–—-]+|\(?\d{1,2}[.)]|\(?[A-Za-zक-ह]\))[ \t]+")
_SEPARATOR = re.compile(r"[:：∶ː꞉﹕︓ः=|\t»→–—-]|[ \xa0]{3,}")
"""What stands between label and value. A visarga looks like a colon, and the Devanagari keyboard has it first."""

_DASH = re.compile(r"^-(?![\d.])")  # as in `Name:- `, but not the sign of a degree
_SECTION = re.compile(r"[ \t]*[-–—=*_]{2,}[ \t]*(?P<title>[^-–—=*_\s][^\r\n]{0,80}?)[ \t]*[-–—=*_]{2,}[ \t]*")
_RULE = re.compile(r"[ \t]*(?:-{3,}|[–—]{2,})")
_MARKS = frozenset("-–—=*_")  # what a rule or heading begins with
_POST_WORDS = frozenset({"content", "post", "message", "text", "caption", "story", "reel", "comment", "सामग्री", "पोस्ट",
                         "संदेश"})  # fmt: skip
_NOT_POST_WORDS = frozenset({"detail", "details", "account", "info", "information", "metadata", "forwarded", "end",
                             "विवरण", "खाता", "खाते", "समाप्त"})  # fmt: skip
SIGNED_WITH = frozenset({"subject.phones", "subject.emails", "subject.address.line", "subject.address.pin"})
_MAIL_WORDS = ({"original", "message"}, {"मूल", "संदेश"}, {"अग्रेषित", "संदेश"})
_INLINE = "content.text"
_CONTACT = "subject.emergency_contact"


@dataclass
class Lines:
    """What a text holds: values by dotted field in their order, the post's blocks, and all other lines."""

    values: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    posts: list[str] = field(default_factory=list[str])
    rest: list[str] = field(default_factory=list[str])

    @property
    def score(self) -> int:
        """How much of an alert the text is: one point per field, three for the post, none for a signature."""
        is_signature = not self.posts and self.values.keys() <= SIGNED_WITH
        return 0 if is_signature else len(self.values) + 3 * bool(self.posts)

    def first(self, name: str) -> str | None:
        """Returns the first value of a field."""
        return next(iter(self.values.get(name, ())), None)


def read_lines(text: str) -> Lines:
    """Takes a text apart. The post's words are never searched for labels: the person wrote them, not the partner."""
    reader = _Reader()
    lines = text.replace("\r\n", "\n").split("\n")
    for at, line in enumerate(lines):
        reader.take(line, lines[at + 1 : at + _LINES_AHEAD])
    return reader.finish()


def is_labelled(line: str) -> bool:
    """Whether a line begins with a label that names a field."""
    return _label_and_value(_unquoted(line)) is not None


def heads_post(line: str) -> bool:
    """Whether a line, quoted or not, is the heading under which the post's words stand."""
    section = _section(_unquoted(line))
    return section is not None and _is_post(section["title"])


def ends_post(line: str) -> bool:
    """Whether a line, quoted or not, ends the post's words: a rule, or the next heading."""
    bare = _unquoted(line)
    return _is_marked(bare) and bool(_RULE.match(bare) or _SECTION.fullmatch(bare))


class _Reader:
    """Goes down the lines, remembering whether it stands in the post and which label still lacks its value."""

    def __init__(self) -> None:
        self._lines = Lines()
        self._posts: list[list[str]] = []
        self._post: list[str] | None = None
        self._quoted = False
        self._pending: str | None = None
        self._last: tuple[str, str] | None = None

    def take(self, line: str, ahead: Sequence[str] = ()) -> None:
        """Takes the next line; `ahead` are the few behind it."""
        bare = _unquoted(line)
        if ends_post(line):
            self._close()
            if heads_post(line):
                self._post, self._quoted = [], bare != line
        elif self._post is not None:
            self._post.append(bare if self._quoted else line)
        else:
            self._take_outside(bare, ahead)

    def finish(self) -> Lines:
        self._close()
        self._lines.posts = ["\n".join(parts) for parts in self._posts]
        return self._lines

    def _close(self) -> None:
        words = "\n".join(self._post or ()).strip("\n")
        if words.strip():
            self._posts.append([words])
        self._post, self._pending, self._last = None, None, None

    def _take_outside(self, line: str, ahead: Sequence[str]) -> None:
        labelled = _label_and_value(line)
        if labelled is not None:
            name, value = labelled
            self._pending = name if not value or name == _INLINE else None
            self._last = (name, line) if value else None
            if value:
                self._add(name, value)
        elif self._pending is not None and line.strip():
            self._add(self._pending, line.strip())
            self._last = (self._pending, line)
            self._pending = self._pending if self._pending == _INLINE else None
        elif not line.strip():
            self._last = None
        elif not self._joins_last(line, ahead):
            self._last = None
            self._lines.rest.append(line.strip())

    def _joins_last(self, line: str, ahead: Sequence[str]) -> bool:
        """Adds a line without a label to the value before it, if it belongs there."""
        if self._last is None:
            return False
        name, before = self._last
        value = self._value(name)
        wrapped = goes_on(name, before, value, line)
        block = takewhile(lambda each: each.strip() and not is_labelled(each), [line, *map(_unquoted, ahead)])
        if not wrapped and not ends_in_pin(name, value, block):
            return False
        self._lines.values[name][-1] = joined(name, value, line, apart=not wrapped)
        self._last = (name, line)
        return True

    def _value(self, name: str) -> str:
        return self._lines.values.get(name, [""])[-1]

    def _add(self, name: str, value: str) -> None:
        if name == _INLINE:
            self._add_to_post(value.replace(LINE, "\n"))
        else:
            self._lines.values.setdefault(name, []).append(_in_one_line(value))

    def _add_to_post(self, value: str) -> None:
        """What stands behind the post's label joins everything of the post so far."""
        first, *others = self._posts or [[]]
        for other in others:
            first.extend(other)
        first.append(value)
        self._posts = [first]


def _in_one_line(value: str) -> str:
    return ", ".join(line.strip(" \t,;") for line in value.split(LINE)) if LINE in value else value


def _unquoted(line: str) -> str:
    quote = _QUOTE.match(line) if ">" in line else None
    return line[quote.end() :] if quote else line


def _is_marked(bare: str) -> bool:
    return bare.lstrip(" \t")[:1] in _MARKS


def _section(bare: str) -> re.Match[str] | None:
    return _SECTION.fullmatch(bare) if _is_marked(bare) else None


def _label_and_value(line: str) -> tuple[str, str] | None:
    """Returns the field and value of a labelled line; the label ends at the first separator before which it is one."""
    start = bullet.end() if (bullet := _BULLET.match(line)) else 0
    for end, behind in islice(_label_ends(line, start), _MOST_ENDS):
        name = field_of(line[start:end])
        if name is not None:
            value = _DASH.sub("", line[behind:]).strip(" \t\r\xa0:：∶ː꞉﹕︓ः=*|>»→")
            return name, _told_by_label(name, value, line[start:end])
    return None


def _label_ends(line: str, start: int) -> Iterator[tuple[int, int]]:
    """Yields where a label may end and its value begin: at each separator with a word between it and the one before."""
    last = start
    for separator in _SEPARATOR.finditer(line, start, start + _LONGEST_LABEL):
        between, last = line[last : separator.start()], separator.end()
        if between and not between.isspace():
            yield separator.start(), last


def _told_by_label(name: str, value: str, label: str) -> str:
    """Returns a value with what its label says of it: India's time, or whose father or mother somebody is."""
    if name == _CONTACT and value and (relation := relation_of(label)):
        return f"{relation}, {value}"
    return f"{value} IST" if _lacks_zone(name, value, label) else value


def _lacks_zone(name: str, value: str, label: str) -> bool:
    """Whether the label, not the value, says that a time is India's."""
    return name == "content.created_at" and bool(value) and "ist" in plain_words(label).split()


def _is_post(title: str) -> bool:
    words = set(plain_words(title).split())
    return bool(words & _POST_WORDS) and not words & _NOT_POST_WORDS and words not in _MAIL_WORDS
