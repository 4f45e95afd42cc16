"""What holds for the words of every message, whatever the case and the channel."""

import re

from abhay.wording.least import RenderedMessage
from models.enums import MessageKind

FORBIDDEN = re.compile(
    r"\b(accused|culprit|FIR|offen[cs]e|offender|crime|criminal|suicide|suicidal|self-harm|victim|arrest|attempted)\b"
    r"|आत्महत्या|आत्मघात|अभियुक्त|आरोपी|अपराध|मुलज़िम|एफआईआर|प्राथमिकी|गिरफ़्तार|पीड़ित",
    re.IGNORECASE,
)
DEVANAGARI = re.compile(r"[\u0900-\u097F]{4}")
LATIN = re.compile(r"[A-Za-z]{4}")
UNRENDERED = re.compile(r"[{}]|None|Undefined|Bilingual|<|>")
ACKNOWLEDGEABLE = (MessageKind.PAGE, MessageKind.REMINDER, MessageKind.UPDATE, MessageKind.ESCALATED, MessageKind.DESK)


def assert_fit_to_send(message: RenderedMessage) -> None:
    assert "\n" not in message.subject
    assert 0 < len(message.subject) <= 200
    for text in (message.subject, message.body):
        assert DEVANAGARI.search(text)
        assert LATIN.search(text)
        assert not UNRENDERED.search(text)
        assert not FORBIDDEN.search(text)
    assert "\n\n\n" not in message.body
    assert message.body == message.body.strip() + "\n"
    hindi, english = message.body.split("-" * 40)
    assert DEVANAGARI.search(hindi)
    assert "सहायता प्रकरण" in hindi
    assert "Welfare check" in english
