"""The note of a call: sent once, kept as its writer's own draft, looked up while it is typed."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from abhay.adapters.store.intake.drafts import prune_drafts
from models.enums import Role
from models.tables import Alert, AlertEvent, CallDraft
from tests.integration.gateway.screens.browser import signed_in
from tests.integration.gateway.support import Gateway
from tests.support import reading

CALL = {
    "text": "He wrote that nobody would miss him",
    "location": "Talwandi, Kota 324005",
    "phones": "+91 55555 40404",
    "severity": "high",
    "heard_from": "his sister",
    "source": "meta",
    "username": "synthetic.caller",
    "display_name": "Synthetic Caller",
}


@asynccontextmanager
async def desk(gateway: Gateway) -> AsyncGenerator[httpx.AsyncClient]:
    async with signed_in(gateway, Role.OPERATOR, name=f"synthetic {uuid4().hex[:8]}") as client:
        await client.get("/account", params={"lang": "en"})  # the browser keeps it
        yield client


async def key_of(client: httpx.AsyncClient, query: str = "") -> str:
    html = (await client.get(f"/new{query}")).text
    return re.findall(r'name="key" value="([^"]+)"', html)[0]


async def cases(gateway: Gateway) -> int:
    return len(await reading.rows(gateway.database, Alert))


async def test_a_call_becomes_a_case_with_all_that_was_typed(gateway: Gateway) -> None:
    async with desk(gateway) as client:
        sent = await client.post("/new", data={**CALL, "key": await key_of(client)})
        assert sent.status_code == 303
        ref = re.fullmatch(r"/alerts/(RJ-\d+-\d+)\?done=call", sent.headers["location"])
        assert ref is not None
        page = await client.get(sent.headers["location"])
        assert "The call is noted" in page.text
    view = await gateway.view(ref[1])
    assert (view["severity"], view["channel"], view["source"], view["trust"]) == ("high", "phone", "meta", "verified")
    revealed = await gateway.ask("POST", f"/v1/alerts/{ref[1]}/reveal", Role.OPERATOR, json={"reason": "asked for"})
    (event,) = revealed.json()["events"]
    assert event["content"]["text"] == CALL["text"]
    assert event["heard_from"] == "his sister"
    assert event["subject"]["username"] == "synthetic.caller"
    assert event["subject"]["display_name"] == "Synthetic Caller"
    assert event["subject"]["phones"] == ["+91 55555 40404"]
    (entry,) = [each for each in await gateway.audit("alert.receive") if each["role"] == "operator"]
    assert entry["detail"]["source"] == "meta"


async def test_however_often_it_is_pressed_there_is_one_case_and_each_press_leads_to_it(gateway: Gateway) -> None:
    async with desk(gateway) as client:
        form = {**CALL, "key": await key_of(client)}
        pressed = await asyncio.gather(*(client.post("/new", data=form) for _ in range(4)))
        later = await client.post("/new", data=form)
        assert len({answer.headers["location"].partition("?")[0] for answer in (*pressed, later)}) == 1
        assert await cases(gateway) == 1
        assert len(await reading.rows(gateway.database, AlertEvent)) == 1
        ref = later.headers["location"].partition("?")[0].rpartition("/")[2]
        await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
        after = await client.post("/new", data=form)
        assert after.headers["location"] == f"/alerts/{ref}?done=call_known"
    assert await cases(gateway) == 1, "a form that lay about opens no second case once the first has ended"


async def test_words_that_came_after_sending_are_never_lost(gateway: Gateway) -> None:
    async with desk(gateway) as client:
        form = {**CALL, "key": await key_of(client)}
        first = await client.post("/new", data=form)
        ref = first.headers["location"].partition("?")[0].rpartition("/")[2]
        again = await client.post("/new", data={**form, "text": "He is on the bridge now"})
        assert again.status_code == 409
        assert f"sent before, as {ref}" in again.text
        assert "He is on the bridge now</textarea>" in again.text
        new = re.findall(r'name="key" value="([^"]+)"', again.text)[0]
        assert new != form["key"]
        joined = await client.post("/new", data={**form, "text": "He is on the bridge now", "key": new})
        assert joined.headers["location"] == f"/alerts/{ref}?done=call_joined"
    assert await cases(gateway) == 1


async def test_a_draft_is_kept_sealed_for_its_writer_alone_until_it_is_sent(gateway: Gateway) -> None:
    async with desk(gateway) as writer, desk(gateway) as other:
        key = await key_of(writer)
        typed = {"text": "she said zuletzka", "location": "Bundi", "key": key}
        assert (await writer.post("/new/draft", data=typed)).status_code == 204
        assert (await writer.post("/new/draft", data={**typed, "phones": "0744"})).status_code == 204
        page = (await writer.get("/new")).text
        assert "she said zuletzka</textarea>" in page
        assert f'value="{key}"' in page
        assert 'value="0744"' in page
        assert "zuletzka" not in (await other.get("/new")).text
        assert (await other.post("/new/draft", data={"text": "mine", "key": key})).status_code == 409
        assert "zuletzka" not in (await other.get(f"/new?draft={key}")).text
        (row,) = await reading.rows(gateway.database, CallDraft)
        assert b"zuletzka" not in row.sealed
        empty = (await writer.get("/new?draft=new")).text
        assert "zuletzka" not in empty
        assert f"/new?draft={key}" in empty, "it is still offered"
        await writer.post("/new", data=typed)
        assert "zuletzka" not in (await writer.get("/new")).text
        assert (await writer.post("/new/draft", data=typed)).status_code == 409, "a late save brings nothing back"
        assert "zuletzka" not in (await writer.get("/new")).text
    (row,) = await reading.rows(gateway.database, CallDraft)
    assert gateway.runtime.vault.open_json(row.sealed).keys() == {"sent"}, "no word of it is kept"


async def test_a_draft_goes_after_a_day_and_when_it_is_discarded(gateway: Gateway) -> None:
    async with desk(gateway) as client:
        for _ in range(2):
            await client.post("/new/draft", data={"text": "zuletzka", "key": await key_of(client, "?draft=new")})
        gone = await key_of(client)
        dropped = await client.post("/new", data={"key": gone, "discard": "1", "text": "zuletzka"})
        assert dropped.headers["location"] == "/new?draft=new"
        (left,) = await reading.rows(gateway.database, CallDraft)
        assert str(left.id) != gone
    assert await prune_drafts(gateway.database) == 0
    assert await prune_drafts(gateway.database, timedelta(0)) == 1
    assert await reading.rows(gateway.database, CallDraft) == []


async def test_place_and_duplicates_are_shown_while_typing_and_nothing_is_stored(gateway: Gateway) -> None:
    ref = await gateway.raise_alert(subject={"username": "synthetic.known", "phones": ["+91 55555 40404"]})
    await gateway.settled()
    async with desk(gateway) as client:
        found = await client.post("/new/look", data={"location": "Talwandi, Kota 324005", "phones": "55555 40404"})
        assert found.status_code == 200
        assert 'data-suggested="kota-city"' in found.text
        assert "Kota City Police" in found.text
        assert "324005" in found.text, "the evidence is named"
        assert f'data-similar="{ref}"' in found.text
        assert "same telephone number as" in found.text
        assert "synthetic.known" not in found.text, "who it is stands on the case's page, against a reason"
        nothing = await client.post("/new/look", data={"severity": "imminent", "source": "meta"})
        assert "data-suggested" not in nothing.text
        elsewhere = await client.post("/new/look", data={"location": "Ahmedabad, Gujarat"})
        assert "out of the State" in elsewhere.text
    assert await cases(gateway) == 1
    assert await reading.rows(gateway.database, CallDraft) == []


async def test_without_a_script_a_button_looks_it_up_and_keeps_the_form(gateway: Gateway) -> None:
    async with desk(gateway) as client:
        key = await key_of(client)
        page = await client.post("/new", data={**CALL, "key": key, "look": "1"})
        assert page.status_code == 200
        assert 'data-suggested="kota-city"' in page.text
        assert f"{CALL['text']}</textarea>" in page.text
        assert '<option value="high" selected>' in page.text
        assert f'value="{key}"' in page.text
        assert await cases(gateway) == 0
        assert CALL["text"] in (await client.get("/new")).text, "it is a draft as well"


@pytest.mark.parametrize("typed", [{}, {"severity": "high", "source": "google"}, {"text": " \n"}])
async def test_a_note_that_says_nothing_opens_no_case(gateway: Gateway, typed: dict[str, str]) -> None:
    async with desk(gateway) as client:
        answer = await client.post("/new", data={**typed, "key": await key_of(client)})
    assert answer.status_code == 422
    assert "Write something" in answer.text
    assert await cases(gateway) == 0


async def test_a_flood_refuses_nothing_that_was_typed(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = gateway.runtime.settings.limits
    monkeypatch.setattr(limits, "new_cases", 1)
    monkeypatch.setattr(limits, "hard_factor", 1)
    async with desk(gateway) as client:
        answers = [
            await client.post(
                "/new",
                data={**CALL, "text": f"call {number}", "username": f"u{number}", "phones": "", "key": str(uuid4())},
            )
            for number in range(4)
        ]
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert re.search(r"call \d</textarea>", refused.text)
        assert re.search(r"call \d</textarea>", (await client.get("/new")).text)


async def test_the_form_is_led_to_for_those_who_note_calls(gateway: Gateway) -> None:
    async with desk(gateway) as client:
        html = (await client.get("/")).text
        assert re.search(r'<a href="/new"[^>]*accesskey="n"', html)
    async with signed_in(gateway, Role.AUDITOR) as auditor:
        assert 'href="/new"' not in (await auditor.get("/")).text
