"""Form tokens: bound to one message, one contact and its PIN; good for a quarter of an hour, and made by us alone."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.security.links import FormOwner, is_form_token, make_form_token, make_token

KEY = "a-key-of-this-home"
NOW = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
LIFETIME = 900
UNTIL = NOW + timedelta(seconds=LIFETIME)
OWNER = FormOwner(UUID(int=1), UUID(int=2), "scrypt$14$8$1$c2FsdA==$aGFzaA==")
TOKEN = make_form_token(OWNER, NOW, KEY)


def holds(token: str, owner: FormOwner = OWNER, at: datetime = NOW, key: str = KEY) -> bool:
    return is_form_token(token, owner, at, key, seconds=LIFETIME)


def test_a_token_holds_until_its_end_and_no_longer() -> None:
    assert holds(TOKEN)
    assert holds(TOKEN, at=UNTIL - timedelta(milliseconds=1))
    assert not holds(TOKEN, at=UNTIL)


def test_the_time_is_the_one_that_is_given_and_not_this_machines() -> None:
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    assert holds(make_form_token(OWNER, long_ago, KEY), at=long_ago)
    assert not holds(make_form_token(OWNER, datetime.now(UTC), KEY), at=long_ago)


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
    assert not holds(TOKEN, other)


def test_another_key_or_a_link_is_no_form_token() -> None:
    assert not holds(TOKEN, key="another key")
    assert not holds(make_token(OWNER.notification_id, KEY))


def test_a_token_cannot_be_made_to_last_longer() -> None:
    _, signed_at, signature = TOKEN.split(".")
    _, later, _ = make_form_token(OWNER, NOW + timedelta(seconds=60), KEY).split(".")
    assert not holds(f"form.{later}.{signature}", at=UNTIL)
    assert not holds(f"form.A{signed_at}.{signature}")
    assert not holds(f"forms.{signed_at}.{signature}")


def test_a_token_from_before_this_form_asks_for_the_pin_again() -> None:
    assert not holds(f"{int(UNTIL.timestamp())}.{'A' * 43}")


@given(st.text())
def test_whatever_else_is_sent_is_no_token(text: str) -> None:
    assert not holds(text)


def test_half_a_letter_is_no_token() -> None:
    assert not holds("\ud800" + TOKEN)


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("0Aa_-.é "))
def test_a_changed_token_is_none(place: int, char: str) -> None:
    changed = TOKEN[:place] + char + TOKEN[place + 1 :]
    if changed != TOKEN:
        # The last character of a signature carries two bits that mean nothing: it may differ and be the same.
        assert place == len(TOKEN) - 1 or not holds(changed)


def test_tokens_name_nobody() -> None:
    named = (OWNER.notification_id, OWNER.contact_id, OWNER.pin_hash)
    assert not [one for one in named if str(one) in TOKEN]
