"""The weekly roster of a unit as a form: what was changed in it, beside whatever others have changed meanwhile."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from abhay.domain.rosters.weekly import DAYS
from abhay.wording.screens.mistakes import in_both
from abhay.wording.words import Bilingual
from models.views import ContactView, WindowView

_FIELD = re.compile(r"window\.([0-9]{1,3})\.([a-z]+)(?:\.([a-z0-9]{1,3}))?")
NO_DAY: Final = "none"
"""Said in place of days where none is chosen: a roster of the API without days means every day."""


@dataclass(frozen=True)
class WindowRow:
    """One duty in the form; `was` is what it said when the page was made, empty for a new one.

    `wrong` holds what is wrong with its values, by field.
    """

    post: str
    contacts: tuple[str, ...] = ()
    days: tuple[str, ...] = DAYS
    start: str = ""
    end: str = ""
    was: str = ""
    removed: bool = False
    wrong: Mapping[str, Bilingual] = field(default_factory=dict[str, Bilingual])

    @property
    def stamp(self) -> str:
        """All that it says, as one text for comparing."""
        said = (self.post, sorted(self.contacts), [day for day in DAYS if day in self.days], self.start, self.end)
        return json.dumps(said, ensure_ascii=False)

    @property
    def is_new(self) -> bool:
        """Whether the form adds it."""
        return not self.was

    @property
    def is_empty(self) -> bool:
        """Whether it is a further duty into which nothing was typed."""
        return self.is_new and not (self.contacts or self.start or self.end)

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed into it."""
        return not self.is_empty and (self.removed or self.stamp != self.was)

    @property
    def is_wanted(self) -> bool:
        """Whether the roster is to have it."""
        return not (self.is_empty or self.removed)

    def window(self) -> dict[str, Any]:
        """Returns the duty as the rules for rosters read it."""
        days, contacts = list(self.days) or [NO_DAY], list(self.contacts)
        return {"post": self.post, "contacts": contacts, "days": days, "from": self.start, "to": self.end}


@dataclass(frozen=True)
class Choice:
    """Somebody whom a roster can name: the key, and by which channels there is a way to them."""

    key: str
    channels: tuple[str, ...] = ()


def window_rows(windows: Sequence[WindowView], posts: Sequence[str]) -> list[WindowRow]:
    """Returns the rows of the form as the roster is, and an empty one of each post for a further duty."""
    now = [WindowRow(each.post, each.contacts, each.days, each.start, each.end) for each in windows]
    return [*(replace(row, was=row.stamp) for row in now), *(WindowRow(post) for post in posts)]


def sent_windows(form: Mapping[str, str]) -> list[WindowRow]:
    """Returns the rows that a form brought, in its order."""
    found: dict[int, dict[str, Any]] = {}
    for name, value in form.items():
        if (place := _FIELD.fullmatch(name)) is None:
            continue
        row = found.setdefault(int(place[1]), {"contacts": [], "days": []})
        if place[2] == "contact":
            row["contacts"].append(value)
        elif place[2] == "day" and place[3] in DAYS:
            row["days"].append(place[3])
        elif place[3] is None:
            row[place[2]] = value.strip()
    return [_row(found[number]) for number in sorted(found)]


def with_mistakes(rows: Sequence[WindowRow], problems: Sequence[tuple[str, str]]) -> list[WindowRow]:
    """Returns the rows with what is wrong with them; `windows.1.from` is the second of those that are wanted."""
    wanted = [number for number, row in enumerate(rows) if row.is_wanted]
    wrong: dict[int, dict[str, Bilingual]] = {}
    for path, what in problems:
        _, number, name = [*path.split("."), "", ""][:3]
        wrong.setdefault(wanted[int(number)], {}).setdefault(name, in_both(what))
    return [replace(row, wrong=wrong.get(number, {})) for number, row in enumerate(rows)]


def over(rows: Sequence[WindowRow], windows: Sequence[WindowView], posts: Sequence[str]) -> list[WindowRow]:
    """Returns the roster as it is now, with what was typed in its form before somebody changed it."""
    typed = {row.was: row for row in rows if row.is_changed and not row.is_new}
    now = window_rows(windows, ())
    there = {row.was for row in now}
    kept = [replace(typed[row.was], wrong={}) if row.was in typed else row for row in now]
    again = [replace(row, was="") for was, row in typed.items() if was not in there and row.is_wanted]
    added = [row for row in rows if row.is_new and row.is_changed]
    return [*kept, *again, *added, *(WindowRow(post) for post in posts)]


def choices(contacts: Sequence[ContactView]) -> dict[str, tuple[Choice, ...]]:
    """Returns whom a roster can name at each post: people by their names, the rest by their addresses."""
    found: dict[str, dict[str, list[str]]] = {}
    for each in contacts:
        if each.active and (key := each.name or each.address):
            found.setdefault(each.post, {}).setdefault(key, []).append(each.channel)
    return {
        post: tuple(Choice(key, tuple(dict.fromkeys(channels))) for key, channels in sorted(keys.items()))
        for post, keys in found.items()
    }


def with_own(known: Sequence[Choice], chosen: Sequence[str]) -> tuple[Choice, ...]:
    """Returns whom one duty can name: who is known, and whoever it names already by another key."""
    keys = {each.key for each in known}
    return (*known, *(Choice(key) for key in chosen if key not in keys))


def _row(values: Mapping[str, Any]) -> WindowRow:
    return WindowRow(
        post=values.get("post", ""),
        contacts=tuple(values["contacts"]),
        days=tuple(day for day in DAYS if day in values["days"]),
        start=values.get("from", ""),
        end=values.get("to", ""),
        was=values.get("was", ""),
        removed=values.get("remove") == "1",
    )
