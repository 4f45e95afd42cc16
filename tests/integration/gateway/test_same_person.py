"""Who is the same person: an account and a case reference join, a number only with a noted call, nothing else."""

from typing import Any
from uuid import uuid4

import pytest

from models.enums import Reason, Role
from tests.integration.gateway.support import Gateway, alert
from tests.support import reading


def about(**subject: Any) -> dict[str, Any]:
    """An alert about somebody of whom only this is known."""
    return alert(subject=subject)


def number() -> str:
    return f"+91 55555 {int(uuid4().hex[:8], 16) % 90000 + 10000}"


def account() -> dict[str, str]:
    key = uuid4().hex[:10]
    return {"user_id": f"91{int(key, 16) % 10**11:011d}", "username": f"synthetic.{key}"}


async def note(gateway: Gateway, **subject: Any) -> dict[str, Any]:
    body = {"severity": "high", "subject": subject, "note": f"heard {uuid4().hex}"}
    answer = await gateway.ask("POST", "/v1/alerts", Role.OPERATOR, json=body)
    assert answer.status_code == 202, answer.text
    return answer.json()["ref"]


@pytest.mark.parametrize(
    "shared",
    [
        {"phones": ["+91 55555 71717"]}, {"emails": ["family@example.com"]}, {"display_name": "Synthetic Ravi Kumar"},
        {"phones": ["1234567890"]}, {"emails": ["noreply@meta.example"]}, {"phones": ["9999999999"]},
    ],
)  # fmt: skip
async def test_two_accounts_are_never_joined_by_what_others_may_share(gateway: Gateway, shared: dict) -> None:
    one = await gateway.raise_alert(**about(**account(), **shared))
    assert await gateway.raise_alert(**about(**account(), **shared)) != one


@pytest.mark.parametrize("name", ["Facebook User", "user", "ADMIN", "test", "इंस्टाग्राम यूज़र"])
async def test_a_name_that_everybody_has_joins_nobody(gateway: Gateway, name: str) -> None:
    refs = [await gateway.raise_alert(**about(username=name, city=city)) for city in ("Tonk", "Nagaur")]
    assert len(set(refs)) == 2
    assert (await gateway.view(refs[1]))["maybe_same"] == []


async def test_one_account_with_another_telephone_is_one_person(gateway: Gateway) -> None:
    who = account()
    ref = await gateway.raise_alert(**about(**who, phones=[number()]))
    assert await gateway.raise_alert(**about(**who, phones=[number()])) == ref


async def test_a_noted_call_and_an_alert_with_its_number_are_one_case_in_either_order(gateway: Gateway) -> None:
    phone = number()
    noted = await note(gateway, phones=[phone])
    assert await gateway.raise_alert(**about(**account(), phones=[phone.replace(" ", "-")])) == noted
    phone = number()
    ref = await gateway.raise_alert(**about(**account(), phones=[phone]))
    assert await note(gateway, phones=["0" + phone.removeprefix("+91 ")]) == ref


async def test_a_call_about_a_number_that_two_accounts_share_joins_neither(gateway: Gateway) -> None:
    phone = number()
    refs = [await gateway.raise_alert(**about(**account(), phones=[phone])) for _ in range(2)]
    noted = await note(gateway, phones=[phone])
    assert noted not in refs
    assert {each["ref"] for each in (await gateway.view(noted))["maybe_same"]} == set(refs)


async def test_a_call_that_names_another_account_is_about_somebody_else(gateway: Gateway) -> None:
    phone = number()
    ref = await gateway.raise_alert(**about(**account(), phones=[phone]))
    assert await note(gateway, phones=[phone], **account()) != ref


async def test_two_calls_with_one_number_are_one_person_unless_the_names_differ(gateway: Gateway) -> None:
    phone = number()
    ref = await note(gateway, phones=[phone], display_name="Synthetic Mohan")
    assert await note(gateway, phones=[phone]) == ref
    assert await note(gateway, phones=[phone], display_name="Lata Devi") != ref


async def test_both_cases_show_that_they_may_be_about_one_person_and_the_desk_is_told_once(gateway: Gateway) -> None:
    phone = number()
    one, two = [await gateway.raise_alert(**about(**account(), phones=[phone])) for _ in range(2)]
    for ref, other in ((one, two), (two, one)):
        assert (await gateway.view(ref))["maybe_same"] == [{"ref": other, "status": "received", "shared": ["phone"]}]
    assert [await gateway.desk_reasons(ref) for ref in (one, two)] == [[], [Reason.MAYBE_SAME]]
    await gateway.ask("POST", f"/v1/alerts/{one}/closure", Role.OPERATOR, json={"outcome": "safe"})
    (similar,) = (await gateway.view(two))["maybe_same"]
    assert similar["status"] == "closed"


async def test_one_call_merges_them_and_nothing_is_left_to_show(gateway: Gateway) -> None:
    phone = number()
    one, two = [await gateway.raise_alert(**about(**account(), phones=[phone])) for _ in range(2)]
    body = {"into": one, "reason": "one person"}
    assert (await gateway.ask("POST", f"/v1/alerts/{two}/merge", Role.OPERATOR, json=body)).status_code == 200
    assert (await gateway.view(one))["maybe_same"] == []


async def test_cases_that_a_person_split_are_not_shown_as_one(gateway: Gateway) -> None:
    first = alert()
    ref = await gateway.raise_alert(**first)
    await gateway.raise_alert(**alert(alert_id=first["alert_id"]))
    event = (await gateway.view(ref))["events"][1]["id"]
    body = {"events": [event], "reason": "two people"}
    new = (await gateway.ask("POST", f"/v1/alerts/{ref}/split", Role.OPERATOR, json=body)).json()["ref"]
    assert (await gateway.view(new))["maybe_same"] == (await gateway.view(ref))["maybe_same"] == []


async def test_a_drill_and_a_real_case_are_never_shown_as_one(gateway: Gateway) -> None:
    phone = number()
    real = await gateway.raise_alert(**about(**account(), phones=[phone]))
    drill = await gateway.raise_alert(**about(**account(), phones=[phone]), drill=True)
    assert (await gateway.view(real))["maybe_same"] == (await gateway.view(drill))["maybe_same"] == []
    assert await reading.desk_reasons(gateway.database, drill) == []
