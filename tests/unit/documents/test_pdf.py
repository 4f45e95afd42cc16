"""A PDF says what its data say: Hindi as it is written, also to whoever searches or copies it."""

from collections.abc import Mapping
from typing import Any

import pypdfium2
import pytest

from abhay.adapters.documents.pdf import MOST_BYTES, make_pdf
from abhay.errors import DocumentTooLarge
from abhay.wording import message_reasons, words
from abhay.wording.screens import board, case, frame
from abhay.wording.words import Bilingual

CONJUNCTS = (
    "शृंखला",
    "विद्यार्थी",
    "ज़िला झुन्झुनूँ",
    "त्र्यम्बक",
    "राष्ट्रीय",
    "क्ष्म्य",
    "श्रीगंगानगर",
    "द्वितीय प्रकरण",
    "उत्तर की प्रतीक्षा",
    "मिली हुई किरण, जिस में विधि और नई दिल्ली",
    "रूप में भेजा गया, वर्ष से कम, लिखे थे",
    "₹ 1,250 · 12-11-2026 22:35 IST",
)


def document(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> dict[str, Any]:
    parts = [{"heading": "", "text": paragraphs}]
    if rows:
        parts.append({"heading": "तालिका", "head": ("इकाई", "मामले"), "rows": rows})  # type: ignore[dict-item]
    return {"title": "दैनिक रिपोर्ट", "language": "hi", "foot": "अभय", "parts": parts}


def text_of(pdf: bytes) -> str:
    """The text as a reader of PDFs finds it, line by line."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return "\n".join(page.get_textpage().get_text_bounded() for page in opened).replace("\r\n", "\n")


@pytest.mark.parametrize("words", CONJUNCTS)
async def test_the_text_of_a_pdf_is_exactly_what_was_written(words: str) -> None:
    lines = text_of(await make_pdf("plain", document(words))).splitlines()
    assert words in lines


async def test_the_words_that_people_read_here_come_out_exactly() -> None:
    """Every sentence of the product's own words, one paragraph each, on as many pages as they need."""
    sentences = sorted(each.hi for each in spoken() if "{" not in each.hi and "\n" not in each.hi)
    assert len(sentences) > 200
    found = text_of(await make_pdf("plain", document(*sentences)))
    found = " ".join(found.split())
    missing = [each for each in sentences if each not in found]
    assert missing == []


def spoken() -> set[Bilingual]:
    """The words that stand in modules of their own, or in a table of one."""
    found: set[Bilingual] = set()
    for module in (words, message_reasons, board, case, frame):
        for value in vars(module).values():
            each = value.values() if isinstance(value, Mapping) else [value]
            found |= {one for one in each if isinstance(one, Bilingual)}
    return found


async def test_a_long_paragraph_of_many_words_is_set() -> None:
    long = " ".join(["मिली हुई किरण में"] * 500)
    assert text_of(await make_pdf("plain", document(long))).count("किरण में") > 400


async def test_a_row_of_a_table_is_found_as_it_is_written() -> None:
    found = text_of(await make_pdf("plain", document("एक", rows=(("कोटा शहर पुलिस", "12"), ("झुंझुनूं", "3")))))
    for cell in ("तालिका", "इकाई", "मामले", "कोटा शहर पुलिस", "झुंझुनूं", "12", "3"):
        assert cell in found


async def test_data_are_text_and_never_a_program_of_the_template() -> None:
    tricks = ('#emph[x] *y* $z$ #read("frame.typ")', '#import "@preview/cetz:0.3.0"', "= Heading", "\\ ] } #panic()")
    found = text_of(await make_pdf("plain", document(*tricks)))
    for trick in tricks:
        assert trick in found


async def test_the_same_data_give_the_same_bytes_and_others_give_others() -> None:
    first, again = await make_pdf("plain", document("एक")), await make_pdf("plain", document("एक"))
    assert first == again
    assert await make_pdf("plain", document("दो")) != first


async def test_more_than_a_document_holds_is_refused_before_it_is_set() -> None:
    with pytest.raises(DocumentTooLarge):
        await make_pdf("plain", document("a" * MOST_BYTES))


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 24"><rect class="bar" width="40" height="20"/>{}</svg>'


async def test_a_drawing_stands_in_a_row_beside_its_figures_and_its_text_is_in_our_font() -> None:
    cells = ("कोटा", {"svg": SVG.format(""), "text": ""}, "12")
    figure = {
        "svg": SVG.format('<text x="2" y="12" font-family="Noto Sans Devanagari">7</text>'),
        "text": "पाली 14–22",
    }
    part = {"heading": "तालिका", "head": ("इकाई", "", "मामले"), "rows": (cells,), "figures": (figure,)}
    pdf = await make_pdf("plain", {**document(), "drawings": ".bar { fill: #0b4f8f }", "parts": [part]})
    assert "पाली 14–22" in text_of(pdf)
    assert "\n7\n" in text_of(pdf)
    with pypdfium2.PdfDocument(pdf) as opened:
        assert len(opened) == 1


async def test_a_year_of_drawings_is_a_document() -> None:
    rows = tuple((f"{day}", {"svg": SVG.format(""), "text": ""}) for day in range(366))
    pdf = await make_pdf("plain", {**document(), "parts": [{"heading": "दिन", "head": ("दिन", ""), "rows": rows}]})
    with pypdfium2.PdfDocument(pdf) as opened:
        assert len(opened) < 20
