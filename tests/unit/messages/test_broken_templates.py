"""Whatever is wrong with a template, somebody is paged: with the words of the program, else with the least."""

import shutil
from pathlib import Path

import pytest

from abhay.wording.messages import TEMPLATES, render

MISTAKES = {
    "a name that there is not": b"{{ m.severityy }}",
    "a tag that is not closed": b"{% if m.drill %}",
    "a filter that there is not": b"{{ m.ref | shout }}",
    "a division by nothing": b"{{ 1 // 0 }}",
    "a call of what cannot be called": b"{{ m.ref() }}",
    "another encoding": "Prüfung".encode("latin-1"),
    "a file that is included and missing": b'{% include "footer.txt.j2" %}',
}


@pytest.fixture(params=MISTAKES.values(), ids=MISTAKES)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An operator's own templates, the words of pages by mail among them wrong."""
    shutil.copytree(TEMPLATES / "default", tmp_path / "default")
    page = tmp_path / "email" / "page" / "en.txt.j2"
    page.parent.mkdir(parents=True)
    page.write_bytes(request.param)
    return tmp_path


def test_a_mistake_in_a_channels_own_words_brings_those_of_the_program(context, folder: Path) -> None:
    message = render(context(), "email", folder)
    assert message.replaced
    assert message.model_copy(update={"replaced": False}) == render(context(), "email")


def test_other_channels_keep_their_words(context, folder: Path) -> None:
    assert not render(context(), "webhook", folder).replaced


def test_no_template_at_all_brings_those_of_the_program(context, tmp_path: Path) -> None:
    assert render(context(), "email", tmp_path / "nothing").body == render(context(), "email").body


def test_the_least_form_names_case_severity_link_and_the_telephone(context, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("abhay.wording.messages.render_template", broken)
    message = render(context(), "email", phone="+91 55555 00001")
    assert message.replaced
    for needed in ("RJ-2026-000042", "imminent", "https://abhay.example/a/token", "+91 55555 00001"):
        assert needed in message.body
