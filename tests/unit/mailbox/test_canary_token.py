"""The mark of a test mail: ours alone, and found again wherever it stands."""

from string import ascii_letters, digits
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.mailbox.canary import find_canary, make_canary, read_canary

KEY = "synthetic-key-of-this-test"


@given(canary=st.uuids())
def test_a_token_names_its_canary_and_fits_into_a_header(canary: UUID) -> None:
    token = make_canary(canary, KEY)
    assert read_canary(token, KEY) == canary
    assert len(token) == 73, "the email channel cuts a mark after 80 characters"
    assert token.isascii()
    assert token.isprintable()


@given(canary=st.uuids(), place=st.integers(0, 72), letter=st.characters(codec="ascii"))
def test_a_changed_token_names_nothing(canary: UUID, place: int, letter: str) -> None:
    token = make_canary(canary, KEY)
    changed = token[:place] + letter + token[place + 1 :]
    assert read_canary(changed, KEY) == (canary if changed == token else None)


def test_another_spelling_of_the_same_bytes_is_not_ours() -> None:
    """Base64 knows two alphabets, and its last letter has bits to spare."""
    canary = UUID("421912ff-d249-ffcd-7efe-624cfe08b0e0")
    token = make_canary(canary, KEY)
    assert "-" in token.rpartition(".")[2]
    assert read_canary("canary." + token[7:].replace("-", "+"), KEY) is None
    assert sum(read_canary(token[:-1] + letter, KEY) is not None for letter in ascii_letters + digits + "-_+/") == 1


@given(text=st.text())
def test_what_we_did_not_sign_names_nothing(text: str) -> None:
    assert read_canary(text, KEY) is None
    assert read_canary(f"canary.{text}", KEY) is None


@given(canary=st.uuids(), before=st.binary(max_size=200), after=st.sampled_from([b"", b"\r\n", b" ", b">", b"."]))
def test_it_is_found_in_what_a_mail_server_sends_back(canary: UUID, before: bytes, after: bytes) -> None:
    forged = make_canary(canary, "another key").encode()
    raw = before + b" " + forged + b"\r\nX-Abhay-Ref: " + make_canary(canary, KEY).encode() + after
    assert find_canary(raw, KEY) == canary
    assert find_canary(before + b" " + forged + after, KEY) is None
