"""Notices to the desk that are about no case: a mail that became none, a lock, a word of an end without a case."""

from datetime import UTC, datetime

from abhay.wording.locks import render_lock, render_unlocked
from abhay.wording.notices import end_without_case, render
from abhay.wording.set_aside import render_set_aside
from abhay.wording.words import Bilingual

SINCE = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)
POST = Bilingual(hi="अभय डेस्क", en="Abhay desk")


def test_a_mail_that_became_no_case_is_named_by_its_sender_and_subject() -> None:
    text = render_set_aside("list@news.example", "Weekly\nnews", POST, SINCE).body
    assert "list@news.example: Weekly news" in text
    assert text.index("प्रकरण") < text.index("became no case")


def test_a_long_subject_is_cut() -> None:
    assert "x" * 130 not in render_set_aside("a@b.example", "x" * 500, POST, SINCE).body


def test_a_lock_names_who_holds_it_and_what_waits() -> None:
    text = render_lock(["psql (pid 7)", "backup"], POST, SINCE, ["RJ-2026-000001"]).body
    assert "psql (pid 7); backup" in text
    assert "RJ-2026-000001" in text


def test_the_all_clear_names_no_program() -> None:
    text = render_unlocked(POST, SINCE).body
    assert "Nothing in the database is locked any more" in text
    assert "22:35" in text, "times are India's"


def test_an_end_without_a_case_says_who_said_so() -> None:
    title, sentence = end_without_case("meta")
    text = render(title, sentence, post=POST, since=SINCE, cases=("SYN-1",)).body
    assert "SYN-1" in text
    assert sentence.hi in text
