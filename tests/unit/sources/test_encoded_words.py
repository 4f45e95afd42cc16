"""Encoded words in a header's value, beside text of any script."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.sources.mail.headers import split_head
from abhay.adapters.sources.mail.message import parse_mail

KOTA, CITY = "कोटा", "शहर"


def encoded(text: str, encoding: str = "b", charset: str = "utf-8") -> str:
    raw = text.encode(charset)
    word = base64.b64encode(raw).decode() if encoding == "b" else "".join(f"={byte:02X}" for byte in raw)
    return f"=?{charset}?{encoding}?{word}?="


def read(value: str) -> str:
    return split_head(f"Subject: {value}\r\n\r\n".encode("utf-8", "replace"))[0].text("subject")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (f"{KOTA} {encoded(CITY)}", f"{KOTA} {CITY}"),
        (f"{encoded(KOTA)} {CITY}", f"{KOTA} {CITY}"),
        (f"{KOTA} {encoded(CITY, 'q')} {KOTA}", f"{KOTA} {CITY} {KOTA}"),
        (f"{encoded(KOTA)} {encoded(CITY)}", KOTA + CITY),
        (f"{encoded(KOTA)}\r\n {encoded(CITY, 'Q')}", KOTA + CITY),
        (f"{encoded(KOTA)} \\u0915 {encoded(CITY)}", f"{KOTA} \\u0915 {CITY}"),
        (f"{encoded('é', charset='latin-1')} {KOTA}", f"é {KOTA}"),
        ("=?utf-8?b?4KQ=?= =?utf-8?b?lQ==?=", "क"),
        ("=?utf-8*hi?q?a_b?= c", "a b c"),
        ("=?utf-8?q?What??= next", "What? next"),
        ("=?utf-8?b?4KSV?", "=?utf-8?b?4KSV?"),
        ("=?utf-8?b?Q?= a", "=?utf-8?b?Q?= a"),
        ("a =?= b", "a =?= b"),
        ("plain", "plain"),
    ],
)
def test_words_and_text_of_any_script_are_read_together(value: str, words: str):
    assert read(value) == words


PLAIN = st.text(st.characters(codec="utf-8", categories=["L", "M", "N"]), min_size=1, max_size=12)


@given(PLAIN, PLAIN, PLAIN, st.sampled_from("bq"))
def test_what_was_encoded_comes_back(before: str, word: str, behind: str, encoding: str):
    spoken = [read(before), read(word), read(behind)]

    assert read(f"{before} {encoded(word, encoding)} {behind}").split() == " ".join(spoken).split()


def test_a_case_reference_beside_a_mixed_subject_is_found():
    raw = f"Subject: {KOTA} SYN-2026-000911 {encoded(CITY)}\r\n\r\nA note without labels\r\n"

    assert parse_mail(raw.encode(), "meta", "mail.kota-police.example").external_id == "SYN-2026-000911"
