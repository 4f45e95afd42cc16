"""Pages: numbers that can be called, nothing that is loaded, both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.entrypoints.gateway import pages
from abhay.settings import DeskSettings


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+91 55555 00101", "tel:+915555500101"),
        ("055555-00101", "tel:05555500101"),
        ("javascript:alert(1)", "tel:1"),
        ('"><script>', "tel:"),
        ("55555\u202e00101", "tel:5555500101"),
    ],
)
def test_a_number_becomes_an_address_that_a_telephone_dials(number: str, expected: str) -> None:
    assert pages.telephone(number) == expected


@given(st.text())
def test_whatever_a_partner_sends_as_a_number_stays_a_number(number: str) -> None:
    address = pages.telephone(number)
    assert address.startswith("tel:")
    assert set(address.removeprefix("tel:")) <= set("0123456789+")


@pytest.mark.parametrize("status", [404, 500, 503])
def test_a_failed_page_is_said_in_both_languages(status: int) -> None:
    answer = pages.failed(status, DeskSettings())
    body = bytes(answer.body).decode()
    assert answer.status_code == status
    assert ("not valid" in body) == (status == 404)
    assert "अभय डेस्क को फ़ोन करें" in body
    assert "112" in body


def test_the_style_that_stands_in_a_page_is_the_one_the_policy_allows() -> None:
    import base64
    import hashlib
    import re

    answer = pages.failed(404, DeskSettings())
    style = re.search(r"<style>(.*?)</style>", bytes(answer.body).decode(), re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]
