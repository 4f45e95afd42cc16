"""Mutated mails and payloads: whatever comes, a case comes out of it, in time, and the database can hold it.

`make test` runs a fixed few hundred of each, `make soak` ten thousand. A mutant is known by its seed:
the same seed gives the same bytes again.
"""

import copy
import json
import os
import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from abhay.adapters.sources.by_hand import words_of
from abhay.adapters.sources.mail.message import parse_mail
from abhay.adapters.sources.phone import read_note
from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.sources.registry import SOURCES
from abhay.errors import EmptyBody
from tests.support.speed import MOST_UNITS, within

SAMPLES = Path(__file__).parents[1] / "samples"
MAILS = [path.read_bytes() for path in sorted(SAMPLES.glob("*.eml"))]
# The words of the encoded ones in the open, so that wounds reach them too.
MAILS += [b"From: a@b.example\r\n\r\n" + words_of(raw, "message/rfc822").encode() for raw in MAILS]
DOCUMENTS = [path.read_bytes() for path in sorted(SAMPLES.glob("json_*.json"))]
SOAK = os.environ.get("ABHAY_SOAK") == "1"
COUNT = 10_000 if SOAK else 300
TOKENS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b"\r\n\r\n", b"\x1b", b"\xed\xa0\x80", b"\\ud800", b"\\u0000",
    "\u202e\u200b".encode(), "२".encode(), b"[" * 2_000, b'{"a":' * 500, b"9" * 400, b"1e999", b"NaN", b"-", b"null",
    b'"phones":', b'"lat":', b'"created_at":', b",", b"]", b"}", b'"', b":", b"--", b"--- Content ---\n", b"Phone: ",
    b"Location: 1.2, 3.4\n", "25°25'50\"N 75°39'00\"E".encode(), b"https://maps.google.com/?q=28.02,73.31", b"geo:0,0?q=",
    b"7JQQ4RWX+JF", b"Q8CF+C9 Pali", b" ext 5", b".0", b"/Date(", b"[Asia/Kolkata]", "कल रात 10 बजे".encode(),
    b"Content-Type: multipart/mixed; boundary=x\r\n", b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b'Content-Type: text/html; charset="zip"\r\n', b"=?utf-8?b?", b"?=", b"=ZZ",
    b"Authentication-Results: mail.kota-police.example; dmarc=pass\r\n", b"From: a@b.example\r\n", b"<!--", b"<td>", b"<",
    b"\n> ", b"\nOn Sun, 29 Nov 2026, a@b.example wrote:\n", b"\nFrom: a\nSent: b\nSubject: c\n", b"Subject: Re: x\r\n",
    b"-----BEGIN PGP SIGNED MESSAGE-----\n\n", b"-----BEGIN PGP SIGNATURE-----\n", b"\xc3\xa0\xc2\xa4\xc2\x85", b"<br>",
    b"<tr><td>Phone", b"<blockquote type=cite>", b'{"Message": "{', b"payload=%7B", b"\x1f\x8b", b" \n", b"\n    ",
    b"Content-Type: application/pkcs7-mime\r\n\r\n\x30\x80", b"Content-Type: application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22",
    b"&#", b"(", b"a" * 5_000, b"--===============8920779187279275917==\n",
]  # fmt: skip
ODD_VALUES = [
    None, True, 0, -1, 1e308, 10**30, "", " ", "\0", "\ud800", "n/a", [], {}, [[]], [None], {"lat": "25,1", "lng": "७५.८"}, "२५.१, ७५.८",
    1794500000000, "12/11/2026 10:35 PM", "05555500001", 5555500001.0, "5555500001 5555500002.0", [25.1, 75.8], "lat 75.8 lon 25.1", "yesterday 10:35 PM",
    "12 Nov 2026, 10:35 PM IST", "https://maps.app.goo.gl/x", {"coordinates": [75.8, 25.1]}, "203.0.113.5:80", "x" * 3_000, "\u202egnp", ["a", 1, {}],
]  # fmt: skip
REFUSED = re.compile("[\0\ud800-\udfff]")


def mutant(seed: int, corpus: list[bytes]) -> bytes:
    """A sample with one to eight wounds."""
    chance = random.Random(seed)
    raw = bytearray(chance.choice(corpus))
    for _ in range(chance.randint(1, 8)):
        at, to = sorted(chance.randrange(len(raw) + 1) for _ in range(2))
        match chance.randrange(6):
            case 0:
                raw[at:at] = chance.choice(TOKENS) * chance.choice([1, 1, 1, 20])
            case 1:
                del raw[at : min(to, at + chance.choice([1, 10, 1_000]))]
            case 2:
                raw[at:to] = raw[at:to] * 2
            case 3:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            case 4:
                other = chance.choice(corpus)
                raw[at:to] = other[chance.randrange(len(other)) :]
            case _:
                del raw[at + chance.randrange(400) :]
    return bytes(raw)


def assert_holdable(payload, raw):
    """The database can keep it, and the person can still be found by whoever reads it."""
    kept = payload.model_dump(mode="json", exclude={"raw": True, "attachments": {"__all__": {"data"}}})
    assert not REFUSED.search("".join(strings(kept)))
    assert json.loads(json.dumps(kept, allow_nan=False)) == kept
    assert payload.raw == raw
    assert re.fullmatch("[0-9a-f]{64}", payload.event_key)
    assert payload.readable or "body" in payload.problems
    assert not REFUSED.search("".join(value for pair in identities(payload) for value in pair))
    assert not REFUSED.search(words_of(payload.raw, payload.media_type))


def strings(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *strings(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def parse_in_time(parse, raw):
    try:
        payload = within(MOST_UNITS, lambda: parse(raw))
    except EmptyBody:
        assert raw == b""
        return
    assert_holdable(payload, raw)


def as_mail(raw):
    return parse_mail(raw, "meta", "mail.kota-police.example")


def rewritten(seed: int) -> bytes:
    """A sample document that is still JSON, with fields renamed, moved, repeated and of other types."""
    chance = random.Random(seed)
    document = json.loads(chance.choice(DOCUMENTS))
    for _ in range(chance.randint(1, 6)):
        places = list(_objects(document))
        place = chance.choice(places)
        key = chance.choice(list(place) or ["text"])
        match chance.randrange(5):
            case 0:
                place[key] = copy.deepcopy(chance.choice(ODD_VALUES))
            case 1:
                place[chance.choice([key.upper(), key.replace("_", ""), key + "s", "\u200b" + key])] = place.pop(
                    key, None
                )
            case 2:
                place[key] = [place.get(key), copy.deepcopy(chance.choice(ODD_VALUES))]
            case 3:
                place[key] = {"value": place.get(key), "id": "x"}
            case _:
                chance.choice(places)[key] = json.loads(json.dumps(place.get(key)))
    return json.dumps(document, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _objects(value):
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(inner)


@pytest.mark.soak
def test_mutated_mails_always_open_a_case():
    for seed in range(COUNT):
        parse_in_time(as_mail, mutant(seed, MAILS))


@pytest.mark.soak
def test_mutated_payloads_always_open_a_case():
    for seed in range(COUNT):
        raw = mutant(seed, DOCUMENTS) if seed % 2 else rewritten(seed)
        for read in (SOURCES["meta"].parse, read_note):
            parse_in_time(read, raw)


KEYS = st.sampled_from(
    ["alert_id", "event", "severity", "created_at", "source", "content", "subject", "technical", "text", "phones", "emails",
     "user_id", "username", "address", "pin", "city", "logins", "ip", "port", "at", "devices", "locations", "lat", "lon",
     "accuracy_m", "emergency_contact", "media", "url", "data", "entry", "location", "coordinates", "drill", "age", "heard_from"]
)  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(
        [
            "25.1, 75.8",
            "203.0.113.5:80",
            "2026-11-12",
            "+91 55555 00001",
            "n/a",
            "३२४००५",
            "high",
            1794500000,
            "26°54'44\"N 75°47'14\"E",
            "geo:25.1,75.8;u=5",
            "Q8CF+C9 Pali",
            "12 Nov 2026, 10:11 PM IST",
            "5555500001.0 / 02",
        ]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)
UNHURRIED = settings(max_examples=3_000 if SOAK else 300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.soak
@UNHURRIED
@given(st.dictionaries(KEYS, VALUES, max_size=8) | VALUES)
def test_any_document_of_known_words_opens_a_case(document):
    raw = json.dumps(document).encode()

    for read in (*(source.parse for source in SOURCES.values()), read_note):
        parse_in_time(read, raw)


LABELS = st.sampled_from(
    ["Name", "Phone", "Location", "Last login IP", "Content time (UTC)", "Address", "Case reference", "आयु"]
)
LINES = st.builds("{}: {}".format, LABELS, st.text(max_size=40)) | st.text(max_size=60) | st.just("--- Content ---")


@pytest.mark.soak
@UNHURRIED
@given(st.lists(LINES, max_size=12), st.sampled_from(["plain", "html", "rfc822"]), st.booleans())
def test_any_lines_open_a_case(lines, subtype, crlf):
    body = ("\r\n" if crlf else "\n").join(lines).encode("utf-8", "replace")
    kind = f"message/{subtype}" if subtype == "rfc822" else f"text/{subtype}"

    parse_in_time(as_mail, f"From: a@b.example\nContent-Type: {kind}\n\n".encode() + body)


@pytest.mark.soak
@UNHURRIED
@given(st.binary(max_size=400))
def test_any_bytes_open_a_case(raw):
    parse_in_time(as_mail, raw)
    for read in (*(source.parse for source in SOURCES.values()), read_note):
        parse_in_time(read, raw)
