"""WhatsApp templates: which one a message has, what Meta would refuse, and what is registered."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.channels.whatsapp.templates import SAMPLE, lint, load_templates, registrations
from abhay.domain.messages.replies import Said
from abhay.domain.messages.whatsapp import (
    TEST,
    Button,
    Slot,
    Wanted,
    WhatsAppTemplate,
    available,
    fill,
    fitting,
    payload_of,
    problems_of,
    read_payload,
)
from abhay.entrypoints.cli.run import run
from abhay.errors import SetupError
from abhay.settings import get_settings
from models.enums import Language, MessageKind, Severity

GOOD = WhatsAppTemplate(
    name="page",
    language=Language.HINDI,
    kinds=("page",),
    text="प्रकरण {{1}}: कोड {{2}} लिखें।",
    variables=(Slot.REF, Slot.CODE),
)


@pytest.fixture(autouse=True)
def fresh_settings():
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def test_a_good_template_is_filled_in_order() -> None:
    assert list(problems_of(GOOD)) == []
    assert fill(GOOD, {Slot.REF: "RJ-2026-000042", Slot.CODE: "4829"}) == "प्रकरण RJ-2026-000042: कोड 4829 लिखें।"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"text": ""}, "empty"),
        ({"text": "क" * 1025, "variables": ()}, "longer"),
        ({"text": "प्रकरण {{1}} है।"}, "order of variables"),
        ({"text": "प्रकरण {{2}} और {{1}} है।"}, "order of variables"),
        ({"text": "{{1}} है, कोड {{2}} लिखें।"}, "at the beginning or the end"),
        ({"text": "प्रकरण {{1}} {{2}} है।"}, "two variables"),
        ({"buttons": (Button.LINK, Button.LINK)}, "twice"),
        ({"buttons": (Button.ACKNOWLEDGE, Button.LINK, Button.NOT_OURS)}, "between"),
        ({"kinds": ("pgae",)}, "no kind"),
    ],
)
def test_what_meta_would_refuse_is_said(changed: dict[str, Any], told: str) -> None:
    assert told in " ".join(problems_of(GOOD.model_copy(update=changed)))


def test_every_message_has_a_template_of_the_sample_in_both_languages() -> None:
    loaded = load_templates(None)
    assert lint(loaded) == []
    for kind in (*MessageKind, TEST):
        for language in Language:
            wanted = Wanted(kind, Severity.IMMINENT, language, *available(kind), drill=kind == TEST)
            first, second = fitting(loaded.templates, wanted)
            assert first.language is language
            assert first.name == second.name


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("language", Language)
def test_a_climb_says_for_how_long_nobody_answered(severity: Severity, language: Language) -> None:
    """Where Meta does not know that template yet, the page without minutes in the same language follows."""
    loaded = load_templates(None)
    wanted = Wanted(MessageKind.PAGE, severity, language, *available(MessageKind.PAGE, minutes=True))
    first, second, *others = fitting(loaded.templates, wanted)
    assert Slot.MINUTES in first.variables
    assert Slot.MINUTES not in second.variables
    assert first.language is second.language is language
    assert {each.language for each in others} == set(Language) - {language}
    said = fill(first, {Slot.MINUTES: "8", Slot.REF: "RJ-2026-000042"})
    assert re.search(r"8 (मिनट|minutes)", said)
    without = Wanted(MessageKind.PAGE, severity, language, *available(MessageKind.PAGE))
    assert fitting(loaded.templates, without)[0] == second


def test_a_drill_never_has_the_words_of_a_case() -> None:
    for each in load_templates(None).templates:
        said = "DRILL" in each.text or "TEST" in each.text
        assert said == each.drill, each.key


def test_no_answer_is_offered_where_none_is_asked() -> None:
    for each in load_templates(None).templates:
        notices = {MessageKind.ACKNOWLEDGED, MessageKind.STOOD_DOWN, MessageKind.CLOSED, TEST}
        if set(each.kinds) & notices:
            assert not {Button.ACKNOWLEDGE, Button.NOT_OURS} & set(each.buttons), each.key
        if MessageKind.DESK in each.kinds:
            assert Button.NOT_OURS not in each.buttons, each.key


@given(st.sampled_from([Button.ACKNOWLEDGE, Button.NOT_OURS]), st.uuids())
def test_a_payload_is_read_as_it_was_written(button: Button, message: object) -> None:
    said = {Button.ACKNOWLEDGE: Said.ACKNOWLEDGE, Button.NOT_OURS: Said.NOT_OURS}[button]
    assert read_payload(payload_of(button, str(message))) == (said, str(message))


@given(st.text())
def test_no_other_text_is_a_payload(text: str) -> None:
    assert read_payload(f"{text}!") is None


def test_what_is_registered_has_the_address_of_the_links_and_examples() -> None:
    bodies = registrations(load_templates(None), "https://abhay.example/")
    assert len(bodies) == len({(body["name"], body["language"]) for body in bodies})
    (test,) = [body for body in bodies if (body["name"], body["language"]) == ("abhay_test", "hi")]
    assert test["components"][1]["buttons"][0]["url"] == "https://abhay.example/a/test/{{1}}"
    (page,) = [body for body in bodies if (body["name"], body["language"]) == ("abhay_page", "en")]
    assert page["category"] == "UTILITY"
    assert page["components"][0]["example"] == {"body_text": [["RJ-2026-000042"]]}
    kinds = [(each["type"], each.get("url")) for each in page["components"][1]["buttons"]]
    assert kinds == [("URL", "https://abhay.example/a?{{1}}"), ("QUICK_REPLY", None), ("QUICK_REPLY", None)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('hi = "पावती"', 'hi = "पावती दें और प्रकरण को अपने नाम लें अभी"', "titles"),
        ('name = "abhay_page"', 'name = "abhay_page_imminent"', "stand twice"),
        ("है। प्रकरण {{1}}", "है। प्रकरण {{2}}", "order of variables"),
    ],
)
def test_a_template_with_a_problem_is_not_sent(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "templates.toml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    loaded = load_templates(file)
    assert told in " ".join(problem for _, problem in loaded.problems)
    assert not {each.key for each in loaded.templates} & {key for key, _ in loaded.problems}


@pytest.mark.parametrize("text", ["[", "unknown = 1", '[titles]\n[[template]]\nname = "X"'])
def test_a_file_that_cannot_be_read_is_no_setting(tmp_path: Path, text: str) -> None:
    file = tmp_path / "templates.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SetupError, match="TEMPLATES"):
        load_templates(file)


def test_the_command_says_what_is_wrong_and_what_to_register(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ABHAY_PUBLIC_URL", "https://desk.example")
    assert run(["template", "whatsapp", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ok"]
    assert "https://desk.example/a?{{1}}" in json.dumps(said["registrations"], ensure_ascii=False)
    file = tmp_path / "templates.toml"
    file.write_text(SAMPLE.read_text(encoding="utf-8").replace('"stood_down"', '"closed"'), encoding="utf-8")
    assert run(["template", "whatsapp", str(file)]) == 1
    assert "stood_down" in capsys.readouterr().out
