"""The templates: a channel's own and the default ones, wrong ones, and how quick they are."""

import itertools
import logging
from pathlib import Path

import pytest
from jinja2 import TemplateError, UndefinedError

from abhay.domain.messages.channel_kinds import PUSH
from abhay.wording import words
from abhay.wording.least import RenderedMessage
from abhay.wording.messages import render, render_template
from models.enums import MessageKind, Severity
from tests.support.speed import MOST_UNITS, within
from tests.support.wording import ACKNOWLEDGEABLE, DEVANAGARI, FORBIDDEN, LATIN, UNRENDERED

TEMPLATES = Path(words.__file__).with_name("templates")


def test_a_channel_with_words_of_its_own_uses_them_and_the_default_ones_for_the_rest(context, tmp_path: Path):
    (tmp_path / "default").symlink_to(TEMPLATES / "default")
    (tmp_path / "pager" / "page").mkdir(parents=True)
    (tmp_path / "pager" / "page" / "subject.txt.j2").write_text("{{ m.ref }}!")
    (tmp_path / "pager" / "_body.txt.j2").write_text("{{ m.severity_words.both }}")
    page = render_template(context(), "pager", tmp_path)
    assert page == RenderedMessage(subject="RJ-2026-000042!", body="तत्काल जोखिम / imminent risk\n")
    assert render_template(context(kind=MessageKind.CLOSED), "pager", tmp_path).subject.endswith("case closed")
    assert render_template(context(), "outbox", tmp_path) == render_template(context())


@pytest.mark.parametrize("channel", sorted(folder.name for folder in TEMPLATES.iterdir()))
def test_the_words_of_every_channel_replace_default_ones_and_make_every_kind(context, channel: str):
    own, default = (
        {path.relative_to(TEMPLATES / name) for path in (TEMPLATES / name).rglob("*.j2")}
        for name in (channel, "default")
    )
    own_too = {Path(f"say.{language}.txt.j2") for language in ("hi", "en")} if channel == "voice" else set[Path]()
    assert own - own_too <= default
    assert channel == "default" or not any("notice" in path.parts for path in own), "notices have no words of a channel"
    for kind, severity, drill in itertools.product(MessageKind, Severity, (False, True)):
        message = render_template(context(kind=kind, severity=severity, drill=drill, minutes_waiting=8), channel)
        text = f"{message.subject}\n{message.body}"
        assert "RJ-2026-000042" in text
        assert DEVANAGARI.search(message.body)
        assert LATIN.search(message.body)
        assert not UNRENDERED.search(text)
        assert not FORBIDDEN.search(text)
        assert ("DRILL" in message.body) == drill
        says_link = kind in ACKNOWLEDGEABLE and channel != PUSH  # a push opens its link, and does not print it
        assert ("https://abhay.example/a/token" in message.body) == says_link


def test_what_a_template_misspells_is_an_error_not_a_gap(context, tmp_path: Path):
    (tmp_path / "default" / "page").mkdir(parents=True)
    (tmp_path / "default" / "page" / "subject.txt.j2").write_text("{{ m.severityy }}")
    (tmp_path / "default" / "_body.txt.j2").write_text("")
    with pytest.raises(UndefinedError, match="severityy"):
        render_template(context(), folder=tmp_path)


def test_a_page_goes_out_even_when_its_template_is_broken(context, monkeypatch, caplog: pytest.LogCaptureFixture):
    def broken(*_args: object) -> RenderedMessage:
        raise TemplateError("no such filter")

    monkeypatch.setattr("abhay.wording.messages.render_template", broken)
    with caplog.at_level(logging.ERROR):
        message = render(context(drill=True), "email")
    assert "template of page on email failed" in caplog.text
    assert message.subject.startswith("[अभ्यास / DRILL] RJ-2026-000042")
    for needed in ("RJ-2026-000042", "तत्काल जोखिम", "Ladpura tehsil", "https://abhay.example/a/token", "112", "14416"):
        assert needed in message.body
    assert DEVANAGARI.search(message.body)


def test_rendering_is_quick_enough_for_a_burst(context):

    def work():
        for _ in range(100):
            render(context(rung="sp", minutes_waiting=8, climbed=True))

    within(MOST_UNITS, work)
