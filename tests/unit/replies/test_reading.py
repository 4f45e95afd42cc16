"""What a telephone sends back, as it is read: the answer, its code, and what is for a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.messages.replies import Reply, Said, read_key, read_reply

DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
CODES = st.text("0123456789", min_size=4, max_size=8)
GAPS = st.text(" .-,:()\n\t।'\"", max_size=4)
COURTESY = st.sampled_from(["", "ABHAY ", "Abhay", "ok ", "अभय ", "जी "])


@given(key=st.sampled_from("12"), code=CODES, gaps=st.tuples(GAPS, GAPS, GAPS), word=COURTESY, hindi=st.booleans())
def test_an_answer_is_read_however_it_was_typed(
    key: str, code: str, gaps: tuple[str, str, str], word: str, hindi: bool
) -> None:
    typed = f"{gaps[0]}{word}{key}{gaps[1]}{code}{gaps[2]}"
    expected = Reply(Said.ACKNOWLEDGE if key == "1" else Said.NOT_OURS, code)
    assert read_reply(typed.translate(DEVANAGARI) if hindi else typed) == expected


@given(st.text(max_size=50))
def test_any_text_is_read_as_something(text: str) -> None:
    reply = read_reply(text)
    assert (reply.code is not None) == (reply.said in {Said.ACKNOWLEDGE, Said.NOT_OURS, Said.CODE})


@pytest.mark.parametrize("text", ["STOP", "stop", "Stop.", "STOP ALL", "बंद करो", "unsubscribe"])
def test_a_wish_for_silence_is_heard_as_one(text: str) -> None:
    assert read_reply(text) == Reply(Said.STOP)


@pytest.mark.parametrize(
    "text",
    [
        "not ours 1 482913",
        "टीम निकल गई",
        "1 482913 but wrong unit",
        "stop 1 482913",
        "3 482913",
        "1 12345678901",
        "hello",
    ],
)
def test_words_are_for_a_person(text: str) -> None:
    assert read_reply(text).said in {Said.WORDS, Said.CODE}
    assert read_reply(text).said is not Said.ACKNOWLEDGE


def test_a_code_alone_acknowledges_nothing() -> None:
    assert read_reply("482913") == Reply(Said.CODE, "482913")


@pytest.mark.parametrize("text", ["", "  ", "...", "👍"])
def test_nothing_is_nothing(text: str) -> None:
    assert read_reply(text) == Reply(Said.NOTHING)


def test_keys_have_the_meaning_of_the_first_digit() -> None:
    assert [read_key(key) for key in ("1", '"1"', "१", "2", " 2 ", "3", "", "11", "*")] == [
        Said.ACKNOWLEDGE, Said.ACKNOWLEDGE, Said.ACKNOWLEDGE, Said.NOT_OURS, Said.NOT_OURS, None, None, None, None,
    ]  # fmt: skip
