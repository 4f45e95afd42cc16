import hashlib
import hmac
import logging
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import Webhook

from abhay.errors import BadSignature
from abhay.settings import Settings, SourceSettings
from abhay.sources.signatures import verify_hub, verify_standard

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
def key(settings):
    return settings.sources["google"].secret.get_secret_value()


@pytest.fixture
def old_key(settings):
    return settings.sources["youtube"].old_secret.get_secret_value()


def test_the_exact_body_verifies_in_any_case_of_the_header(settings):
    verify_hub(hub(BODY), BODY, settings, "meta")
    verify_hub(
        {"x-hub-signature-256": hub(BODY)["X-Hub-Signature-256"].upper().replace("SHA256", "sha256")},
        BODY,
        settings,
        "meta",
    )


def test_the_old_key_is_accepted_while_it_is_set(settings):
    verify_hub(hub(BODY, "synthetic-old-secret"), BODY, settings, "meta")

    rotated = Settings(sources={"meta": SourceSettings(secret="synthetic-test-secret")})
    with pytest.raises(BadSignature):
        verify_hub(hub(BODY, "synthetic-old-secret"), BODY, rotated, "meta")


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
def test_any_other_hub_signature_is_refused(headers, settings):
    with pytest.raises(BadSignature):
        verify_hub(headers, BODY, settings, "meta")


def test_a_source_without_a_key_never_verifies_even_for_the_empty_key():
    for sources in ({}, {"meta": SourceSettings()}, {"meta": SourceSettings(secret="", old_secret="")}):
        with pytest.raises(BadSignature):
            verify_hub(hub(BODY, ""), BODY, Settings(sources=sources), "meta")


@pytest.mark.parametrize("body", [BODY, NOT_UTF8], ids=["text", "not UTF-8"])
def test_a_standard_webhook_verifies_with_either_key(body, settings, key, old_key):
    verify_standard(standard(body, key), body, settings, "google")
    verify_standard(standard(body, key), body, settings, "youtube")
    verify_standard(standard(body, old_key), body, settings, "youtube")
    rotated = standard(body, key)
    rotated["webhook-signature"] = "v1,AAAA v1a,BBBB " + rotated["webhook-signature"]
    verify_standard(rotated, body, settings, "google")
    with pytest.raises(BadSignature):
        verify_standard(standard(body, old_key), body, settings, "google")


@pytest.mark.parametrize("body", [BODY, NOT_UTF8], ids=["text", "not UTF-8"])
@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_replayed_or_future_standard_webhook_is_refused(body, minutes, settings, key):
    headers = standard(body, key, at=datetime.now(UTC) + timedelta(minutes=minutes))

    with pytest.raises(BadSignature):
        verify_standard(headers, body, settings, "google")


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
def test_a_changed_standard_header_is_refused(body, change, settings, key):
    with pytest.raises(BadSignature):
        verify_standard({**standard(body, key), **change}, body, settings, "google")


def test_a_changed_body_is_refused(settings, key):
    with pytest.raises(BadSignature):
        verify_standard(standard(BODY, key), BODY + b" ", settings, "google")


@pytest.mark.parametrize("broken", ["whsec_x", "whsec_", "ключ"])
def test_a_key_that_is_no_whsec_key_verifies_nothing_and_the_log_says_so(broken, caplog, key):
    with caplog.at_level(logging.ERROR), pytest.raises(BadSignature):
        verify_standard(
            standard(BODY, key), BODY, Settings(sources={"google": SourceSettings(secret=broken)}), "google"
        )

    assert "google" in caplog.text
    assert broken not in caplog.text.replace("whsec_ key", "")
