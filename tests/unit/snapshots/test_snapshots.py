"""Every message of every kind, as each rung gets it on each channel, kept as text that people can read.

After a change of words: `ABHAY_RENEW_SNAPSHOTS=1 pytest tests/unit/snapshots`, then read the difference.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from abhay.domain.sms.parts import MOST_PARTS, parts
from models.enums import MessageKind, OutsideKind
from tests.support.wording import DEVANAGARI, FORBIDDEN, UNRENDERED
from tests.unit.snapshots.cases import calls, mails, pushes, side_ways, texts, whatsapps

HERE = Path(__file__).parent
RENEW = "ABHAY_RENEW_SNAPSHOTS"
KINDS: tuple[MessageKind | OutsideKind, ...] = (*MessageKind, *OutsideKind)
CHANNELS: dict[str, Callable[[MessageKind | OutsideKind], Iterator[tuple[str, str]]]] = {
    "mail": mails,
    "sms": texts,
    "voice": calls,
    "whatsapp": whatsapps,
    "webpush": pushes,
    "apprise": side_ways,
}
OF_CASES = ("webpush", "apprise")
"""Channels with words of their own for messages about cases alone."""

SNAPSHOTS = tuple(
    (channel, kind) for channel in CHANNELS for kind in KINDS if channel not in OF_CASES or kind in set(MessageKind)
)
MOST_SPOKEN = 330
"""Characters of a call said once: slow speech says some sixteen in a second, and it is said within twenty seconds."""

SECONDS, PER_SECOND = 20.0, 2.4
"""How long a call may last, said once, and the words of slow, clear speech."""


def snapshot(channel: str, kind: MessageKind | OutsideKind) -> str:
    return "\n\n".join(f"=== {whose} ===\n{text}" for whose, text in CHANNELS[channel](kind)) + "\n"


@pytest.mark.parametrize(("channel", "kind"), SNAPSHOTS)
def test_the_words_are_those_that_were_read(channel: str, kind: MessageKind | OutsideKind) -> None:
    file, words = HERE / channel / f"{kind.value}.txt", snapshot(channel, kind)
    if os.environ.get(RENEW):
        file.parent.mkdir(exist_ok=True)
        file.write_text(words, encoding="utf-8")
    assert file.exists(), f"{file.name} is missing: renew the snapshots with {RENEW}=1, and read them"
    assert words == file.read_text(encoding="utf-8"), f"renew the snapshots with {RENEW}=1, and read the difference"


def test_no_snapshot_is_left_over() -> None:
    kept = {path.relative_to(HERE).as_posix() for path in HERE.rglob("*.txt")}
    assert kept == {f"{channel}/{kind.value}.txt" for channel, kind in SNAPSHOTS}


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_fits_and_tells_nothing_of_the_person(kind: MessageKind | OutsideKind) -> None:
    for whose, text in texts(kind):
        assert parts(text) <= MOST_PARTS, whose
        assert len(text.encode("utf-16-be")) // 2 <= 3 * (67 if DEVANAGARI.search(text) else 153), whose
        assert not FORBIDDEN.search(text), whose
        assert not re.search(r"Kota|कोटा|Ladpura|लाडपुरा|tehsil|तहसील", text), f"{whose}: a place"
        assert ("hi" in whose.split()) == bool(DEVANAGARI.search(text)), whose


@pytest.mark.parametrize("kind", KINDS)
def test_a_call_is_short_and_says_every_number_in_words(kind: MessageKind | OutsideKind) -> None:
    for whose, text in calls(kind):
        assert len(text) <= MOST_SPOKEN, whose
        assert len(text.split()) / PER_SECOND <= SECONDS, whose
        assert not re.search(r"[0-9०-९]", text), whose
        assert not FORBIDDEN.search(text), whose
        assert not UNRENDERED.search(text), whose
        assert ("hi" in whose.split()) == bool(DEVANAGARI.search(text)), whose


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_says_it_in_both_languages_and_in_words_that_respect(kind: MessageKind | OutsideKind) -> None:
    for whose, text in mails(kind):
        hindi, english = text.split("-" * 40)
        assert DEVANAGARI.search(hindi), whose
        assert not DEVANAGARI.search(english), whose
        assert not FORBIDDEN.search(text), whose
        assert not UNRENDERED.search(text), whose


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_strangers_server_carries_tells_nothing_of_person_or_place(kind: MessageKind | OutsideKind) -> None:
    """A push says whose the case is, and a messenger who took it; WhatsApp not even that."""
    for whose, text in (*whatsapps(kind), *side_ways(kind), *pushes(kind)):
        assert not re.search(r"Ladpura|लाडपुरा|tehsil|तहसील", text), f"{whose}: a place"
        assert not FORBIDDEN.search(text), whose
        assert not UNRENDERED.search(text), whose
        assert DEVANAGARI.search(text) or whose.endswith(" en"), whose
    for whose, text in whatsapps(kind):
        assert not re.search(r"Kota|कोटा", text), f"{whose}: a place"
