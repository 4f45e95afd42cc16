"""Signing in and out: what a browser sees, what is kept, what a stranger learns."""

import asyncio
import re
from contextlib import AsyncExitStack

import pytest
from sqlmodel import select

from abhay.adapters.store.directory import accounts
from abhay.adapters.store.directory.accounts import end_sessions, make_link, switch
from abhay.entrypoints.gateway.screens.cookies import cookie_name
from models.enums import Role
from models.tables import Account, SignInFailures, SignInSession
from tests.integration.gateway.screens.browser import PASSWORD, account, browser, log_in, signed_in
from tests.integration.gateway.support import Gateway
from tests.support import reading
from tests.support.actors import HOST
from tests.support.cases import move_clock


async def _sessions(gateway: Gateway) -> list[SignInSession]:
    async with gateway.database.transaction() as session:
        return list((await session.exec(select(SignInSession))).all())


async def test_a_person_signs_in_and_is_named(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.UNIT) as client:
        page = await client.get("/account")
        assert page.status_code == 200
        assert "synthetic unit" in page.text
        assert "कोटा" in page.text  # the unit, in Hindi
    assert (await gateway.audit("account.sign_in"))[-1]["actor"] == "account:synthetic unit"


async def test_the_cookie_is_kept_from_scripts_and_other_sites_and_only_its_hash_is_stored(gateway: Gateway) -> None:
    async with browser(gateway) as client:
        answer = await log_in(client, await account(gateway, Role.OPERATOR))
        kept = answer.headers["set-cookie"]
        assert "HttpOnly" in kept
        assert "samesite=lax" in kept.lower()
        assert "Path=/" in kept
        assert "Domain" not in kept
        secret = kept.split("=", 1)[1].split(";")[0]
    (row,) = await _sessions(gateway)
    assert secret not in repr(row)
    assert len(secret) == 43


async def test_a_wrong_password_and_an_unknown_name_are_answered_alike(gateway: Gateway) -> None:
    name = await account(gateway, Role.OPERATOR)
    async with browser(gateway) as client:
        wrong = await log_in(client, name, "not the password")
    async with browser(gateway) as client:
        unknown = await log_in(client, "nobody at all", "not the password")
    assert wrong.status_code == unknown.status_code == 403
    assert wrong.text.replace(name, "NAME") == unknown.text.replace("nobody at all", "NAME")
    assert "set-cookie" not in wrong.headers
    written = await gateway.audit("account.sign_in_failed")
    assert [entry["detail"].get("name") for entry in written] == [name, None]
    assert "nobody at all" not in repr(written)


async def test_a_name_is_known_however_it_is_typed(gateway: Gateway) -> None:
    await account(gateway, Role.OPERATOR, name="Asha Devi")
    async with browser(gateway) as client:
        assert (await log_in(client, "  asha   DEVI ")).status_code == 303


async def test_each_wrong_password_costs_a_longer_wait_and_none_locks_for_good(gateway: Gateway) -> None:
    name = await account(gateway, Role.OPERATOR)
    async with browser(gateway) as client:
        for wait in (1, 2, 4, 8):
            assert (await log_in(client, name, "wrong")).status_code == 403
            early = await log_in(client, name)
            assert early.status_code == 429
            assert 0 < int(early.headers["retry-after"]) <= wait
            await move_clock(gateway.database, wait)
        assert (await log_in(client, name)).status_code == 303
        assert (await log_in(client, name, "wrong")).status_code == 403  # and it counts from one again
        await move_clock(gateway.database, 1)
        assert (await log_in(client, name)).status_code == 303


async def test_guesses_at_one_moment_get_no_more_tries_than_one(gateway: Gateway) -> None:
    name = await account(gateway, Role.OPERATOR)
    async with browser(gateway) as client:
        answers = await asyncio.gather(*(log_in(client, name, f"guess {each}") for each in range(6)))
    assert sorted(answer.status_code for answer in answers) == [403, 429, 429, 429, 429, 429]


async def test_one_network_guessing_at_many_names_waits_too(gateway: Gateway) -> None:
    async with browser(gateway) as client:
        found = [(await log_in(client, f"name {each}", "guess")).status_code for each in range(12)]
    assert found == [403] * 11 + [429]


async def test_an_office_behind_one_address_signs_in_at_one_moment(gateway: Gateway) -> None:
    """A place in the queue for passwords may be refused on a slow machine (503); nobody is taken for a guesser."""
    names = [await account(gateway, Role.OPERATOR, name=f"Synthetic {number}") for number in range(14)]
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(browser(gateway)) for _ in names]
        answers = await asyncio.gather(*map(log_in, clients, names))
    found = [answer.status_code for answer in answers]
    assert 303 in found
    assert set(found) <= {303, 503}
    (network,) = await reading.rows(gateway.database, SignInFailures)
    assert network.failures == 0


async def test_a_right_password_makes_nobody_of_its_network_wait_and_buys_no_guess(gateway: Gateway) -> None:
    one, other = [await account(gateway, Role.OPERATOR, name=f"Synthetic {number}") for number in range(2)]
    async with browser(gateway) as client:
        for number in range(14):
            assert (await log_in(client, f"name {number}", "guess")).status_code == 403
            await move_clock(gateway.database, 60)
        assert [(await log_in(client, name)).status_code for name in (one, other)] == [303, 303]
        assert (await log_in(client, "one more", "guess")).status_code == 403
        assert (await log_in(client, "and one", "guess")).status_code == 429, "the failures of the network stay"
        assert (await log_in(client, one)).status_code == 429
        await move_clock(gateway.database, 3600)
        found = [(await log_in(client, f"later {number}", "guess")).status_code for number in range(2)]
    assert found == [403, 403], "an hour after the last failure nothing is held against anybody"


async def test_no_id_of_before_a_sign_in_is_worth_anything_after_it(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.OPERATOR) as client:
        before = dict(client.cookies)
        assert (await log_in(client, "synthetic operator")).status_code == 303
        after = dict(client.cookies)
        assert before != after
    async with browser(gateway) as client:
        client.cookies.update(before)
        assert (await client.get("/account")).status_code == 303
        client.cookies.update(after)
        assert (await client.get("/account")).status_code == 200


async def test_an_id_that_a_stranger_planted_is_never_adopted(gateway: Gateway) -> None:
    name = await account(gateway, Role.OPERATOR)
    async with browser(gateway) as client:
        client.cookies.set(cookie_name(gateway.runtime.settings), "planted", domain="abhay.test", path="/")
        await log_in(client, name)
    async with browser(gateway) as client:
        client.cookies.set(cookie_name(gateway.runtime.settings), "planted", domain="abhay.test", path="/")
        assert (await client.get("/account")).status_code == 303


async def test_signing_out_ends_the_session_and_not_only_the_cookie(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.OPERATOR) as client:
        stolen = dict(client.cookies)
        out = await client.post("/logout")
        assert out.status_code == 303
        assert not dict(client.cookies)
    async with browser(gateway) as client:
        client.cookies.update(stolen)
        assert (await client.get("/account")).status_code == 303
    assert await gateway.audit("account.sign_out")


@pytest.mark.parametrize(
    ("role", "hours", "lasts"), [(Role.OPERATOR, 12.9, True), (Role.OPERATOR, 13.1, False), (Role.ADMIN, 0.6, False)]
)
async def test_a_session_lasts_a_shift_and_an_idle_admins_half_an_hour(
    gateway: Gateway, role: Role, hours: float, lasts: bool
) -> None:
    async with signed_in(gateway, role) as client:
        await move_clock(gateway.database, hours * 3600)
        assert (await client.get("/account")).status_code == (200 if lasts else 303)


async def test_an_admin_who_works_stays_signed_in(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.ADMIN) as client:
        for _ in range(4):
            await move_clock(gateway.database, 20 * 60)
            assert (await client.get("/account")).status_code == 200


async def test_an_account_that_is_switched_off_is_out_at_once(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.OPERATOR) as client:
        await switch(gateway.database, "synthetic operator", HOST, on=False)
        assert (await client.get("/account")).status_code == 303
        assert (await log_in(client, "synthetic operator")).status_code == 403
        await switch(gateway.database, "synthetic operator", HOST, on=True)
        await move_clock(gateway.database, 1)
        assert (await log_in(client, "synthetic operator")).status_code == 303
        assert await end_sessions(gateway.database, "synthetic operator", HOST) == 1
        assert (await client.get("/account")).status_code == 303


async def test_a_set_up_link_works_once_and_signs_in(gateway: Gateway) -> None:
    token = await accounts.create_account(
        gateway.database, name="Synthetic Admin", role=Role.ADMIN, unit=None, actor=HOST
    )
    async with browser(gateway) as client:
        page = await client.get(f"/set-up/{token}")
        assert "Synthetic Admin" in page.text
        assert page.headers["referrer-policy"] == "no-referrer"
        assert (await client.get(f"/set-up/{token}")).status_code == 200  # looking uses nothing up
        two = {"password": "one long enough", "again": "another one here"}
        assert (await client.post(f"/set-up/{token}", data=two)).status_code == 422
        short = {"password": "short", "again": "short"}
        assert (await client.post(f"/set-up/{token}", data=short)).status_code == 422
        done = await client.post(f"/set-up/{token}", data={"password": PASSWORD, "again": PASSWORD})
        assert done.status_code == 303
        assert (await client.get("/account")).status_code == 200
        assert (await client.get(f"/set-up/{token}")).status_code == 404
        again = await client.post(f"/set-up/{token}", data={"password": PASSWORD, "again": PASSWORD})
        assert again.status_code == 404


async def test_a_set_up_link_ends_after_two_days_and_when_a_new_one_is_made(gateway: Gateway) -> None:
    await account(gateway, Role.OPERATOR)
    first = await make_link(gateway.database, "synthetic operator", HOST)
    second = await make_link(gateway.database, "synthetic operator", HOST)
    async with browser(gateway) as client:
        assert (await client.get(f"/set-up/{first}")).status_code == 404
        assert (await client.get(f"/set-up/{second}")).status_code == 200
        await move_clock(gateway.database, 48 * 3600)
        assert (await client.get(f"/set-up/{second}")).status_code == 404


async def test_a_new_password_ends_every_other_session(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.OPERATOR) as here, browser(gateway) as there:
        await log_in(there, "synthetic operator")
        new = {"old": PASSWORD, "password": "another long one", "again": "another long one"}
        assert (await here.post("/account/password", data={**new, "old": "wrong"})).status_code == 403
        await move_clock(gateway.database, 1)
        assert (await here.post("/account/password", data=new)).status_code == 303
        assert (await here.get("/account")).status_code == 200
        assert (await there.get("/account")).status_code == 303
        assert (await log_in(there, "synthetic operator", "another long one")).status_code == 303


async def test_whoever_is_not_signed_in_comes_back_to_the_page_and_to_no_other_host(gateway: Gateway) -> None:
    name = await account(gateway, Role.OPERATOR)
    async with browser(gateway) as client:
        answer = await client.get("/account?told=password")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/login?next=%2Faccount%3Ftold%3Dpassword"
        form = await client.get(answer.headers["location"])
        assert re.search(r'name="next" value="/account\?told=password"', form.text)
        back = await log_in(client, name, next="/account?told=password")
        assert back.headers["location"] == "/account?told=password"
        for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", "/a\nb", "evil"):
            assert (await log_in(client, name, next=elsewhere)).headers["location"] == "/"


async def test_a_password_hash_is_never_the_password(gateway: Gateway) -> None:
    await account(gateway, Role.OPERATOR)
    async with gateway.database.transaction() as session:
        (row,) = (await session.exec(select(Account))).all()
    assert row.password_hash is not None
    assert row.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in repr(row)
