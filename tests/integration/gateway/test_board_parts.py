"""The board's line of health, and the districts' times: what is seen, who is told, and only when it changed."""

from dataclasses import replace
from typing import cast

import pytest

from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.cases.answers import Answer, acknowledge
from abhay.entrypoints.gateway.context import Context
from abhay.entrypoints.gateway.screens.board import _Rarely
from abhay.services.board.areas import waits_shown
from abhay.services.monitoring.part_states import Condition, Part, PartState, PartStates
from abhay.services.monitoring.readiness import Readiness
from abhay.settings import MailboxSettings
from models.enums import Role
from tests.integration.gateway.screens.browser import signed_in
from tests.integration.gateway.support import Gateway, until
from tests.support.actors import OPERATOR, of_unit
from tests.support.cases import move_clock


def context_of(gateway: Gateway) -> Context:
    return cast("Context", gateway.app.state.context)


def seen(states: tuple[PartState, ...]) -> dict[Part, Condition]:
    return {each.part: each.condition for each in states}


async def test_each_part_is_seen_as_it_stands(gateway: Gateway, engine: FakeEngine) -> None:
    found = seen(await context_of(gateway).parts.look())
    assert found[Part.DATABASE] is Condition.WORKS
    assert found[Part.CHANNELS] is Condition.WORKS
    assert found[Part.MAILBOX] is Condition.OFF, "none is set up"
    assert found[Part.WATCHER] is Condition.FAILS, "none runs"
    assert set(found) == set(Part)


async def test_a_mailbox_that_nobody_reads_fails(gateway: Gateway) -> None:
    mailbox = MailboxSettings(host="mail.example", username="desk", poll=0.01, unreachable=0.01)
    runtime = replace(gateway.runtime, settings=gateway.runtime.settings.model_copy(update={"mailbox": mailbox}))
    parts = PartStates(runtime, Readiness(runtime))

    async def fails() -> bool:
        return seen(await parts.look())[Part.MAILBOX] is Condition.FAILS

    await until(fails)
    await runtime.close()


async def test_a_look_that_breaks_says_that_nothing_is_known(
    gateway: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Readiness):
        async def look(self) -> None:  # type: ignore[override]
            raise RuntimeError("synthetic")

    parts = PartStates(gateway.runtime, Broken(gateway.runtime))
    parts._seen = (PartState(Part.DATABASE, Condition.WORKS),)
    parts.now()

    async def unknown() -> bool:
        return set(seen(parts.now()).values()) == {Condition.UNKNOWN}

    await until(unknown)
    await parts.close()
    assert "cannot see how the parts stand" in caplog.text


async def test_the_page_names_every_part_in_words(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.OPERATOR) as person:
        page = (await person.get("/", params={"lang": "en"})).text
    for part in Part:
        assert f'data-part="{part}"' in page
    assert page.count('id="d-') == 41


async def test_a_stream_is_told_what_changes_rarely_once_and_a_unit_nothing_of_others(gateway: Gateway) -> None:
    for seconds in (61, 62, 63, 64, 65):
        ref, _ = await gateway.paged()
        await move_clock(gateway.database, seconds)
        await acknowledge(gateway.database, await gateway.id_of(ref), OPERATOR, Answer())
    context = context_of(gateway)
    waits = context.waits
    waits._counted = await waits.count()
    text, level = waits_shown(waits._counted)["kota"]
    assert text.startswith("1:0")
    assert level == 2
    rarely = _Rarely()
    assert [each.event for each in rarely.news(context, "en", OPERATOR)] == ["parts", "waits"]
    assert list(rarely.news(context, "en", OPERATOR)) == []
    (_, told) = list(_Rarely().news(context, "en", of_unit("bundi")))
    assert (told.event, told.data) == ("waits", {})


async def test_the_same_cases_are_open_on_the_map_and_in_the_list(gateway: Gateway) -> None:
    await gateway.paged()
    await gateway.paged()
    async with signed_in(gateway, Role.OPERATOR) as person:
        page = (await person.get("/", params={"lang": "en"})).text
    area = page.split('id="d-kota"')[1].split("</a>")[0]
    row = page.split('<tr data-district="kota">')[1].split("</tr>")[0]
    assert 'data-open="2"' in area
    assert ">2</text>" in area
    assert '<td data-of="open">2</td>' in row
    assert "कोटा / Kota: 2 open cases" in area
