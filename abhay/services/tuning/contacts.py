"""The contact points of a unit as a form: what was changed in it, beside whatever others have changed meanwhile."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from abhay.services.admin.contact_rows import Row
from models.enums import Language, Line
from models.views import ContactView

_FIELD = re.compile(r"contact\.([0-9]{1,3})\.([a-z]+)")
_EDITED = ("active", "name", "phone", "line", "language", "order")
_PLACE = ("post", "channel", "address")
LANGUAGES, LINES = tuple(Language), tuple(Line)


@dataclass(frozen=True)
class FormRow:
    """One contact point in the form; `was` is what its values were when the page was made, empty for a new one.

    `wrong` holds what is wrong with its values, by field.
    """

    values: Mapping[str, str]
    was: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def place(self) -> tuple[str, ...]:
        """Post, channel and address, which stay as they are."""
        return tuple(self.values.get(name, "") for name in _PLACE)

    @property
    def is_new(self) -> bool:
        """Whether the form adds it."""
        return not self.was

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed into it."""
        if self.is_new:
            return any(self.values.get(name, "").strip() for name in ("channel", "address", "name", "phone", "pin"))
        return bool(self.values.get("pin", "").strip()) or stamp(self.values) != self.was

    def row(self) -> Row:
        """Returns the contact point as the rules for contact points read it."""
        found: dict[str, object] = {name: self.values.get(name, "").strip() for name in _PLACE}
        found |= {"active": self.values.get("active") == "1", "pin": self.values.get("pin", "").strip() or None}
        found |= {name: self.values.get(name, "").strip() for name in ("name", "phone")}
        found |= {name: self.values.get(name, "").strip() or None for name in ("line", "language", "order")}
        return found


def stamp(values: Mapping[str, str]) -> str:
    """Returns the values that can be edited as one text, for comparing."""
    return json.dumps([values.get(name, "").strip() for name in _EDITED], ensure_ascii=False)


def rows_of(contacts: Sequence[ContactView]) -> list[FormRow]:
    """Returns the rows of the form as the contact points are, and an empty one for a further contact point."""
    found: list[FormRow] = []
    for each in contacts:
        values = {
            "post": each.post,
            "channel": each.channel,
            "address": each.address or "",
            "active": "1" if each.active else "",
            "name": each.name or "",
            "phone": each.phone or "",
            "line": each.line.value if each.line else "",
            "language": each.language.value,
            "order": str(each.order),
        }
        found.append(FormRow(values, stamp(values)))
    return [*found, FormRow({"active": "1"})]


def sent_rows(form: Mapping[str, str]) -> list[FormRow]:
    """Returns the rows that a form brought, in its order."""
    rows: dict[int, dict[str, str]] = {}
    for name, value in form.items():
        if found := _FIELD.fullmatch(name):
            rows.setdefault(int(found[1]), {})[found[2]] = value
    return [FormRow(rows[number], rows[number].pop("was", "")) for number in sorted(rows)]


def with_problems(rows: Sequence[FormRow], problems: Sequence[tuple[str, str]]) -> list[FormRow]:
    """Returns the rows with what is wrong with those that were changed; `contacts.1.pin` is the second of these."""
    changed = [row for row in rows if row.is_changed]
    wrong: dict[int, dict[str, str]] = {}
    for path, what in problems:
        _, number, *rest = [*path.split("."), "", ""]
        index = int(number) if number.isdigit() else 0
        wrong.setdefault(index, {})[rest[0]] = what
    return [FormRow(row.values, row.was, wrong.get(changed.index(row), {}) if row.is_changed else {}) for row in rows]


def onto(rows: Sequence[FormRow], contacts: Sequence[ContactView]) -> list[FormRow]:
    """Returns the contact points as they are now, with what was typed in their form before somebody changed them."""
    typed = {row.place: row for row in rows if row.is_changed and not row.is_new}
    *now, empty = rows_of(contacts)
    kept = [FormRow(typed[row.place].values, row.was) if row.place in typed else row for row in now]
    return [*kept, *(row for row in rows if row.is_new and row.is_changed), empty]
