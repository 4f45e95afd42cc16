"""The page of the policy: it keeps what was typed, refuses a stale save with both changes, and shows what would have been."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlmodel import update

from models.enums import Role
from models.people.accounts import SignInSession
from tests.integration.gateway.screens.browser import PASSWORD, signed_in
from tests.integration.gateway.support import Gateway
from tests.support.cases import move_clock

WAIT = "severity.imminent.ladder[0].wait"
REMIND = "severity.imminent.ladder[0].remind"
SP_WAIT = "severity.imminent.ladder[1].wait"


@asynccontextmanager
async def admin(gateway: Gateway, role: Role = Role.ADMIN) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(gateway, role, name=f"synthetic {uuid4().hex[:8]}") as client:
        await client.get("/account?lang=en")
        yield client


def fields(html: str) -> dict[str, str]:
    """What the form of the policy would send."""
    form = html[html.index('data-act="policy"') :]
    form = form[: form.index("</form>")]
    return {
        found[1]: (re.search(r'value="([^"]*)"', found[0]) or ["", ""])[1]
        for found in re.finditer(r'<input[^>]*?name="([^"]+)"[^>]*>', form)
    } | {"days": "30"}


async def opened(client: httpx.AsyncClient, query: str = "") -> dict[str, str]:
    return fields((await client.get(f"/policy{query}")).text)


async def in_force(gateway: Gateway) -> dict[str, Any]:
    return (await gateway.ask("GET", "/v1/policy", Role.ADMIN)).json()


async def grown_old(gateway: Gateway) -> None:
    """The passwords of all sessions were given six minutes ago."""
    async with gateway.database.transaction() as session:
        await session.exec(
            update(SignInSession).values(authenticated_at=SignInSession.authenticated_at - timedelta(minutes=6))
        )


async def test_a_changed_wait_is_saved_with_its_note_and_shows_who_saved_what(gateway: Gateway) -> None:
    async with admin(gateway) as one:
        form = await opened(one)
        assert form[WAIT] == "180"
        done = await one.post("/policy", data={**form, WAIT: "१२०", "note": "faster at night"})
        assert (done.status_code, done.headers["location"]) == (303, "/policy?told=saved")
        page = (await one.get("/policy?told=saved")).text
        version = (await one.get("/policy/versions/2")).text
    assert (await in_force(gateway))["policy"]["severity"]["imminent"]["ladder"][0]["wait"] == 120
    assert "faster at night" in page
    assert "data-version-in-force>2<" in page
    assert f'data-path="{WAIT}"' in version
    assert re.search(r"3 min.*2 min", version, re.DOTALL)


async def test_a_wrong_value_is_named_beside_its_field_and_what_was_typed_stays(gateway: Gateway) -> None:
    async with admin(gateway) as one:
        form = await opened(one)
        typed = {WAIT: "2", REMIND: "soon", SP_WAIT: "77", "note": "kept words"}
        for path in ("/policy", "/policy/preview"):
            refused = await one.post(path, data={**form, **typed})
            assert refused.status_code == 422
            assert {name: fields(refused.text)[name] for name in typed} == typed
            assert "give at least 5" in refused.text
            assert "give a whole number" in refused.text
            assert "cannot be longer than the wait, 77" in refused.text
    assert (await in_force(gateway))["version"] == 1


async def test_a_password_given_long_ago_is_asked_for_in_the_form_and_nothing_typed_is_lost(gateway: Gateway) -> None:
    async with admin(gateway) as one:
        form = await opened(one)
        assert "password" not in form
        await grown_old(gateway)
        asked = await one.post("/policy", data={**form, WAIT: "150"})
        assert asked.status_code == 403
        assert fields(asked.text)[WAIT] == "150"
        assert "password" in fields(asked.text)
        wrong = await one.post("/policy", data={**form, WAIT: "150", "password": "not this one"})
        assert wrong.status_code == 403
        assert fields(wrong.text)[WAIT] == "150"
        assert (await in_force(gateway))["version"] == 1
        await move_clock(gateway.database, 5)
        done = await one.post("/policy", data={**form, WAIT: "150", "password": PASSWORD})
        assert done.status_code == 303, done.text
        assert (await one.get("/policy")).status_code == 200, "the session goes on under its new id"
    assert (await in_force(gateway))["policy"]["severity"]["imminent"]["ladder"][0]["wait"] == 150


async def test_of_two_admins_the_later_one_is_refused_with_both_changes_and_saves_on_top_of_the_first(
    gateway: Gateway,
) -> None:
    async with admin(gateway) as one, admin(gateway) as two:
        first, second = await opened(one), await opened(two)
        assert (await one.post("/policy", data={**first, WAIT: "100", SP_WAIT: "200"})).status_code == 303
        late = await two.post("/policy", data={**second, WAIT: "90", REMIND: "45", "note": "mine"})
        assert late.status_code == 409
        theirs, mine = late.text.split("data-mine", 1)
        theirs = theirs[theirs.index("data-theirs") :]
        assert f'data-path="{WAIT}"' in theirs
        assert f'data-path="{SP_WAIT}"' in theirs
        assert "1 min 40 s" in theirs
        assert f'data-path="{WAIT}"' in mine
        assert "1 min 30 s" in mine
        assert (await in_force(gateway))["version"] == 2, "nothing was written over"
        anew = fields(late.text)
        assert (anew["version"], anew[WAIT], anew[REMIND], anew[SP_WAIT], anew["note"]) == (
            "2",
            "90",
            "45",
            "200",
            "mine",
        )
        assert "in force now: 1 min 40 s" in late.text
        assert (await two.post("/policy", data=anew)).status_code == 303
    ladder = (await in_force(gateway))["policy"]["severity"]["imminent"]["ladder"]
    assert (ladder[0]["wait"], ladder[0]["remind"], ladder[1]["wait"]) == (90, 45, 200)


async def test_a_units_own_times_are_kept_apart_from_those_of_all_units(gateway: Gateway) -> None:
    async with admin(gateway) as one:
        form = await opened(one, "?unit=kota-city")
        assert (await one.post("/policy", data={**form, WAIT: "60"})).headers["location"].endswith("unit=kota-city")
        page = (await one.get("/policy?unit=kota-city")).text
        assert "180 for all units" in page
        policy = (await in_force(gateway))["policy"]
        assert policy["severity"]["imminent"]["ladder"][0]["wait"] == 180
        own = policy["unit"]["kota-city"]["severity"]
        assert [step["wait"] for step in own["imminent"]["ladder"]] == [60, 300, 600]
        assert set(own) == {"imminent"}
        assert (await one.post("/policy", data={**fields(page), WAIT: "180"})).status_code == 303
        assert (await in_force(gateway))["policy"]["unit"] == {}
        assert (await one.get("/policy?unit=nowhere")).status_code == 404


async def test_what_if_shows_real_cases_beside_what_was_and_saves_nothing(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    drill, _ = await gateway.paged(drill=True)
    await move_clock(gateway.database, 200)
    await gateway.advance(ref)
    async with admin(gateway) as one:
        form = await opened(one)
        shown = await one.post("/policy/preview", data={**form, WAIT: "60", "note": "kept"})
        assert shown.status_code == 200
        assert fields(shown.text)[WAIT] == "60"
        assert fields(shown.text)["note"] == "kept"
        assert f'data-case="{ref}"' in shown.text
        assert drill not in shown.text
        assert re.search(r'<svg[^>]*role="img"[^>]*>\s*<title', shown.text)
        (row,) = re.findall(rf'<tr data-case="{ref}">(.*?)</tr>', shown.text, re.DOTALL)
        assert re.search(r"SP / DCP <span[^>]*>3 min</span>.*SP / DCP <span[^>]*>1 min</span>", row, re.DOTALL)
        assert "Synthetic Person" not in shown.text
        same = await one.post("/policy/preview", data=form)
        assert "It makes no difference in any case." in same.text
    assert (await in_force(gateway))["version"] == 1


async def test_an_older_version_is_restored_as_a_new_one_against_the_version_that_was_seen(gateway: Gateway) -> None:
    async with admin(gateway) as one:
        await one.post("/policy", data={**await opened(one), WAIT: "100"})
        await one.post("/policy", data={**await opened(one), WAIT: "90"})
        page = (await one.get("/policy/versions/1?against=3")).text
        assert re.search(r"1 min 30 s.*3 min", page, re.DOTALL)
        shown = await one.post("/policy/versions/1/preview", data={"version": "3", "days": "7"})
        assert "data-preview" in shown.text
        stale = await one.post("/policy/versions/1", data={"version": "2"})
        assert stale.status_code == 409
        done = await one.post("/policy/versions/1", data={"version": "3", "note": "back to what was"})
        assert done.status_code == 303
        assert (await one.get("/policy/versions/99")).status_code == 404
    now = await in_force(gateway)
    assert (now["version"], now["policy"]["severity"]["imminent"]["ladder"][0]["wait"]) == (4, 180)


async def test_open_cases_get_a_policy_only_when_that_is_confirmed_by_itself(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    async with admin(gateway) as one:
        await one.post("/policy", data={**await opened(one), WAIT: "100"})
        assert (await gateway.view(ref))["policy_version"] == 1
        page = (await one.get("/policy")).text
        assert "1 open cases run under an older version" in page
        assert (await one.post("/policy/apply", data={"version": "2"})).status_code == 422
        assert (await one.post("/policy/apply", data={"version": "1", "sure": "1"})).status_code == 409
        assert (await gateway.view(ref))["policy_version"] == 1
        assert (await one.post("/policy/apply", data={"version": "2", "sure": "1"})).status_code == 303
    assert (await gateway.view(ref))["policy_version"] == 2


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.UNIT, Role.AUDITOR])
async def test_readers_see_the_times_and_no_form_to_change_them(gateway: Gateway, role: Role) -> None:
    async with admin(gateway, role) as one:
        page = (await one.get("/policy")).text
        assert "Only admins can change it." in page
        assert "data-save" not in page
        assert f'name="{WAIT}"' not in page
        assert (await one.post("/policy", data={"version": "1"})).status_code == 403
