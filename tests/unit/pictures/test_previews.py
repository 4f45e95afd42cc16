"""Previews carry pixels alone, stay within their bounds, and nothing that a file claims breaks them."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from abhay.adapters import pictures
from abhay.adapters.pictures import preview

MARK = b"zuletzka"


def photo(kind: str = "JPEG", size: tuple[int, int] = (900, 600), **more: object) -> bytes:
    out = BytesIO()
    Image.effect_mandelbrot(size, (-2, -1, 1, 1), 40).convert("RGB").save(out, kind, **more)
    return out.getvalue()


def tagged() -> bytes:
    """A photo that names its place and its maker, in every way that a JPEG has, and lies on its side."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = MARK.decode()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[0x001D] = MARK.decode()
    return photo(exif=exif, comment=MARK, xmp=MARK)


async def test_a_preview_is_small_upright_and_without_any_metadata() -> None:
    given = tagged()
    assert MARK in given
    made = await preview(given)
    assert made is not None
    assert MARK not in made
    with Image.open(BytesIO(made)) as shown:
        assert shown.format == "JPEG"
        assert shown.size == (240, 360), "turned as the camera said"
        assert dict(shown.getexif()) == {}
        assert shown.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "BMP"])
async def test_other_usual_pictures_are_drawn_too(kind: str) -> None:
    assert await preview(photo(kind, (40, 30))) is not None


async def test_what_is_transparent_is_drawn_on_paper() -> None:
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    made = await preview(out.getvalue())
    assert made is not None
    with Image.open(BytesIO(made)) as shown:
        assert shown.getpixel((5, 5)) == (255, 255, 255)


async def test_a_blurred_preview_has_too_few_pixels_to_show_anything() -> None:
    made = await preview(photo(), blurred=True)
    assert made is not None
    with Image.open(BytesIO(made)) as shown:
        assert max(shown.size) == 24


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be so large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(8000, 8000), (60_000, 60_000), (2_000_000, 2_000_000)])
async def test_a_picture_that_claims_too_many_pixels_is_never_decoded(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[object] = []

    def small(picture: Image.Image, edge: int, *, blurred: bool) -> None:
        decoded.append((picture, edge, blurred))

    monkeypatch.setattr(pictures, "_small", small)
    assert await preview(bomb(*size)) is None
    assert decoded == []


async def test_a_file_that_is_too_large_is_never_opened() -> None:
    assert await preview(photo(size=(30, 20)) + b"\0" * pictures.MOST_BYTES) is None


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", bomb(100, 100)]
)
async def test_what_is_no_whole_picture_of_these_kinds_is_not_drawn(data: bytes) -> None:
    assert await preview(data) is None


GOOD = [photo(kind, (24, 16)) for kind in ("JPEG", "PNG", "GIF", "WEBP", "BMP")]


@given(
    st.sampled_from(GOOD), st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=12), st.integers(1)
)
def test_a_broken_picture_breaks_nothing(good: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    broken = bytearray(good)
    for place, value in changes:
        broken[place % len(broken)] = value
    made = pictures._drawn(bytes(broken[: cut % (len(broken) + 1)]), False)
    assert made is None or made.startswith(b"\xff\xd8")
