"""The name under which a stranger's file is given out acts on no disk, and its type on no browser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.files import ANY, AS_THEY_ARE, given_out_as, safe_name


@pytest.mark.parametrize(
    ("given_name", "media_type", "name"),
    [
        ("photo.jpg", "image/jpeg", "photo.jpg"),
        ("फोटो १.jpg", "image/jpeg", "फोटो १.jpg"),
        ("../../etc/passwd", "text/plain", "passwd"),
        (r"C:\Users\x\note.pdf", "application/pdf", "note.pdf"),
        ('a"b;c.pdf', "application/pdf", "a_b_c.pdf"),
        (None, "application/pdf", "file-3.pdf"),
        ("  ..  ", "image/png", "file-3.png"),
        ("CON.txt", "text/plain", "file-3.txt"),
        ("", "application/x-unheard-of", "file-3.bin"),
    ],
)
def test_what_a_file_is_called(given_name: str | None, media_type: str, name: str) -> None:
    assert safe_name(given_name, media_type, 3) == name


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("a" * 300 + ".jpeg", "image/jpeg", 1).endswith("a.jpeg")
    assert len(safe_name("a" * 300 + ".jpeg", "image/jpeg", 1)) == 120
    assert safe_name("a." + "b" * 300, "image/jpeg", 1) == "a." + "b" * 118


@given(st.text(max_size=200))
def test_no_name_leaves_its_folder_or_ends_a_header(written: str) -> None:
    name = safe_name(written, "image/png", 1)
    assert name.strip(" .")
    assert not set(name) & set('/\\"\r\n\0;:')
    assert len(name) <= 120


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", ""])
def test_what_a_browser_would_run_is_plain_bytes(media_type: str) -> None:
    assert given_out_as(media_type) == ANY


@pytest.mark.parametrize("media_type", sorted(AS_THEY_ARE))
def test_pictures_and_sounds_keep_their_type(media_type: str) -> None:
    assert given_out_as(media_type) == media_type
