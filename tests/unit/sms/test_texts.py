"""The words of the sample: they respect the person, mislead nobody, and fit the length that there is."""

import re
from collections.abc import Mapping

import pytest

from abhay.adapters.channels.sms.templates import load_templates
from abhay.domain.sms.dlt import Slot, TextTemplate, fill
from abhay.domain.sms.parts import is_unicode, parts
from models.enums import Language, MessageKind, OutsideKind

BASE, NUMBER = "https://abhay.rajasthan-police.example", "+91 55555 00100"
VALUES: Mapping[Slot, str] = {
    Slot.LINK: f"{BASE}/a?RJ2026000042.AAAAAAAAAAAAAAAA",
    Slot.CODE: "482916",
    Slot.REF: "RJ2026000042",
    Slot.MINUTES: "99",
}
TEMPLATES = load_templates(None, BASE, NUMBER).templates
BLAMES = re.compile(r"suicid|kill|attempt|victim|आत्महत्या|खुदकुशी|पीड़ित", re.IGNORECASE)
SENDS = re.compile(r"send a team|team leaves|टीम भेजें|टीम भिजवाएँ")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_text_respects_the_person_and_names_the_desk(name: str):
    text = fill(TEMPLATES[name], VALUES)
    assert not BLAMES.search(text)
    assert re.search(r"अभय|Abhay", text)
    assert parts(text) <= 3


@pytest.mark.parametrize("name", TEMPLATES)
def test_english_is_short_and_hindi_is_hindi(name: str):
    template = TEMPLATES[name]
    assert is_unicode(template.text) is (template.language is Language.HINDI)


def _where(**wanted: object) -> list[TextTemplate]:
    return [each for each in TEMPLATES.values() if all(getattr(each, key) == value for key, value in wanted.items())]


def test_a_drill_is_called_one_first_and_asks_nobody_to_go():
    for template in _where(drill=True):
        assert re.match(r"अभ्यास DRILL|DRILL", template.text)
        assert not SENDS.search(template.text)
    assert not [each for each in _where(drill=False) if "DRILL" in each.text or "अभ्यास" in each.text]


def test_a_possible_repeat_says_so():
    for template in _where(again=True):
        assert re.search(r"पहले भी|may have received this", template.text)


def test_who_is_stood_down_is_told_to_send_no_team_and_to_phone_before_turning_back():
    for template in (each for each in TEMPLATES.values() if each.kinds == (MessageKind.STOOD_DOWN,)):
        assert re.search(r"टीम न भेजें|send no team", template.text)
        assert re.search(r"डेस्क को फ़ोन करें|phone the desk", template.text)


def test_a_reply_has_its_digits_behind_the_1_and_says_what_2_is():
    for template in (each for each in TEMPLATES.values() if Slot.CODE in each.variables):
        text = fill(template, VALUES)
        assert "1 482916" in text
        assert NUMBER in text
        if OutsideKind.TEST in template.kinds:  # which is nobody's case
            continue
        assert re.search(r"हमारा नहीं: 2|not ours: 2", text)
