"""The rows of a roster, checked all at once: a CSV table's lines or the windows of a request."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from abhay.adapters.store.directory.roster_lists import NewWindow
from abhay.domain.rosters.weekly import SHIFTS, Weekly, read_days, read_time
from abhay.errors import InvalidRoster
from models.policy import Scope

COLUMNS: Final = ("unit", "post", "contact", "days", "from", "to", "shift")
NEEDED: Final = ("post", "contact")
STATE: Final = "state"

Problem = tuple[str, str]
Row = Mapping[str, Any]
Where = Callable[[int, str | None], str]
"""Names the place of a row, or of one of its values, for whoever entered it."""


@dataclass(frozen=True)
class KnownPosts:
    """What rows are checked against: every unit, the scope of each post, and who can be named at a unit's post."""

    units: frozenset[str]
    scopes: Mapping[str, Scope]
    keys: Mapping[tuple[str, str], frozenset[str]]


def read_table(file: Path) -> list[Row]:
    """Returns the rows of a CSV file with a heading line. Raises `InvalidRoster`, `OSError` for the file itself."""
    try:
        text = file.read_text(encoding="utf-8-sig")  # spreadsheets write a byte order mark first
        rows = list(csv.DictReader(io.StringIO(text, newline=""), restkey="more", strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidRoster([("the file", f"is no CSV in UTF-8 ({error})")]) from error
    heading = [name for name in (rows[0] if rows else {}) if name != "more"]
    missing = [("line 1", f"the column {name} is missing") for name in NEEDED if name not in heading]
    unknown = [("line 1", f"the column {name} is not known") for name in heading if name not in COLUMNS]
    if missing or unknown:
        raise InvalidRoster(missing + unknown)
    return [{name: value.strip() if isinstance(value, str) else value for name, value in row.items()} for row in rows]


def check_rows(rows: Sequence[Row], known: KnownPosts, where: Where) -> dict[str, list[NewWindow]]:
    """Returns the windows by unit. Raises `InvalidRoster` with every problem of every row, by its place."""
    problems: list[Problem] = []
    found: dict[str, list[NewWindow]] = {}
    for number, row in enumerate(rows):
        wrong = [(where(number, column), what) for column, what in _problems(row, known)]
        problems += wrong
        if not wrong:
            found.setdefault(_unit(row), []).extend(_windows(row))
    if problems:
        raise InvalidRoster(problems)
    return found


def named_at(unit: str, post: str, contact: str, known: KnownPosts) -> str | None:
    """Returns what is wrong with a name at a post; None if an active contact point answers to it."""
    own = Scope.STATE if unit == STATE else Scope.UNIT
    if known.scopes.get(post) is not own:
        return None
    if contact not in known.keys.get((unit, post), ()):
        return f"{contact!r} is no active contact of this post: give its name, its address or channel:address"
    return None


def post_problem(unit: str, post: str, known: KnownPosts) -> str | None:
    """Returns what is wrong with a post of a unit; None if the unit, or the State, has it."""
    own = Scope.STATE if unit == STATE else Scope.UNIT
    if known.scopes.get(post) is own:
        return None
    return f"use one of {', '.join(sorted(one for one, scope in known.scopes.items() if scope is own))}"


def _unit(row: Row) -> str:
    return str(row.get("unit") or STATE)


def _problems(row: Row, known: KnownPosts) -> Iterator[tuple[str | None, str]]:
    if row.get("more"):
        yield None, "has more cells than the heading"
    unit, post, contact = _unit(row), str(row.get("post") or ""), str(row.get("contact") or "")
    if unit not in known.units:
        yield "unit", f"{unit!r} is no police unit"
    elif what := post_problem(unit, post, known):
        yield "post", what
    elif what := named_at(unit, post, contact, known):
        yield "contact", what
    yield from _of_times(row)


def _of_times(row: Row) -> Iterator[tuple[str, str]]:
    shift = str(row.get("shift") or "")
    times = {column: str(row.get(column) or "") for column in ("from", "to")}
    if shift and any(times.values()):
        yield "shift", "give either a shift or from and to"
    elif shift and shift not in SHIFTS:
        yield "shift", f"use {', '.join(SHIFTS)} (06–14, 14–22, 22–06), or from and to"
    readers = [("days", read_days, str(row.get("days") or ""))]
    if not shift:
        readers += [(column, _as_days, text) for column, text in times.items()]
    for column, read, text in readers:
        try:
            read(text)
        except ValueError as error:
            yield column, str(error)


def _as_days(text: str) -> tuple[int, ...]:
    return (read_time(text),)


def _windows(row: Row) -> Iterable[NewWindow]:
    shift = str(row.get("shift") or "")
    start, end = SHIFTS[shift] if shift else (read_time(str(row["from"])), read_time(str(row["to"])))
    for day in read_days(str(row.get("days") or "")):
        window = Weekly(day, start, end)
        yield NewWindow(str(row["post"]), str(row["contact"]), window.starts, window.minutes)
