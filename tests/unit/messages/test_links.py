from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import Signer
from itsdangerous.encoding import base64_encode

from abhay.errors import BadLink
from abhay.security import links
from abhay.security.links import (
    ack_url,
    make_short_token,
    make_token,
    names_message,
    read_short_token,
    read_token,
    short_url,
    without_punctuation,
)

KEY = "synthetic-link-key"
OLD = "synthetic-link-key-of-last-year"


@given(st.uuids())
def test_a_token_names_its_notification(notification: UUID):
    assert read_token(make_token(notification, KEY), KEY) == notification


def test_a_token_is_short_and_can_stand_in_a_url():
    token = make_token(uuid4(), KEY)
    assert len(token) == 66
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def test_another_key_does_not_open_it():
    with pytest.raises(BadLink):
        read_token(make_token(uuid4(), "somebody else's key"), KEY)


def test_a_token_of_an_old_key_still_opens_and_a_forgotten_one_does_not():
    notification = uuid4()
    token = make_token(notification, OLD)
    assert read_token(token, KEY, old_keys=(OLD,)) == notification
    assert read_token(make_token(notification, KEY), KEY, old_keys=(OLD,)) == notification
    with pytest.raises(BadLink):
        read_token(token, KEY)


@given(st.uuids(), st.uuids(), st.data())
def test_no_altered_token_names_another_notification(mine: UUID, other: UUID, data: st.DataObject):
    token = make_token(mine, KEY)
    at = data.draw(st.integers(0, len(token) - 1))
    altered = token[:at] + data.draw(st.sampled_from("Aa0-_.é")) + token[at + 1 :]
    swapped = make_token(other, KEY).partition(".")[0] + "." + token.partition(".")[2]
    for wrong in {altered, swapped} - {token}:
        with pytest.raises(BadLink):
            read_token(wrong, KEY)


_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _spellings(token: str) -> set[str]:
    """Other texts that base64 decodes to the same bytes: unused bits, padding, letters that it leaves out."""
    payload, _, signature = token.partition(".")
    last = {token[:-1] + each for each in _ALPHABET} | {f"{payload[:-1]}{each}.{signature}" for each in _ALPHABET}
    left_out = {token[:at] + each + token[at:] for at in (1, 30, 66) for each in ("\xe9", "\u0915", "=", "!", " ")}
    return (last | left_out) - {token}


@pytest.mark.parametrize("old_keys", [(), (OLD,)])
@given(st.uuids(), st.sampled_from([KEY, OLD]))
def test_a_token_has_one_spelling(old_keys: tuple[str, ...], notification: UUID, key: str):
    for other in _spellings(make_token(notification, key)):
        with pytest.raises(BadLink):
            read_token(other, KEY, old_keys)


@pytest.mark.parametrize(
    "behind",
    [".", ")", "]", ">", "/", " ", ").", ",", "\u0964", "\xa0", "\u201d", "\u2019.", "\u00bb", "\u2026", "*", "_", "\u200b", "\ufeff", "-", "`"],
)  # fmt: skip
def test_what_is_copied_along_behind_a_token_is_taken_off(behind: str):
    token = make_token(uuid4(), KEY)
    assert without_punctuation(token + behind) == token == without_punctuation(token)


@pytest.mark.parametrize("behind", ["a", "1", "\u0915", ".x", "\u096a", "="])
def test_a_letter_or_digit_behind_a_token_is_not_forgiven(behind: str):
    with pytest.raises(BadLink):
        read_token(without_punctuation(make_token(uuid4(), KEY) + behind), KEY)


@given(st.text(max_size=200))
def test_anything_that_we_did_not_sign_is_a_bad_link(text: str):
    with pytest.raises(BadLink):
        read_token(text, KEY)


def test_what_is_signed_with_our_key_for_another_purpose_is_a_bad_link():
    with pytest.raises(BadLink):
        read_token(Signer(KEY, salt="another purpose").sign(b"A" * 22).decode(), KEY)


def test_what_we_signed_but_is_no_notification_is_a_bad_link():
    with pytest.raises(BadLink):
        read_token(links._signer(KEY).sign(base64_encode(b"not sixteen bytes")).decode(), KEY)


def test_the_address_has_one_slash():
    assert (
        ack_url("https://abhay.example/", "t") == ack_url("https://abhay.example", "t") == "https://abhay.example/a/t"
    )


@given(st.uuids(), st.uuids())
def test_a_short_token_shows_its_ref_and_names_one_message(mine: UUID, other: UUID):
    token = make_short_token("RJ2026000042", mine, KEY)
    read = read_short_token(token)
    assert token.startswith("RJ2026000042.")
    assert len(token) == 29
    assert read is not None
    assert read.ref == "RJ2026000042"
    assert names_message(read, mine, KEY)
    assert names_message(read, other, KEY) is (mine == other)
    assert not names_message(read, mine, "somebody else's key")


def test_a_short_token_of_an_old_key_still_opens():
    notification = uuid4()
    read = read_short_token(make_short_token("RJ2026000042", notification, OLD))
    assert read is not None
    assert names_message(read, notification, KEY, (OLD,))
    assert not names_message(read, notification, KEY)


@given(st.text(max_size=60) | st.from_regex(r"RJ[0-9]{10}\.[A-Za-z0-9_-]{15,17}", fullmatch=True))
def test_whatever_has_the_shape_of_a_short_token_proves_nothing(text: str):
    read = read_short_token(text)
    assert read is None or not names_message(read, UUID(int=1), KEY)


@pytest.mark.parametrize("behind", [".", ")", "/", " ", "\u0964", "\u200b", "*", "_"])
def test_what_is_copied_along_behind_a_short_token_is_taken_off(behind: str):
    token = make_short_token("RJ2026000042", uuid4(), KEY)
    assert without_punctuation(token + behind) == token == without_punctuation(token)


def test_the_short_address_fits_the_registered_beginning():
    assert short_url("https://abhay.example/", "t") == "https://abhay.example/a?t"
