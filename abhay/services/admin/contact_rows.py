"""The rows of a list of contact points, checked all at once: the lines of a table or the items of a request."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from abhay.adapters.channels.registry import known_channels
from abhay.adapters.store.directory.contacts import STATE
from abhay.domain.messages.channel_kinds import BESIDE, traits_of
from abhay.domain.messages.numbers import ContactNumber, NumberRules, WrongNumber, contact_number
from abhay.domain.messages.side_ways import side_address
from abhay.domain.text import ascii_digits, comparable
from abhay.errors import InvalidContacts
from abhay.security.pins import is_trivial, valid_pin
from abhay.wording.words import one_line
from models.enums import Language, Line
from models.policy import Scope

EMAIL, WEBHOOK, MESSENGER = "email", "webhook", "apprise"
NEEDED = ("post", "channel", "address")
_PLACE = {"unit", *NEEDED}
_LONGEST_ADDRESS = 500
_LAST_ORDER = 99
_PROPOSED = 5
_LOST = re.compile(r"[?\s.]*\?\?[?\s.]*")
"""What Excel's plain CSV makes of Devanagari."""

_TELEPHONE = re.compile(r"\+?[0-9](?:[ -]?[0-9]){2,14}")
SURPLUS = "more"
"""The column that holds the cells of a row beyond its heading."""

_ANSWERS: Mapping[str, bool] = {"yes": True, "true": True, "1": True, "हाँ": True,
                                "no": False, "false": False, "0": False, "नहीं": False}  # fmt: skip

Problem = tuple[str, str]
Row = Mapping[str, object]
Where = Callable[[int, str | None], str]
"""Names the place of a row, or of one of its values, for whoever entered it."""


@dataclass(frozen=True)
class Known:
    """What rows are checked against: every unit, the scope of each post, the contact points of each unit.

    `names` are the units by their names, as `comparable` spells them. `numbers` says which special and invented
    telephone numbers may be contacts, `channels` names all channels.
    """

    units: frozenset[str]
    scopes: Mapping[str, Scope]
    places: Mapping[str, set[tuple[str, str, str]]]
    numbers: NumberRules = field(default_factory=NumberRules)
    channels: frozenset[str] = field(default_factory=known_channels)
    names: Mapping[str, str] = field(default_factory=dict[str, str])

    def unit(self, written: str) -> str | None:
        """Returns the unit of an id, or of a name in Hindi or English; None if there is none."""
        return written if written in self.units else self.names.get(comparable(written))

    def units_like(self, written: str) -> list[str]:
        """Returns the units that may be meant, at most five."""
        wanted = comparable(written)
        named = {**dict.fromkeys(self.units, ""), **self.names}
        ids = {name: self.names.get(name, name) for name in named}
        within = [ids[name] for name in sorted(ids) if wanted and wanted in name]
        near = [ids[name] for name in difflib.get_close_matches(wanted, ids, n=_PROPOSED, cutoff=0.75)]
        return list(dict.fromkeys((*near, *within)))[:_PROPOSED]


def _refused(what: str) -> PydanticCustomError:
    return PydanticCustomError("contact", "{what}", {"what": what})


def _either(words: Sequence[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _answer(value: object) -> object:
    if not isinstance(value, str):
        return value
    if (word := value.strip().lower()) not in _ANSWERS:
        raise _refused("give yes or no")
    return _ANSWERS[word]


def _order(value: object) -> object:
    if isinstance(value, str) and not value.isascii():
        return ascii_digits(value)
    return value


def _name(value: str | None) -> str | None:
    if value and value != one_line(value):
        raise _refused("is too long, or has characters that cannot be seen")
    if value and _LOST.fullmatch(value):
        raise _refused("lost its letters when the file was saved: save it as CSV UTF-8")
    return value


def _phone(value: str | None) -> str | None:
    if value and not _TELEPHONE.fullmatch(value):
        raise _refused("is no telephone number: give it as +91 and ten digits, or with the area code")
    return value


class Entry(BaseModel):
    """A contact point as it was entered. Columns that were left empty have their default.

    A telephone number becomes E.164. `line`, `language` and `order` None keep what there is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    unit: str = STATE
    post: str = ""
    channel: str = ""
    line: Line | None = None
    address: str = ""
    pin: str | None = None
    active: Annotated[bool, BeforeValidator(_answer)] = True
    name: Annotated[str | None, AfterValidator(_name)] = None
    phone: Annotated[str | None, AfterValidator(_phone)] = None
    language: Language | None = None
    order: Annotated[int | None, BeforeValidator(_order)] = Field(default=None, ge=1, le=_LAST_ORDER)

    @field_validator("unit")
    @classmethod
    def _is_a_unit(cls, unit: str, info: ValidationInfo) -> str:
        known = _known(info)
        if (found := known.unit(unit)) is None:
            like = known.units_like(unit)
            raise _refused(f"{unit!r} is no police unit{f': do you mean {_either(like)}?' if like else ''}")
        return found

    @field_validator("post")
    @classmethod
    def _is_a_post_of_the_unit(cls, post: str, info: ValidationInfo) -> str:
        own = Scope.STATE if info.data.get("unit") == STATE else Scope.UNIT
        scopes = _known(info).scopes
        if "unit" in info.data and scopes.get(post) is not own:
            raise _refused(f"use one of {', '.join(sorted(one for one, scope in scopes.items() if scope is own))}")
        return post

    @field_validator("channel")
    @classmethod
    def _is_a_channel(cls, channel: str, info: ValidationInfo) -> str:
        if channel not in (known := _known(info).channels):
            raise _refused(f"use one of {', '.join(sorted(known))}")
        return channel

    @field_validator("address")
    @classmethod
    def _can_be_reached(cls, address: str, info: ValidationInfo) -> str:
        channel = info.data.get("channel")
        if what := _address_problem(channel, address):
            raise _refused(what)
        if channel is None or not traits_of(channel).numbered:
            return address
        return _number(channel, address, info.data.get("line"), _known(info).numbers).address

    def line_by(self, rules: NumberRules) -> Line | None:
        """Returns the kind of line: as it was entered, else as the numbering plan tells it."""
        if self.line is not None or not traits_of(self.channel).numbered:
            return self.line
        return _number(self.channel, self.address, None, rules).line

    @field_validator("pin")
    @classmethod
    def _is_a_pin_or_known(cls, pin: str | None, info: ValidationInfo) -> str | None:
        if pin is not None:
            return _checked_pin(pin)
        unit, place = info.data.get("unit"), tuple(info.data.get(column) for column in NEEDED)
        if unit is not None and place not in _known(info).places.get(unit, ()):
            raise _refused("is needed for a new contact: six digits")
        return None


_ENTRIES: TypeAdapter[list[Entry]] = TypeAdapter(list[Entry])
COLUMNS = (*Entry.model_fields, SURPLUS)


def check_rows(rows: Sequence[Row], known: Known, where: Where) -> list[Entry]:
    """Returns the rows as contact points, empty ones left out.

    Raises `InvalidContacts` with every problem of every row, by its place.
    """
    places = [number for number, row in enumerate(rows) if row]
    where = _with_gaps(where, places)
    rows = [rows[number] for number in places]
    problems = list(_repeated(rows, where))
    try:
        entries = _ENTRIES.validate_python(rows, context=known)
    except ValidationError as wrong:
        raise InvalidContacts([*_worded(wrong, where), *problems]) from wrong
    problems = problems or list(_repeated([entry.model_dump(include=_PLACE) for entry in entries], where))
    if problems:
        raise InvalidContacts(problems)
    return entries


def _with_gaps(where: Where, places: Sequence[int]) -> Where:
    """Returns the same naming for rows of which empty ones were left out."""
    return lambda number, column: where(places[number], column)


def _known(info: ValidationInfo) -> Known:
    if not isinstance(info.context, Known):
        raise TypeError("contact points are checked against what is known")
    return info.context


def _worded(wrong: ValidationError, where: Where) -> Iterator[Problem]:
    for error in wrong.errors(include_url=False):
        number, *columns = error["loc"]
        column = str(columns[0]) if columns else None
        if column == SURPLUS:
            yield where(int(number), None), "has more cells than the heading"
        else:
            yield where(int(number), column), error["msg"]


def _repeated(rows: Iterable[Row], where: Where) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows):
        place = (str(row.get("unit", STATE)), *(str(row.get(column, "")) for column in NEEDED))
        if place in seen:
            yield where(number, None), f"says the same as {where(seen[place], None)}: remove one"
        seen.setdefault(place, number)


def _address_problem(channel: str | None, address: str) -> str | None:
    if not address or address != one_line(address, _LONGEST_ADDRESS):
        return "is empty, too long, or has characters that cannot be seen"
    if channel in BESIDE:
        return f"is no address: {channel} is switched on in a browser, on the page of a case"
    if channel == EMAIL and not _is_mail_address(address):
        return "is not a mail address"
    if channel == WEBHOOK and not _is_web_address(address):
        return "is not a web address: begin with https://"
    if channel == MESSENGER and side_address(address) is None:
        return "names no messenger: give SERVICE:TARGET, such as ntfy:kota-control, without an address of its own"
    return None


def _number(channel: str, address: str, line: Line | None, rules: NumberRules) -> ContactNumber:
    try:
        return contact_number(address, line, rules, mobiles_only=traits_of(channel).mobiles_only)
    except WrongNumber as wrong:
        raise _refused(str(wrong)) from wrong


def _checked_pin(text: str) -> str:
    pin = valid_pin(text)
    if pin is None:
        raise _refused("give six digits")
    if is_trivial(pin):
        raise _refused("is too easy to guess: use another one")
    return pin


def _is_mail_address(text: str) -> bool:
    try:
        return bool(Address(addr_spec=text).domain)
    except (ValueError, MessageError, IndexError):
        return False


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and bool(parts.hostname)
