"""Every word that people read stands in both languages: Hindi in Devanagari, English without it."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

import abhay.wording
from abhay.wording.words import Bilingual
from tests.support.wording import FORBIDDEN

PLACE, LETTER = re.compile(r"\{\w*\}"), re.compile(r"[^\W\d_]")
"""What is filled in later, and a letter of any script."""

MODULES = sorted(each.name for each in pkgutil.walk_packages(abhay.wording.__path__, "abhay.wording."))


def said_in(value: Any) -> Iterator[Bilingual]:
    """Every pair of words in a constant, however deep."""
    if isinstance(value, Bilingual):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from said_in(each)
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from said_in(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from said_in(getattr(value, each.name))


@pytest.mark.parametrize("module", MODULES)
def test_a_key_has_words_in_both_languages(module: str) -> None:
    named = {name: value for name, value in vars(importlib.import_module(module)).items() if not name.startswith("__")}
    for name, value in named.items():
        if name == "OTHER_LANGUAGE":  # each language's own page names the other one in its letters
            continue
        for said in said_in(value):
            assert said.hi.strip(), (name, said)
            assert said.en.strip(), (name, said)
            hindi = PLACE.sub("", said.hi)
            assert not LETTER.search(hindi) or any("\u0900" <= each <= "\u097f" for each in hindi), (name, said)
            assert not any("\u0900" <= each <= "\u097f" for each in said.en), (name, said)
            assert not FORBIDDEN.search(said.hi + said.en), (name, said)
