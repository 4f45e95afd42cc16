"""What a call says: every kind in both languages, short enough, twice, and nothing about the person."""

import pytest
from pydantic import SecretStr

from abhay.adapters.channels.voice.channel import VoiceChannel
from abhay.adapters.channels.voice.twilio import twiml
from abhay.domain.messages.audience import Audience
from abhay.errors import SetupError
from abhay.settings import VoiceSettings
from abhay.wording.conduct.spoken import number, of_climb, span
from abhay.wording.voice import DIGITS, asks, once, sentences, spell
from abhay.wording.words import rung_words
from models.enums import Language, MessageKind, Severity
from models.payloads import OutgoingMessage

WORDS_PER_SECOND = 2.4
"""Slow, clear speech: espeak-ng's Hindi voice at its usual rate says somewhat more."""

LONGEST = 20.0


def message(**changed: object) -> OutgoingMessage:
    usual = {
        "id": "0198a1b2-0000-7000-8000-000000000001", "kind": "page", "alert": "RJ-2026-000042", "rung": "district",
        "round": 1, "attempt": 1, "post": "control-room", "unit": "kota-city", "channel": "voice",
        "to": "+915555500101", "subject": "Synthetic Person", "body": "nobody would miss me",
        "severity": Severity.IMMINENT, "ack_url": "https://abhay.example/a/token", "reply_code": "482913",
    }  # fmt: skip
    return OutgoingMessage.model_validate(usual | changed)


def test_a_page_in_hindi() -> None:
    assert once(message()) == (
        "अभय, राजस्थान पुलिस।",
        "सहायता प्रकरण, जान का तत्काल ख़तरा।",
        "संख्या: आर जे, दो शून्य दो छह, शून्य शून्य शून्य शून्य चार दो।",
        "पावती के लिए एक दबाएँ।",
        "आपकी इकाई का नहीं, तो दो दबाएँ।",
        "एसएमएस से उत्तर का कोड: चार आठ दो नौ एक तीन।",
    )


def test_a_page_in_english() -> None:
    assert once(message(language="en", severity="high", drill=True)) == (
        "Abhay, Rajasthan Police.",
        "This is a DRILL.",
        "Welfare check, serious danger.",
        "Number: R J, two zero two six, zero zero zero zero four two.",
        "To acknowledge press one.",
        "Not your unit's: press two.",
        "Code to answer by SMS: four eight two nine one three.",
    )


@pytest.mark.parametrize(("language", "words"), [("hi", "यह कॉल दोबारा हो सकती है।"), ("en", "This may be a repeat.")])
def test_a_call_that_may_have_come_before_says_so(language: str, words: str) -> None:
    assert words in once(message(language=language, possible_duplicate=True))
    assert words not in once(message(language=language))


@pytest.mark.parametrize(
    ("language", "words", "asked"),
    [
        ("hi", "यह परीक्षण कॉल है। कोई प्रकरण नहीं है।", "उत्तर के लिए एक दबाएँ।"),
        ("en", "This is a test call. There is no case.", "To answer press one."),
    ],
)
def test_a_test_of_a_telephone_says_that_there_is_no_case_and_asks_for_a_key(
    language: str, words: str, asked: str
) -> None:
    call = message(kind="test", alert="TEST", language=language, drill=True, reply_code=None)
    assert once(call)[-1] == f"{words} {asked}"
    assert asks(call)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("hi", ("आठ मिनट से पावती नहीं मिली।", "इकाई: कोटा शहर पुलिस।", "इन स्तरों को बताया गया: ज़िला।")),
        ("en", ("No acknowledgement for eight minutes.", "Unit: Kota City Police.", "Levels told: District.")),
    ],
)
def test_the_state_hears_how_long_whose_case_and_what_was_tried(context, language: str, said: tuple[str, ...]) -> None:
    of_state = context(audience=Audience.STATE, rung="dgp", minutes_waiting=8, tried=(rung_words("district"),))
    assert of_climb(of_state, Language(language)) == said
    assert all(sentence in once(message(language=language, spoken=said)) for sentence in said)
    of_office = context(audience=Audience.OFFICE, rung="sp", minutes_waiting=8, tried=(rung_words("district"),))
    assert of_climb(of_office, Language(language)) == said[:1]
    assert of_climb(context(minutes_waiting=8), Language(language)) == ()


@pytest.mark.parametrize(
    ("minutes", "hi", "en"),
    [
        (0, "एक मिनट से कम समय", "less than one minute"),
        (1, "एक मिनट", "one minute"),
        (59, "उनसठ मिनट", "fifty nine minutes"),
        (60, "एक घंटे", "one hour"),
        (1439, "तेईस घंटे", "twenty three hours"),
        (2880, "दो दिन", "two days"),
        (999_999, "उनसठ दिन", "fifty nine days"),
    ],
)
def test_a_span_is_said_in_words(minutes: int, hi: str, en: str) -> None:
    assert span(minutes, Language.HINDI) == hi
    assert span(minutes, Language.ENGLISH) == en


def test_no_two_numbers_sound_alike() -> None:
    for language in Language:
        assert len({number(value, language) for value in range(60)}) == 60


@pytest.mark.parametrize("repeated", [False, True])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("kind", MessageKind)
def test_every_call_is_short_said_twice_and_tells_nothing(
    kind: MessageKind, severity: Severity, language: Language, repeated: bool
) -> None:
    call = message(kind=kind.value, severity=severity, language=language, drill=True, possible_duplicate=repeated)
    said = once(call)
    assert len(" ".join(said).split()) / WORDS_PER_SECOND <= LONGEST
    assert sentences(call)[: len(said)] == sentences(call)[-len(said) :] == said
    text = " ".join(sentences(call))
    assert not [word for word in ("Synthetic", "miss me", "token", "55555") if word in text]
    assert not [digit for digit in "0123456789" if digit in text]
    assert ("दबाएँ" in text or "press" in text) == asks(call)


def test_digits_are_words() -> None:
    assert spell("RJ-2026-000042", Language.HINDI).split()[-1] == DIGITS[Language.HINDI][2]
    assert spell("0", Language.ENGLISH) == "zero"


def test_twiml_escapes_what_it_says() -> None:
    written = twiml(message(alert="RJ-2026-000042&<x>"), 'https://abhay.example/v1/replies/t?message=1&x="2"')
    assert "&lt;x&gt;" not in written  # letters and digits alone are spoken
    assert "&amp;x=" in written
    assert written.count("<Gather ") == 1


def channel(secret: str | None = None, **changed: str) -> VoiceChannel:
    usual = {"name": "line", "preset": "generic", "url": "https://voice.example/calls", "secret": "whsec_c2VjcmV0"}
    kept = SecretStr(secret) if secret else None
    return VoiceChannel(VoiceSettings(gateways=[usual | changed], callback_secret=kept), "https://abhay.example")


def test_an_unknown_key_of_a_gateway_is_refused_by_name() -> None:
    with pytest.raises(SetupError, match="gateway 1: callerid: Extra"):
        channel(callerid="1600")


def test_a_gateway_that_lacks_what_its_preset_needs_is_named() -> None:
    with pytest.raises(SetupError, match=r"line \(twilio\) lacks username, password, sender"):
        channel(preset="twilio")
    exotel = {"preset": "exotel", "username": "u", "password": "p", "sender": "s", "app": "https://my.exotel.com/x"}
    with pytest.raises(SetupError, match="CALLBACK_SECRET"):
        channel(**exotel)
    channel("synthetic-callback-secret", **exotel)


@pytest.mark.parametrize("gateways", ["{", "{}", "[]", "[1]"])
def test_what_is_no_list_of_gateways_is_refused(gateways: str) -> None:
    with pytest.raises(SetupError, match="VOICE__GATEWAYS"):
        VoiceChannel(VoiceSettings(gateways=SecretStr(gateways)), "https://abhay.example")


def test_a_notice_about_the_system_asks_for_no_key() -> None:
    assert not asks(message(alert="ABHAY", kind="desk"))
    assert len(once(message(alert="ABHAY", kind="desk", reply_code=None))) == 2
