"""What changes nothing: looking, foreign forms, a second tap, markup that somebody typed."""

import asyncio
import re

import pytest

from tests.integration.gateway.case_page.phone import (
    ACTS,
    PERSON,
    facts,
    told,
    unlocked,
)
from tests.integration.gateway.support import Gateway


@pytest.mark.parametrize("act", ["", *ACTS])
async def test_a_foreign_page_or_a_scanner_that_sends_forms_gets_nothing(gateway: Gateway, act: str) -> None:
    ref, (page,) = await gateway.paged()
    before, audit = await facts(gateway, ref), await gateway.audit()
    path = f"/a/{page.token}" + (f"/{act}" if act else "")
    form = {"kind": "reached", "outcome": "died", "confirm": "1", "unit": "bundi", "suggest": "bundi", "look": "1"}
    for data in ({}, form, {**form, "proof": "guessed"}, {**form, "pin": " "}):
        answer = await gateway.client.post(path, data=data)
        assert answer.status_code == 403
        assert PERSON not in answer.text
    assert await facts(gateway, ref) == before
    assert await gateway.audit() == audit


async def test_looking_changes_nothing_wherever_one_looks(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await unlocked(gateway, page)
    before, audit = await facts(gateway, ref), await gateway.audit()
    for act in ("", *(f"/{act}" for act in ACTS), "/nonsense"):
        for query in ("", f"?pin={page.pin}&kind=reached&outcome=safe&confirm=1&unit=bundi"):
            answer = await gateway.client.get(f"/a/{page.token}{act}{query}")
            assert answer.status_code == (303 if act else 200)
            if act:
                assert answer.headers["location"] == f"/a/{page.token}"
    assert await facts(gateway, ref) == before
    assert await gateway.audit() == audit


async def test_two_taps_at_once_are_one_act(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    path, proof = f"/a/{page.token}", phone.hidden()["proof"]
    send = gateway.client.post
    for act, form in (
        ("milestone", {"kind": "reached", "confirm": "1"}),
        ("closure", {"outcome": "safe", "confirm": "1"}),
    ):
        answers = await asyncio.gather(*(send(f"{path}/{act}", data={"proof": proof, **form}) for _ in range(4)))
        assert {answer.status_code for answer in answers} == {200}
    view = await gateway.view(ref)
    assert (view["status"], view["outcome"]) == ("closed", "safe")
    assert len(await gateway.audit("alert.milestone")) == 1, "the others were told that it is noted"
    assert len(told(view, "closed")) == len(set(told(view, "closed")))


async def test_what_was_typed_cannot_become_markup(gateway: Gateway) -> None:
    nasty = '"><img src=x onerror=alert(1)></textarea>{{ 7 * 7 }}'
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page, by=nasty)
    for act, form in (
        ("milestone", {"kind": "reached", "note": nasty}),
        ("not-ours", {"suggest": nasty, "reason": nasty, "why": nasty}),
        ("closure", {"outcome": nasty, "note": nasty}),
        ("closure", {"outcome": "safe", "note": nasty}),
        ("closure", {"outcome": nasty, "note": nasty, "proof": "ended"}),
    ):
        await phone.send(act, **form)
        assert "<img" not in phone.shown.text
        assert "49" not in re.findall(r"{{|49}}", phone.shown.text)
