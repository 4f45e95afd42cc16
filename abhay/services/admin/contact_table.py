"""A list of contact points as a spreadsheet keeps it: read whatever the encoding and the separator, and written.

Excel writes Windows-1252 by "CSV", UTF-16 with tabs by "Unicode text", UTF-8 with a mark by "CSV UTF-8", and separates
by semicolons where numbers have commas.
"""

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from abhay.adapters.spreadsheets import BEGINS, NoWorkbook, first_sheet
from abhay.errors import InvalidContacts
from abhay.services.admin.contact_rows import COLUMNS, NEEDED, SURPLUS, Problem, Row
from models.views import ContactView

EXPORTED: Final = ("unit", "post", "name", "phone", "channel", "address", "line", "language", "order", "pin", "active")

_SEPARATORS: Final = ",;\t"
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
_ENCODINGS: Final = ("utf-8-sig", "cp1252")
_FORMULA: Final = re.compile(r"^[=+\-@\t\r]")
_GUARDED: Final = re.compile(r"^'(?=[=+\-@\t\r])")
"""Excel takes a cell that begins so for a formula, or for a number: `+915555500101` would become 9.16E+11."""


def read_table(file: Path) -> list[Row]:
    """Returns the rows of a CSV file or a workbook with a heading line, an empty row as an empty mapping.

    Raises `InvalidContacts`, `OSError` for the file itself.
    """
    heading, *lines = _lines(file.read_bytes()) or [[]]
    names = [name.strip().casefold() for name in heading]
    if problems := _of_heading(names, lines):
        raise InvalidContacts(problems)
    rows = [_filled(names, cells) for cells in lines]
    if not any(rows):
        raise InvalidContacts([("line 2", "there is no contact below the heading")])
    return rows


def write_table(contacts: Iterable[ContactView]) -> str:
    """Returns contact points as a CSV text that `read_table` reads; without PINs, which no known contact needs."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(EXPORTED)
    for each in contacts:
        values = {**each.model_dump(mode="json"), "unit": each.unit or "", "active": "yes" if each.active else "no"}
        writer.writerow([_guarded(values.get(name)) for name in EXPORTED])
    return text.getvalue()


def _lines(data: bytes) -> list[list[str]]:
    """Returns the cells of a file, line by line."""
    if data.startswith(_OLD_WORKBOOK):
        raise InvalidContacts([("the file", "is a workbook of Excel 97: save it as .xlsx or as CSV UTF-8")])
    if data.startswith(BEGINS):
        try:
            return first_sheet(data)
        except NoWorkbook as error:
            raise InvalidContacts([("the file", str(error))]) from error
    text = _decoded(data)
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise _no_csv(error) from error


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else _ENCODINGS
    wrong: UnicodeDecodeError | None = None
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            wrong = error
    raise _no_csv(wrong) from wrong


def _no_csv(error: Exception | None) -> InvalidContacts:
    return InvalidContacts([("the file", f"is no CSV in UTF-8, UTF-16 or Windows-1252 ({error})")])


def _of_heading(names: Sequence[str], lines: Sequence[Sequence[str]]) -> list[Problem]:
    """Returns what is wrong with the heading; a column without a name and without values is none."""
    used = [name or _nameless(place, lines) for place, name in enumerate(names)]
    missing = [f"the column {name} is missing" for name in NEEDED if name not in names]
    unknown = [f"the column {name} is not known" for name in used if name and name not in COLUMNS]
    twice = [f"the column {name} is there twice" for name, count in Counter(filter(None, names)).items() if count > 1]
    return [("line 1", what) for what in (*missing, *unknown, *twice)]


def _nameless(place: int, lines: Sequence[Sequence[str]]) -> str:
    """Returns what to call a column without a name; nothing for one that is empty all the way down."""
    has_values = any(cells[place].strip() for cells in lines if len(cells) > place)
    return f"{place + 1} (it has no name)" if has_values else ""


def _filled(names: Sequence[str], cells: Sequence[str]) -> Row:
    """Returns the cells that hold something, trimmed; cells beyond the heading come as a list."""
    trimmed = [_GUARDED.sub("", cell.strip()) for cell in cells]
    row: dict[str, object] = {name: cell for name, cell in zip(names, trimmed, strict=False) if name and cell}
    surplus = [cell for cell in trimmed[len(names) :] if cell]
    return {**row, SURPLUS: surplus} if surplus else row


def _guarded(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text
