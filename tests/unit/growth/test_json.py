"""The JSON reader takes time in proportion to the document, whatever is repeated in it, and by whatever source it came."""

import json

import pytest

from abhay.adapters.sources.phone import read_note
from abhay.adapters.sources.reading import document
from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.sources.registry import SOURCES
from tests.support.pumped import SEEDS, pumped
from tests.support.speed import SHORT, assert_in_proportion

FIELDS_TOGETHER = 60_000
MANY = 20_000
TEXT = 60_000
DOCUMENT = 250_000
FIELDS = {
    "": ["alert_id", "event", "severity", "created_at", "drill", "source", "heard_from", "note"],
    "content": ["id", "created_at", "language", "text", "permalink", "media"],
    "subject": ["user_id", "channel_id", "username", "name", "profile_url", "phones", "emails", "age", "location", "city",
                "hometown", "address", "pincode", "emergency_contact"],
    "technical": ["logins", "devices", "locations", "place_tag", "lat", "lon"],
}  # fmt: skip


def read(body: bytes) -> None:
    document._spelling.cache_clear()  # half the keys may fit into the cache, and all of them not
    identities(SOURCES["meta"].parse(body))
    identities(read_note(body))


def filled(value):
    """A document that has the same value in every field."""
    parts = {part: dict.fromkeys(names, value) for part, names in FIELDS.items()}
    return {**parts.pop(""), **parts}


def in_every_field(seed):
    return lambda size: json.dumps(filled(f"a{pumped(seed)(size // 35)}b"), ensure_ascii=False).encode()


def in_the_text(seed):
    return lambda size: json.dumps({"content": {"text": f"a{pumped(seed)(size)}b"}}, ensure_ascii=False).encode()


def in_many_values(seed):
    return lambda size: json.dumps(filled([seed] * (size // 200)), ensure_ascii=False).encode()


def in_keys(seed):
    return lambda size: json.dumps(
        {f"{pumped(seed)(20)}{n}": n for n in range(size // 12)}, ensure_ascii=False
    ).encode()


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
@pytest.mark.parametrize(
    ("pumps", "size"),
    [
        (in_every_field, FIELDS_TOGETHER),
        (in_the_text, TEXT),
        (in_many_values, MANY),
        (in_keys, MANY),
    ],
    ids=["fields", "text", "values", "keys"],
)
def test_a_document_is_read_in_proportion(pumps, size, seed):
    assert_in_proportion(read, pumps(seed), size, negligible=SHORT)


SHAPES = {
    "deep lists": lambda n: b"[" * (n // 2) + b"]" * (n // 2),
    "deep objects": lambda n: b'{"a":' * (n // 6) + b"1" + b"}" * (n // 6),
    "objects": lambda n: b"[" + b"{}," * (n // 3) + b"{}]",
    "alerts": lambda n: b'{"alerts": [' + b'{"id": 1},' * (n // 10) + b"{}]}",
    "wrappers": lambda n: b'{"data":' * (n // 9) + b"1" + b"}" * (n // 9),
    "a repeated key": lambda n: b"{" + b",".join(b'"phone": "5%09d"' % at for at in range(n // 22)) + b"}",
    "keys": lambda n: json.dumps({f"k{at}": at for at in range(n // 16)}).encode(),
    "a huge number": lambda n: b'{"alert_id": ' + b"9" * n + b"}",
    "a long fraction": lambda n: b'{"lat": 1.' + b"9" * n + b"}",
    "a high power": lambda n: b'{"lat": 1e' + b"9" * n + b"}",
    "escapes": lambda n: b'{"text": "' + b"\\ud800" * (n // 6) + b'"}',
    "zeros": lambda n: b"\0" * n,
    "unclosed": lambda n: b'{"a": [' * (n // 7),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_shape_is_read_in_proportion(shape):
    assert_in_proportion(read, shape, DOCUMENT, negligible=SHORT)
