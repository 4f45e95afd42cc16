"""How providers fare, over HTTP: each channel and gateway, its breaker and why, and when it last took a message."""

import json
from typing import Any

import pytest
from pydantic import SecretStr

from abhay.adapters.store.messages.health import ProviderTry, note_tries
from abhay.domain.messages.breaker import MOST_FAILURES
from models.enums import Role, TryResult
from tests.integration.gateway.support import Gateway
from tests.support.cases import move_clock

GATEWAYS = [{"name": "first", "preset": "kannel", "url": "http://127.0.0.1:9/", "username": "u", "password": "p"}]


@pytest.fixture(autouse=True)
def gateways(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """One gateway of text messages is set up."""
    monkeypatch.setattr(gateway.runtime.settings.channels.sms, "gateways", SecretStr(json.dumps(GATEWAYS)))


async def provider(gateway: Gateway, name: str, role: Role = Role.OPERATOR) -> dict[str, Any]:
    answer = await gateway.ask("GET", "/v1/providers", role)
    assert answer.status_code == 200, answer.text
    (found,) = [each for each in answer.json()["providers"] if each["name"] == name]
    return found


async def test_a_provider_that_is_well_says_when_it_last_took_a_message(gateway: Gateway) -> None:
    before = await provider(gateway, "outbox", Role.ADMIN)
    assert (before["state"], before["last_success_at"], before["reason"]) == ("closed", None, None)
    quiet = await provider(gateway, "sms/first")
    assert (quiet["channel"], quiet["gateway"], quiet["state"]) == ("sms", "first", "closed")


@pytest.mark.parametrize(
    ("tries", "reason"),
    [
        ([ProviderTry("sms/first", TryResult.REFUSED, account_wide=True)], "account_refused"),
        ([ProviderTry("sms/first", TryResult.UNAVAILABLE)] * MOST_FAILURES, "unavailable"),
        ([ProviderTry("sms/first", TryResult.UNKNOWN)] * MOST_FAILURES, "unknown"),
    ],
)
async def test_one_that_fails_says_since_when_and_why(gateway: Gateway, tries: list[ProviderTry], reason: str) -> None:
    for each in tries:
        await note_tries(gateway.database, [each])
    down = await provider(gateway, "sms/first")
    assert (down["state"], down["reason"]) == ("open", reason)
    assert down["since"]
    assert down["last_failure_at"]
    await move_clock(gateway.database, 40)
    assert (await provider(gateway, "sms/first"))["state"] == "probing"


async def test_a_failure_that_opens_nothing_is_dated_all_the_same(gateway: Gateway) -> None:
    await note_tries(gateway.database, [ProviderTry("sms/first", TryResult.UNAVAILABLE)])
    one = await provider(gateway, "sms/first")
    assert (one["state"], one["reason"], one["since"]) == ("closed", None, None)
    assert one["last_failure_at"]


@pytest.mark.parametrize("role", [Role.UNIT, Role.AUDITOR, Role.INTEGRATOR])
async def test_nobody_else_reads_it(gateway: Gateway, role: Role) -> None:
    assert (await gateway.ask("GET", "/v1/providers", role)).status_code == 403
