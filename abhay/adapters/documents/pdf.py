"""Makes a PDF from a template of ours and data. What data say is text, and never a program or markup of the template.

The typesetter runs in one thread of its own: two documents at once would take both cores from what pages people. It
reads nothing but the folder of our templates and the font's, fetches nothing, and the same data give the same bytes.
"""

import asyncio
import importlib
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from abhay.errors import DocumentTooLarge

MOST_BYTES: Final = 2_000_000
"""Bytes of data as JSON: about 10,000 rows of a table, which take seconds and a few hundred pages."""

_TEMPLATES: Final = Path(__file__).parent / "templates"
_FONTS: Final = "fontpkg_noto_sans_devanagari"
_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_THREAD: Final = ThreadPoolExecutor(1, thread_name_prefix="abhay-document")


async def make_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Returns the PDF of a template (`report.typ` is `report`), which reads the data as JSON.

    Raises `DocumentTooLarge`, and `ValueError` for data that are no JSON.
    """
    written = json.dumps(data, ensure_ascii=False, allow_nan=False)
    if len(written.encode()) > MOST_BYTES:
        raise DocumentTooLarge
    return await asyncio.get_running_loop().run_in_executor(_THREAD, _typeset, template, written)


def _typeset(template: str, written: str) -> bytes:
    typst: Any = importlib.import_module("typst")  # eighty megabytes that a gateway without documents never loads
    return typst.compile(
        str(_TEMPLATES / f"{template}.typ"),
        root=str(_TEMPLATES),
        font_paths=[str(files(_FONTS))],
        ignore_system_fonts=True,
        sys_inputs={"data": written},
        timestamp=_EPOCH,
        format="pdf",
        pdf_standards=["ua-1"],
    )
