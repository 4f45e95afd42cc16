"""The code of a message: six digits, its own, from the key."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from abhay.security.reply_codes import is_reply_code, reply_code

MESSAGE = UUID("0192f3a0-0000-7000-8000-000000000001")


@given(message_id=st.uuids(), key=st.text(min_size=1, alphabet=st.characters(codec="utf-8")))
def test_a_code_is_six_digits_that_begin_with_no_zero(message_id: UUID, key: str) -> None:
    code = reply_code(message_id, key)
    assert len(code) == 6
    assert code.isascii()
    assert code.isdigit()
    assert code[0] != "0"
    assert is_reply_code(code, message_id, key)


def test_codes_differ_by_message_and_by_key() -> None:
    assert len({reply_code(uuid4(), "key") for _ in range(200)}) > 195
    assert reply_code(MESSAGE, "key") != reply_code(MESSAGE, "another")


def test_a_code_of_the_key_before_stays_good() -> None:
    code = reply_code(MESSAGE, "old")
    assert is_reply_code(code, MESSAGE, "new", ("old",))
    assert not is_reply_code(code, MESSAGE, "new")


def test_a_code_in_other_digits_is_none() -> None:
    assert not is_reply_code("१२३४५६", MESSAGE, "key")
