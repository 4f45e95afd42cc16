import json
from pathlib import Path

import pytest

from abhay.adapters.sources.mail.message import parse_mail
from abhay.adapters.sources.registry import SOURCES

SAMPLES = Path(__file__).parents[2] / "samples"
AUTHSERV_ID = "mail.kota-police.example"
PASSING = (
    f"Authentication-Results: {AUTHSERV_ID}; dkim=pass header.d=meta-partner.example;"
    " spf=pass smtp.mailfrom=meta-partner.example; dmarc=pass header.from=meta-partner.example\r\n"
)
PARTNER = "From: Meta Safety Escalations <escalations@meta-partner.example>\r\n"


@pytest.fixture(scope="session")
def samples():
    return SAMPLES


@pytest.fixture
def read():
    """Parse a JSON body of the meta source, given as a document or as bytes."""

    def parse(document):
        body = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
        return SOURCES["meta"].parse(body)

    return parse


@pytest.fixture
def read_mail():
    """Parse a mail of the meta source with the embedded defaults."""

    def parse(raw):
        return parse_mail(raw if isinstance(raw, bytes) else raw.encode(), "meta", AUTHSERV_ID)

    return parse


@pytest.fixture
def mail():
    """A plain mail as bytes: the given text under a partner's headers with passing results."""

    def build(text, *, head=PASSING + PARTNER, content_type="text/plain; charset=utf-8", extra=""):
        lines = f"{head}{extra}MIME-Version: 1.0\r\nContent-Type: {content_type}\r\n\r\n"
        return lines.encode() + (text if isinstance(text, bytes) else text.encode())

    return build


@pytest.fixture
def keys():
    """A key of every source that signs, and the old ones of two."""
    whsec = "whsec_c3ludGhldGljLXRlc3Qta2V5LWZvci1hYmhheQ=="
    known = {
        "meta": ("synthetic-test-secret", "synthetic-old-secret"),
        "google": (whsec,),
        "youtube": (whsec, "whsec_b2xkLXN5bnRoZXRpYy1rZXk="),
        "partner": (whsec,),
    }
    return known.__getitem__
