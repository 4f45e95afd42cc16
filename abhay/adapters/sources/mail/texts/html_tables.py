"""Rows and lists of an HTML mail as lines `label: value`: a cell's value is the whole cell, however it is broken.

Within a value, `LINE` stands where the cell breaks it.
"""

from collections.abc import Iterator, Sequence

from bs4 import BeautifulSoup, Tag

from abhay.adapters.sources.mail.texts.labels import field_of
from abhay.adapters.sources.mail.texts.lines import LINE, is_labelled

_LONGEST_LABEL = 60
_MOST_PIECES = 200
"""Pieces of a cell, texts and tags, that are looked at; one with more is a page, not a value."""
_COLONS = ":：ः=|-–— \t\xa0"
_LAID_OUT = frozenset({"table", "tr", "td", "dl", "dt"})


def lay_out(soup: BeautifulSoup) -> None:
    """Writes each table row and list entry that holds labels and values as lines of that form."""
    _lay_out_rows(soup)
    _lay_out_terms(soup)


def _lay_out_rows(soup: BeautifulSoup) -> None:
    heading: Sequence[str] = ()
    previous: Tag | None = None
    for row in soup("tr"):
        cells = row.find_all(["td", "th"], recursive=False)
        texts = [_text_of(cell) for cell in cells]
        follows = previous is not None and _next_row(previous) is row
        heading = heading if follows else ()
        previous = row
        if _is_heading(texts) and not heading and (below := _next_row(row)) is not None and _holds_values(below, texts):
            heading = [text or "" for text in texts]
            _write(row, [""])
        elif heading and len(texts) == len(heading) and None not in texts:
            _write(row, [f"{label}: {value}" for label, value in zip(heading, texts, strict=True) if value])
        else:
            heading = ()
            if pairs := list(_pairs(texts)):
                _write(row, [f"{label}: {value}" for label, value in pairs])


def _holds_values(row: Tag, heading: Sequence[str | None]) -> bool:
    texts = [_text_of(cell) for cell in row.find_all(["td", "th"], recursive=False)]
    return len(texts) == len(heading) and None not in texts and not _is_heading(texts)


def _next_row(row: Tag) -> Tag | None:
    return row.find_next_sibling("tr")


def _is_heading(texts: Sequence[str | None]) -> bool:
    """Whether all cells are labels: at least two, and most of them known."""
    short = [text for text in texts if text and len(text) <= _LONGEST_LABEL and LINE not in text]
    known = sum(field_of(text.strip(_COLONS)) is not None for text in short)
    return len(texts) > 1 and len(short) == len(texts) and known >= 2 and known * 2 > len(texts)


def _pairs(texts: Sequence[str | None]) -> Iterator[tuple[str, str]]:
    """Yields label and value of each pair of cells in a row; a cell of a colon alone is none."""
    told = [text for text in texts if text is None or text.strip(_COLONS)]
    if len(told) % 2 or not told:
        return
    pairs = list(zip(told[::2], told[1::2], strict=True))
    known = [field_of((label or "").strip(_COLONS)) is not None for label, _ in pairs]
    if len(pairs) > 1 and not all(known):
        return
    for label, value in pairs:
        if not label or value is None or len(label) > _LONGEST_LABEL or LINE in label or _is_page(value):
            return
    yield from ((label.strip(_COLONS), value) for label, value in pairs if label and value)


def _is_page(value: str) -> bool:
    """Whether a cell holds labelled lines of its own: then it is no value."""
    return LINE in value and sum(is_labelled(line) for line in value.split(LINE)) > 1


def _lay_out_terms(soup: BeautifulSoup) -> None:
    for term in soup("dt"):
        label = _text_of(term)
        values: list[str] = []
        last: Tag | None = term
        while (last := last.find_next_sibling(["dt", "dd"])) is not None and last.name == "dd":
            text = _text_of(last)
            if text is None or _is_page(text):
                values = []
                break
            values.append(text)
            last.string = ""
        if label and len(label) <= _LONGEST_LABEL and LINE not in label:
            _write(term, [f"{label.strip(_COLONS)}: {LINE.join(value for value in values if value)}"])


def _text_of(cell: Tag) -> str | None:
    """Returns the text of a cell with `LINE` where it is broken; None where it holds a table or a page."""
    pieces: list[str] = []
    for count, piece in enumerate(cell.descendants):
        if count == _MOST_PIECES or (isinstance(piece, Tag) and piece.name in _LAID_OUT):
            return None
        if not isinstance(piece, Tag):
            pieces.append(str(piece))
    lines = (line.strip(" \t\xa0") for line in "".join(pieces).split("\n"))
    return LINE.join(line for line in lines if line)


def _write(tag: Tag, lines: Sequence[str]) -> None:
    tag.string = "\n" + "\n".join(lines) + "\n"
