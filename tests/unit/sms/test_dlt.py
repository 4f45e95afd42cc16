"""DLT templates: what the linter finds, which template a message gets, and what may stand for a variable."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.channels.sms.templates import SAMPLE, lint, load_templates
from abhay.domain.sms.dlt import Slot, Tag, TextTemplate, Wanted, choose, value_problem
from abhay.domain.sms.linting import template_problems
from abhay.errors import ChannelRefused, SetupError
from models.enums import Language, MessageKind, Severity

BASE = "https://abhay.rajasthan-police.example"
NUMBER = "+91 55555 00100"
LINK = f"{BASE}/a?RJ2026000042.AAAAAAAAAAAAAAAA"
VALUES = {Slot.LINK: LINK, Slot.CODE: "482916", Slot.REF: "RJ2026000042"}
TEXT = "Abhay police desk: open {#url#} now, or text 1 {#numeric#} to the desk."


def template(**changed: object) -> TextTemplate:
    usual = {
        "id": "1007000000000000001",
        "language": "en",
        "kinds": ["page"],
        "text": TEXT,
        "variables": ["link", "code"],
    }
    return TextTemplate.model_validate(usual | changed)


def wanted(**changed: object) -> Wanted:
    return replace(
        Wanted(MessageKind.PAGE, Severity.HIGH, Language.HINDI, frozenset(Slot), takes_replies=True), **changed
    )


@pytest.mark.parametrize("number", [None, NUMBER])
@pytest.mark.parametrize("base_url", [BASE, "http://127.0.0.1:8080", "https://" + "a" * 28 + ".example"])
def test_the_sample_passes(number: str | None, base_url: str):
    assert lint(load_templates(None, base_url, number), base_url, takes_replies=bool(number)) == []


def test_a_template_that_is_right_has_no_problem():
    assert template_problems(template(), VALUES) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"id": "12345"}, "12 or 19 digits"),
        ({"text": "Open {#url#}, {#numeric#} now"}, "no word between"),
        ({"text": "Open {#url#} {#numeric#} now"}, "no word between"),
        ({"text": "{#url#} is to be opened, text 1 {#numeric#} now"}, "beginning or the end"),
        ({"text": "Open it now, or text 1 {#numeric#} for {#url#}"}, "beginning or the end"),
        ({"text": "Abhay: a {#url#} b {#numeric#} c {#alphanumeric#} d", "variables": ["link", "code", "ref"]}, "2 at most"),
        ({"variables": ["link"]}, "2 tags in the text, 1 in variables"),
        ({"variables": ["link", "link"]}, "twice"),
        ({"text": "Open {#URL#} now, or text 1 {#numeric#} now"}, "not written as"),
        ({"text": "Open {#urlott#} now, or text 1 {#numeric#} now"}, "no type that is used"),
        ({"text": TEXT.replace(" now", "  now")}, "blanks"),
        ({"text": TEXT + " "}, "blanks"),
        ({"text": TEXT.replace("desk:", "desk’s:")}, "U\\+2019: write '"),
        ({"text": TEXT.replace("now", "\u00a0now")}, "U\\+00A0"),
        ({"text": TEXT.replace("now", "<now>")}, "not allowed"),
        ({"text": TEXT.replace("now", "😀 now")}, "U\\+1F600"),
        ({"text": TEXT.replace("now", "now\u200b")}, "cannot be seen"),
        ({"text": TEXT.replace("now", "₹ now")}, "turns an English text into Unicode"),
        ({"language": "hi"}, "not in Hindi"),
        ({"text": TEXT + " " + "more words " * 40 + "."}, "parts"),
        ({"text": TEXT.replace("the desk", "{reply_number}")}, "REPLY_NUMBER"),
        ({"text": "Open {#url#} on"[:16], "variables": ["link"]}, "fixed"),
        ({"text": TEXT.replace("{#url#}", "{#var#}")}, "30 characters"),
        ({"text": TEXT.replace("{#url#}", "{#alphanumeric#}")}, "letters and digits"),
        ({"kinds": []}, "name one"),
        ({"names": ["VAR1"]}, "1 names for 2"),
    ],
)  # fmt: skip
def test_what_an_operator_would_refuse_is_found(changed: dict[str, object], told: str):
    problems = template_problems(template(**changed), VALUES)
    assert problems
    assert [each for each in problems if __import__("re").search(told, each)], problems


@pytest.mark.parametrize(
    ("tag", "value", "fits"),
    [(Tag.NUMERIC, "482916", True), (Tag.NUMERIC, "४८", False), (Tag.NUMERIC, "1 2", False), (Tag.NUMERIC, "1" * 41, False),
     (Tag.ALPHANUMERIC, "RJ2026000042", True), (Tag.ALPHANUMERIC, "RJ-2026-000042", False), (Tag.ALPHANUMERIC, "अभय", False),
     (Tag.ALPHANUMERIC, "a" * 40, True), (Tag.ALPHANUMERIC, "a" * 41, False), (Tag.VAR, "a" * 30, True), (Tag.VAR, "a" * 31, False),
     (Tag.VAR, "a\nb", False), (Tag.URL, LINK, True), (Tag.URL, "abhay.example/a", False), (Tag.URL, LINK + " x", False),
     (Tag.CALL_BACK, "+915555500100", True), (Tag.CALL_BACK, "desk", False)],
)  # fmt: skip
def test_what_may_stand_for_a_variable(tag: Tag, value: str, fits: bool):
    assert (value_problem(tag, value) is None) is fits


@given(st.sampled_from(Tag), st.text(max_size=60))
def test_no_value_with_a_line_break_or_a_character_beyond_the_bmp_is_an_alphanumeric_or_a_number(tag: Tag, value: str):
    if value_problem(tag, value) is None and tag is not Tag.VAR:
        assert value.isascii()
        assert value.isprintable()


def test_the_contacts_language_comes_first_and_then_the_way_to_reply():
    loaded = load_templates(None, BASE, NUMBER)
    assert choose(loaded.templates, wanted()) == "page-hi-reply"
    assert choose(loaded.templates, wanted(language=Language.ENGLISH)) == "page-en-reply"
    assert choose(loaded.templates, wanted(severity=Severity.IMMINENT)) == "page-imminent-hi-reply"
    assert choose(loaded.templates, wanted(available=frozenset({Slot.LINK, Slot.REF}))) == "page-hi"
    assert choose(loaded.templates, wanted(drill=True)) == "drill-hi-reply"
    assert choose(loaded.templates, wanted(again=True)) == "again-hi-reply"
    only_english = {name: each for name, each in loaded.templates.items() if each.language is Language.ENGLISH}
    assert choose(only_english, wanted()) == "page-en-reply"


@given(
    st.sampled_from(MessageKind), st.sampled_from(Severity), st.sampled_from(Language), st.booleans(), st.booleans(), st.booleans(),
    st.sets(st.sampled_from(Slot)),
)  # fmt: skip
def test_whatever_is_chosen_says_what_the_message_is(kind, severity, language, drill, again, replies, available):
    loaded = load_templates(None, BASE, NUMBER)
    name = choose(loaded.templates, Wanted(kind, severity, language, frozenset(available), drill, again, replies))
    if name is None:
        return
    found = loaded.templates[name]
    assert (found.drill, found.again) == (drill, again)
    assert kind in found.kinds
    assert set(found.variables) <= available
    assert replies or not found.asks_reply
    assert ("DRILL" in found.text) is drill


def test_without_a_number_no_text_asks_for_a_reply():
    loaded = load_templates(None, BASE, None)
    filled = loaded.filled(wanted(takes_replies=False), VALUES)
    assert "482916" not in filled.text
    assert LINK in filled.text


def test_a_filled_text_holds_link_code_and_number():
    filled = load_templates(None, BASE, NUMBER).filled(wanted(), VALUES)
    assert "1 482916" in filled.text
    assert NUMBER in filled.text
    assert "RJ2026000042" in filled.text


def test_a_template_with_a_problem_is_refused_and_the_others_are_sent(tmp_path: Path):
    file = tmp_path / "templates.toml"
    file.write_text(
        SAMPLE.read_text(encoding="utf-8").replace("/ person in distress. अभी", "/ person in distress 😀. अभी"),
        encoding="utf-8",
    )
    loaded = load_templates(file, BASE, None)
    with pytest.raises(ChannelRefused, match="page-hi is not sent: U\\+1F600"):
        loaded.filled(wanted(takes_replies=False), VALUES)
    assert loaded.filled(wanted(takes_replies=False, language=Language.ENGLISH), VALUES).name == "page-en"


def test_a_link_that_was_not_registered_is_refused(tmp_path: Path):
    file = tmp_path / "templates.toml"
    file.write_text(
        SAMPLE.read_text(encoding="utf-8").replace("links = []", f'links = ["{BASE}/a?"]'), encoding="utf-8"
    )
    loaded = load_templates(file, BASE, None)
    assert lint(loaded, BASE, takes_replies=False) == []
    assert ("links", "none is the beginning of ours: see ABHAY_PUBLIC_URL") in lint(
        loaded, "https://other.example", takes_replies=False
    )
    with pytest.raises(ChannelRefused, match="registered"):
        loaded.filled(wanted(takes_replies=False), {**VALUES, Slot.LINK: "https://other.example/a?RJ2026000042.AAAA"})


def test_a_message_without_a_template_is_refused_and_the_linter_names_it(tmp_path: Path):
    file = tmp_path / "templates.toml"
    file.write_text(
        '[template.page]\nid = "1007000000000000001"\nlanguage = "en"\nkinds = ["page"]\ntext = "Abhay: open {#url#} now."\nvariables = ["link"]\n'
    )
    loaded = load_templates(file, BASE, None)
    with pytest.raises(ChannelRefused, match="no DLT template for closed"):
        loaded.filled(wanted(kind=MessageKind.CLOSED, takes_replies=False), VALUES)
    assert [where for where, _ in lint(loaded, BASE, takes_replies=False) if where.startswith("closed hi")]


@pytest.mark.parametrize(
    ("text", "told"), [("[", "no TOML"), ("[template.a]\nidd = 1\n", "template.a"), ("more = 1\n", "more")]
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, told: str):
    (tmp_path / "templates.toml").write_text(text)
    with pytest.raises(SetupError, match=told):
        load_templates(tmp_path / "templates.toml", BASE, None)
    with pytest.raises(SetupError, match="cannot be read"):
        load_templates(tmp_path / "nowhere.toml", BASE, None)
