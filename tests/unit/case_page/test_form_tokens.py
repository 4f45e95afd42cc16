"""Form tokens: bound to one message, one contact and its PIN; good until their second, and made by us alone."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.links import FormOwner, is_form_token, make_form_token, make_token

KEY = "a-key-of-this-home"
NOW = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
UNTIL = NOW + timedelta(minutes=15)
OWNER = FormOwner(UUID(int=1), UUID(int=2), "scrypt$14$8$1$c2FsdA==$aGFzaA==")
TOKEN = make_form_token(OWNER, UNTIL, KEY)


def test_a_token_holds_until_its_end_and_no_longer() -> None:
    assert is_form_token(TOKEN, OWNER, NOW, KEY)
    assert is_form_token(TOKEN, OWNER, UNTIL - timedelta(seconds=1), KEY)
    assert not is_form_token(TOKEN, OWNER, UNTIL, KEY)


@pytest.mark.parametrize(
    "other",
    [
        FormOwner(UUID(int=3), OWNER.contact_id, OWNER.pin_hash),
        FormOwner(OWNER.notification_id, UUID(int=3), OWNER.pin_hash),
        FormOwner(OWNER.notification_id, OWNER.contact_id, "another PIN"),
    ],
    ids=["message", "contact", "PIN"],
)
def test_a_token_is_good_for_its_owner_alone(other: FormOwner) -> None:
    assert not is_form_token(TOKEN, other, NOW, KEY)


def test_another_key_or_a_link_is_no_form_token() -> None:
    assert not is_form_token(TOKEN, OWNER, NOW, "another key")
    assert not is_form_token(make_token(OWNER.notification_id, KEY), OWNER, NOW, KEY)


def test_a_token_cannot_be_made_to_last_longer() -> None:
    until, signature = TOKEN.split(".")
    assert not is_form_token(f"{int(until) + 60}.{signature}", OWNER, NOW, KEY)
    assert not is_form_token(f"0{until}.{signature}", OWNER, UNTIL, KEY)


@given(st.text())
def test_whatever_else_is_sent_is_no_token(text: str) -> None:
    assert not is_form_token(text, OWNER, NOW, KEY)


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("0Aa_-.é "))
def test_a_changed_token_is_none(place: int, char: str) -> None:
    changed = TOKEN[:place] + char + TOKEN[place + 1 :]
    if changed != TOKEN:
        # The last character of a signature carries two bits that mean nothing: it may differ and be the same.
        assert place == len(TOKEN) - 1 or not is_form_token(changed, OWNER, NOW, KEY)


def test_tokens_name_nobody() -> None:
    assert str(OWNER.contact_id) not in make_form_token(FormOwner(uuid4(), uuid4(), "x"), UNTIL, KEY)
