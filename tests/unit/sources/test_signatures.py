import hashlib
import hmac
import logging
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import Webhook

from abhay.adapters.sources.webhooks import verify_hub, verify_standard
from abhay.errors import BadSignature
from abhay.security.secretfiles import Secrets
from abhay.settings import SourceSettings
from models.enums import RefusalReason

BODY = '{"alert_id": "syn-sig-1", "text": "कोटा"}'.encode()
NOT_UTF8 = b'{"alert_id": "syn-sig-\xff"}'


def hub(body, key="synthetic-test-secret"):
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(key.encode(), body, hashlib.sha256).hexdigest()}


def standard(body, key, *, at=None, message="msg_synthetic"):
    at = at or datetime.now(UTC)
    signature = Webhook(key).sign(message, at, body.decode()) if body != NOT_UTF8 else by_hand(body, key, at, message)
    return {"webhook-id": message, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


def by_hand(body, key, at, message):
    """The signature as the scheme defines it, over bytes that the library cannot sign."""
    import base64

    secret = base64.b64decode(key.removeprefix("whsec_"))
    signed = f"{message}.{int(at.timestamp())}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()


@pytest.fixture
def key(keys):
    return keys("google")[0]


@pytest.fixture
def old_key(keys):
    return keys("youtube")[1]


def test_the_exact_body_verifies_in_any_case_of_the_header(keys):
    verify_hub(hub(BODY), BODY, keys("meta"))
    verify_hub(
        {"x-hub-signature-256": hub(BODY)["X-Hub-Signature-256"].upper().replace("SHA256", "sha256")},
        BODY,
        keys("meta"),
    )


def test_the_old_key_is_accepted_while_it_is_set(keys):
    verify_hub(hub(BODY, "synthetic-old-secret"), BODY, keys("meta"))

    with pytest.raises(BadSignature):
        verify_hub(hub(BODY, "synthetic-old-secret"), BODY, keys("meta")[:1])


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Hub-Signature-256": ""},
        {"X-Hub-Signature-256": "sha256="},
        {"X-Hub-Signature-256": "sha256=" + "0" * 64},
        {"X-Hub-Signature-256": "sha256=" + "é" * 64},
        {"X-Hub-Signature-256": "sha1=" + hub(BODY)["X-Hub-Signature-256"][7:]},
        {"X-Hub-Signature-256": hub(BODY)["X-Hub-Signature-256"][7:]},
        {"X-Hub-Signature": hub(BODY)["X-Hub-Signature-256"]},
        {"X-Hub-Signature-256": hub(BODY, "another-key")["X-Hub-Signature-256"]},
        {"X-Hub-Signature-256": hub(BODY + b"\n")["X-Hub-Signature-256"]},
        {"X-Hub-Signature-256": hub(BODY, "")["X-Hub-Signature-256"]},
    ],
)
def test_any_other_hub_signature_is_refused(headers, keys):
    with pytest.raises(BadSignature):
        verify_hub(headers, BODY, keys("meta"))


@pytest.mark.parametrize(
    "sources", [{}, {"meta": SourceSettings()}, {"meta": SourceSettings(secret="", old_secret="")}]
)
def test_a_source_without_a_key_never_verifies_even_for_the_empty_key(sources):
    keys = Secrets((), "", "", "", sources).source_keys("meta")
    assert keys == ()
    with pytest.raises(BadSignature):
        verify_hub(hub(BODY, ""), BODY, keys)


def test_the_keys_of_a_source_are_the_new_one_and_then_the_old_one():
    sources = {"meta": SourceSettings(secret="new", old_secret="old"), "google": SourceSettings(old_secret="old")}
    known = Secrets((), "", "", "", sources)
    assert (known.source_keys("meta"), known.source_keys("google")) == (("new", "old"), ("old",))


@pytest.mark.parametrize("body", [BODY, NOT_UTF8], ids=["text", "not UTF-8"])
def test_a_standard_webhook_verifies_with_either_key(body, keys, key, old_key):
    verify_standard(standard(body, key), body, keys("google"), source="google")
    verify_standard(standard(body, key), body, keys("youtube"), source="youtube")
    verify_standard(standard(body, old_key), body, keys("youtube"), source="youtube")
    rotated = standard(body, key)
    rotated["webhook-signature"] = "v1,AAAA v1a,BBBB " + rotated["webhook-signature"]
    verify_standard(rotated, body, keys("google"), source="google")
    with pytest.raises(BadSignature):
        verify_standard(standard(body, old_key), body, keys("google"), source="google")


@pytest.mark.parametrize("body", [BODY, NOT_UTF8], ids=["text", "not UTF-8"])
@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_replayed_or_future_standard_webhook_is_refused(body, minutes, keys, key):
    headers = standard(body, key, at=datetime.now(UTC) + timedelta(minutes=minutes))

    with pytest.raises(BadSignature):
        verify_standard(headers, body, keys("google"), source="google")


@pytest.mark.parametrize("body", [BODY, NOT_UTF8], ids=["text", "not UTF-8"])
@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": ""},
        {"webhook-id": "another"},
        {"webhook-timestamp": "now"},
        {"webhook-timestamp": "nan"},
        {"webhook-timestamp": "9" * 30},
        {"webhook-signature": ""},
        {"webhook-signature": "v1,"},
        {"webhook-signature": "v1"},
        {"webhook-signature": "v1,not base64 ünd mehr"},
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": "x" * 100_000},
    ],
)
def test_a_changed_standard_header_is_refused(body, change, keys, key):
    with pytest.raises(BadSignature):
        verify_standard({**standard(body, key), **change}, body, keys("google"), source="google")


def test_a_changed_body_is_refused(keys, key):
    with pytest.raises(BadSignature):
        verify_standard(standard(BODY, key), BODY + b" ", keys("google"), source="google")


@pytest.mark.parametrize("broken", ["whsec_x", "whsec_", "ключ"])
def test_a_key_that_is_no_whsec_key_verifies_nothing_and_the_log_says_so(broken, caplog, key):
    with caplog.at_level(logging.ERROR), pytest.raises(BadSignature):
        verify_standard(standard(BODY, key), BODY, (broken,), source="google")

    assert "google" in caplog.text
    assert broken not in caplog.text.replace("whsec_ key", "")


LATE = timedelta(minutes=6)


@pytest.mark.parametrize(
    ("headers", "known", "why"),
    [
        ({}, True, RefusalReason.MISSING_HEADERS),
        ({"X-Hub-Signature-256": "md5=00"}, True, RefusalReason.MISSING_HEADERS),
        (hub(BODY, "another-key"), True, RefusalReason.WRONG_SIGNATURE),
        (hub(BODY), False, RefusalReason.NO_KEY),
    ],
)
def test_why_a_hub_signature_is_refused_is_known_to_us(keys, headers, known, why):
    with pytest.raises(BadSignature) as refused:
        verify_hub(headers, BODY, keys("meta") if known else ())
    assert refused.value.why is why


def test_why_a_standard_signature_is_refused_is_known_to_us_and_to_nobody_else(key):
    another, now = "whsec_YW5vdGhlci1zeW50aGV0aWMta2V5LWZvci10ZXN0cw==", datetime.now(UTC)
    good = standard(BODY, key)
    table = [
        ({}, (key,), RefusalReason.MISSING_HEADERS),
        ({**good, "webhook-id": ""}, (key,), RefusalReason.MISSING_HEADERS),
        ({**good, "webhook-timestamp": "soon"}, (key,), RefusalReason.MISSING_HEADERS),
        (standard(BODY, key, at=now - LATE), (key,), RefusalReason.OUTSIDE_WINDOW),
        (standard(BODY, key, at=now + LATE), (key,), RefusalReason.OUTSIDE_WINDOW),
        (standard(BODY, another), (key,), RefusalReason.WRONG_SIGNATURE),
        (good, (), RefusalReason.NO_KEY),
        (good, ("whsec_a",), RefusalReason.UNUSABLE_KEY),
    ]
    for headers, keys, why in table:
        with pytest.raises(BadSignature) as refused:
            verify_standard(headers, BODY, keys, source="google")
        assert refused.value.why is why
        assert str(refused.value) == str(BadSignature())
