"""The gateways of the settings: where they are, and how a text is written for them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.channels.sms.answers import meaning_of
from abhay.adapters.channels.sms.gateways import full_address, presets, read_gateways
from abhay.adapters.channels.sms.shaping import content_of
from abhay.errors import SetupError
from abhay.testing.sms.base import from_entities
from models.enums import TryResult

ALL = {"username": "abhay", "password": "p%&# +", "key": "k", "sender": "ABHAYP", "entity_id": "1101", "client_id": "c"}
HINDI = st.text(st.characters(min_codepoint=1, max_codepoint=0xFFFF, exclude_categories=("Cs",)), min_size=1).map(
    lambda text: text + "क"
)


def gateway(preset: str, **changed: object):
    (only,) = read_gateways(json.dumps([{"name": "first", "preset": preset, **ALL, **changed}]))
    return only


@pytest.mark.parametrize(
    ("preset", "url", "address"),
    [
        ("kannel", "http://127.0.0.1:13013", "http://127.0.0.1:13013/cgi-bin/sendsms"),
        ("kannel", "http://127.0.0.1:13013/", "http://127.0.0.1:13013/cgi-bin/sendsms"),
        ("kannel", "http://127.0.0.1:13013/other", "http://127.0.0.1:13013/other"),
        (
            "esanchar",
            "https://gw.example/a/Request",
            "https://gw.example/a/Request?client_id={{ client_id | urlencode }}",
        ),
        ("esanchar", "https://gw.example/a/Request?client_id=x", "https://gw.example/a/Request?client_id=x"),
        ("msg91", "https://gw.example", "https://gw.example/api/v5/flow/"),
        ("exotel", "https://gw.example", "https://gw.example/v1/Accounts/{{ client_id | urlencode }}/Sms/send.json"),
    ],
)
def test_an_address_may_be_a_host_alone(preset: str, url: str, address: str):
    assert full_address(gateway(preset, url=url)) == address


def test_every_preset_can_be_set_up_and_says_so_where_something_lacks():
    for name, shape in presets().items():
        more = (
            {"url": "https://gw.example/send", "success": "ok", "fields": {"to": "{{ to }}"}}
            if name == "custom"
            else {"url": "https://gw.example"}
        )
        assert gateway(name, **more).preset == name
        for needed in shape.needs:
            with pytest.raises(SetupError, match=f"{needed}"):
                gateway(name, **(more | {needed: ""}))


def test_no_error_repeats_a_secret():
    for changed in ({"pasword": "x"}, {"timeout": 99}, {"preset": "pigeon"}, {"url": "ftp://x"}, {"name": "NO NAME"}):
        with pytest.raises(SetupError) as wrong:
            read_gateways(
                json.dumps([{"name": "first", "preset": "kannel", **ALL, "url": "http://127.0.0.1"} | changed])
            )
        told = f"{wrong.value} {wrong.value.__cause__}"
        assert ALL["password"] not in told


@given(HINDI)
def test_entities_and_hexadecimal_digits_hold_the_text(text: str):
    assert from_entities(content_of(text, "entities")) == text
    assert bytes.fromhex(content_of(text, "hex16")).decode("utf-16-be") == text
    assert content_of(text, "utf8") == content_of(text, "flag") == text


@given(st.sampled_from(sorted(presets())), st.integers(100, 599), st.text(max_size=200))
def test_no_answer_is_read_as_a_success_by_chance(preset: str, status: int, body: str):
    found = meaning_of(presets()[preset], status, body)
    if found.result is TryResult.SENT:
        assert 200 <= status < 300
        assert any(
            word in body
            for word in ("0:", "402", "API000", "success", "1701", "200", "queued", "sen", "accepted", "submitted")
        )


@pytest.mark.parametrize(
    ("preset", "status", "body", "result", "account_wide"),
    [
        ("twilio", 503, '{"code": 20500, "status": 503}', TryResult.UNAVAILABLE, False),
        ("twilio", 429, '{"code": 63038, "status": 429}', TryResult.UNAVAILABLE, False),
        ("twilio", 403, '{"code": 20005, "status": 403}', TryResult.REFUSED, True),
        ("twilio", 400, '{"code": 21610, "status": 400}', TryResult.REFUSED, False),
        ("msg91", 401, '{"type": "error", "message": "Unauthorized"}', TryResult.REFUSED, True),
        ("msg91", 500, '{"type": "error", "message": "Try again"}', TryResult.UNAVAILABLE, False),
        ("msg91", 200, '{"type": "error", "message": "invalid number"}', TryResult.REFUSED, False),
        ("esanchar", 504, '{"responseCode": 77}', TryResult.UNKNOWN, False),
        ("esanchar", 200, '{"responseCode": 77}', TryResult.REFUSED, False),
        ("exotel", 200, '{"SMSMessage": {"Sid": "s", "Status": "undelivered"}}', TryResult.REFUSED, False),
        ("exotel", 202, '{"SMSMessage": {"Sid": "s", "Status": "expired"}}', TryResult.REFUSED, False),
        ("twilio", 201, '{"sid": "SM1", "status": "failed", "error_code": 30006}', TryResult.REFUSED, False),
        ("twilio", 201, '{"sid": "SM1", "status": "undelivered", "error_code": 30003}', TryResult.REFUSED, False),
        ("kannel", 403, "Not routable. Do not try again.", TryResult.REFUSED, False),
    ],
)
def test_a_code_of_no_table_says_less_than_the_http_status(
    preset: str, status: int, body: str, result: TryResult, account_wide: bool
):
    found = meaning_of(presets()[preset], status, body)
    assert (found.result, found.account_wide) == (result, account_wide)


@pytest.mark.parametrize("preset", ["nic", "routemobile"])
def test_without_the_entitys_id_the_operators_would_drop_every_text(preset: str):
    with pytest.raises(SetupError, match="entity_id"):
        gateway(preset, url="https://gw.example", entity_id="")
