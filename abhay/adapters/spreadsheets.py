"""The first sheet of an Excel workbook (.xlsx) as texts; formulas as their last result, nothing is calculated.

A workbook is a packed folder of XML: what it would unpack to is bounded before anything is read.
"""

import importlib
import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import ParseError

BEGINS: Final = b"PK\x03\x04"
"""The first bytes of every workbook of this form."""

_UNREADABLE: Final = (zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, EOFError)
_UNPACKED: Final = 50 * 1024 * 1024
_ROWS: Final = 20_000
_COLUMNS: Final = 50


class NoWorkbook(ValueError):
    """The file is no workbook that can be read, or far too large."""


def first_sheet(data: bytes) -> list[list[str]]:
    """Returns the rows of a workbook's first sheet, each cell as it is read aloud. Raises `NoWorkbook`."""
    reader = importlib.import_module("openpyxl")  # a fifth of the gateway's start, for a file now and then
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(each.file_size for each in packed.infolist()) > _UNPACKED:
                raise NoWorkbook("is too large")
        return list(_rows(reader, data))
    except (
        zipfile.BadZipFile,
        reader.utils.exceptions.InvalidFileException,
        ParseError,
        KeyError,
        ValueError,
        TypeError,
        EOFError,
    ) as error:
        if isinstance(error, NoWorkbook):
            raise
        raise NoWorkbook("cannot be read as an Excel workbook") from error


def _rows(reader: Any, data: bytes) -> Iterator[list[str]]:
    book: Any = reader.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        if not book.worksheets:
            raise NoWorkbook("has no sheet")
        for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True, max_col=_COLUMNS)):
            if number == _ROWS:
                raise NoWorkbook(f"has more than {_ROWS} rows")
            yield [_text(cell) for cell in cells]
    finally:
        book.close()


def _text(cell: object) -> str:
    """Returns a cell's value; a whole number without a decimal point, as PINs and telephone numbers are meant."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
