"""Names however they are typed, and passwords that may be one."""

import pytest

from abhay.domain.accounts.names import require_password, shown_name, sign_in_name
from abhay.errors import BadInput


@pytest.mark.parametrize("typed", ["Asha Devi", " asha  devi ", "ASHA DEVI", "Ａｓｈａ Devi", "asha\u00a0devi"])
def test_one_name_in_many_spellings(typed: str) -> None:
    assert sign_in_name(typed) == "asha devi"


@pytest.mark.parametrize("name", ["", "   ", "a" * 61, "a\x00b", "a\u202eb"])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(BadInput):
        shown_name(name)


def test_a_hindi_name_keeps_its_joiners() -> None:
    assert shown_name("क्\u200dष") == "क्\u200dष"


@pytest.mark.parametrize("password", ["", "short", "a" * 257, "aaaaaaaaaa", "Synthetic Officer", "synthetic  officer"])
def test_what_is_no_password(password: str) -> None:
    with pytest.raises(BadInput):
        require_password(password, "Synthetic Officer")


def test_any_character_may_be_in_a_password() -> None:
    assert require_password("मेरा पासवर्ड है", "x") == "मेरा पासवर्ड है"
