"""Signing in by an identity provider: whom it vouches for comes in as the settings say, and nobody else."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from pydantic import SecretStr
from sqlmodel import select

from abhay.adapters.identity.openid import IdentityProvider
from abhay.adapters.store.directory.accounts import make_link, switch
from abhay.entrypoints.doctor.sign_in import identity_provider
from abhay.errors import BadInput, ProviderUnavailable
from abhay.services.runtime import Runtime
from abhay.settings import AccountSettings, OidcSettings
from models.enums import Role
from models.tables import Account, ProviderSignIn, SignInSession
from tests.integration.gateway.screens.browser import PASSWORD, account, browser, log_in
from tests.integration.gateway.screens.test_policy import WAIT, fields
from tests.integration.gateway.support import Gateway
from tests.support.actors import HOST
from tests.support.cases import move_clock
from tests.support.oidc_mock import MockProvider, mock_provider, query_of

DESK = {"name": "Asha Devi", "groups": ["abhay-desk"]}


@pytest.fixture(scope="module")
def provider() -> Iterator[MockProvider]:
    with mock_provider() as running:
        yield running


def settings_for(at: str, **more: Any) -> OidcSettings:
    roles = {"abhay-desk": Role.OPERATOR, "abhay-admins": Role.ADMIN, "abhay-units": Role.UNIT}
    known = {"issuer": at, "role_claim": "groups", "unit_claim": "unit", "roles": roles}
    return OidcSettings(client_id="abhay", client_secret=SecretStr("synthetic"), **{**known, **more})


@pytest.fixture
def oidc(provider: MockProvider) -> OidcSettings:
    return settings_for(provider.issuer)


@pytest.fixture
def runtime(runtime: Runtime, oidc: OidcSettings) -> Runtime:
    runtime.settings.oidc = oidc
    return runtime


async def start(client: httpx.AsyncClient, **query: str) -> str:
    answer = await client.get(f"/login/provider?{urlencode(query)}")
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def sign_in(client: httpx.AsyncClient, provider: MockProvider, subject: str, **query: str) -> httpx.Response:
    return await client.get(provider.ask(await start(client, **query), subject))


async def accounts(gateway: Gateway) -> list[Account]:
    async with gateway.database.transaction() as session:
        return list((await session.exec(select(Account).order_by(Account.name))).all())


async def count(gateway: Gateway, table: type) -> int:
    async with gateway.database.transaction() as session:
        return len((await session.exec(select(table))).all())


@asynccontextmanager
async def desk(gateway: Gateway, provider: MockProvider) -> AsyncIterator[httpx.AsyncClient]:
    provider.plant("asha", **DESK)
    async with browser(gateway) as client:
        assert (await sign_in(client, provider, "asha")).status_code == 303
        yield client


async def test_whom_the_provider_vouches_for_comes_in_under_the_configured_role(
    gateway: Gateway, provider: MockProvider
) -> None:
    provider.plant("asha", **DESK, email="asha@kota-police.example")
    async with browser(gateway) as client:
        page = await client.get("/login?lang=en&next=/account")
        assert 'href="/login/provider?next=/account"' in page.text
        entered = await sign_in(client, provider, "asha", next="/account")
        assert (entered.status_code, entered.headers["location"]) == (303, "/account")
        shown = (await client.get("/account")).text
        assert "Asha Devi" in shown
        assert "desk operator" in shown
        assert 'data-act="password"' not in shown, "the provider keeps it"
    (made,) = await accounts(gateway)
    assert (made.issuer, made.subject, made.role, made.password_hash) == (provider.issuer, "asha", Role.OPERATOR, None)
    assert (await gateway.audit("account.create"))[-1]["detail"]["by"] == "provider"
    assert (await gateway.audit("account.sign_in"))[-1]["detail"]["by"] == "provider"
    assert await count(gateway, ProviderSignIn) == 0


async def test_the_question_has_pkce_nonce_and_state_and_none_of_them_is_kept_in_clear(
    gateway: Gateway, provider: MockProvider
) -> None:
    async with browser(gateway) as client:
        asked = query_of(await start(client))
        assert asked["code_challenge_method"] == "S256"
        assert len(asked["code_challenge"]) == 43
        assert asked["scope"] == "openid profile"
        assert asked["redirect_uri"] == "http://abhay.test/login/provider/return"
        again = query_of(await start(client))
        for name in ("state", "nonce", "code_challenge"):
            assert asked[name] != again[name]
            assert len(again[name]) >= 30
    async with gateway.database.transaction() as session:
        (row,) = (await session.exec(select(ProviderSignIn))).all()  # the one before is over
    assert again["state"] not in repr(row)
    assert again["nonce"] not in repr(row)


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"groups": []}, "gives you no role"),
        ({}, "gives you no role"),
        ({"groups": ["abhay-desk", "abhay-units"]}, "more than one role"),
        ({"groups": ["abhay-units"]}, "no police unit"),
        ({"groups": ["abhay-units"], "unit": "atlantis"}, "no police unit"),
    ],
)
async def test_who_has_no_place_here_reads_why_and_is_not_let_in(
    gateway: Gateway, provider: MockProvider, claims: dict[str, Any], words: str
) -> None:
    provider.plant("stranger", name="Synthetic Stranger", **claims)
    async with browser(gateway) as client:
        await client.get("/login?lang=en")
        refused = await sign_in(client, provider, "stranger")
        assert refused.status_code == 403
        assert words in refused.text
        assert (await client.get("/account")).status_code == 303
    assert await accounts(gateway) == []
    assert await count(gateway, SignInSession) == 0


@pytest.mark.parametrize(
    "false",
    [
        {"nonce": "another"},
        {"aud": "another-client"},
        {"aud": ["abhay", "another-client"]},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"iat": 4102444800},
    ],
    ids="-".join,
)
async def test_a_false_claim_opens_nothing(gateway: Gateway, provider: MockProvider, false: dict[str, Any]) -> None:
    provider.plant("asha", **DESK, **false)
    async with browser(gateway) as client:
        refused = await sign_in(client, provider, "asha")
        assert refused.status_code == 403, refused.text
        assert (await client.get("/account")).status_code == 303
    assert await accounts(gateway) == []


async def test_a_code_or_a_state_counts_once_in_time_and_in_its_own_browser(
    gateway: Gateway, provider: MockProvider
) -> None:
    provider.plant("asha", **DESK)
    async with browser(gateway) as client, browser(gateway) as other:
        back = provider.ask(await start(client), "asha")
        assert (await other.get(back)).status_code == 403, "of no browser that began it"
        await start(other)
        assert (await other.get(back)).status_code == 403, "of another browser"
        assert (await client.get(back.replace("state=", "state=x"))).status_code == 403
        back = provider.ask(await start(client), "asha")
        assert (await client.get(back)).status_code == 303
        kept = dict(client.cookies)
        assert (await client.get(back)).status_code == 403, "a second time"
        client.cookies.update(kept)
        fresh = provider.ask(await start(client), "asha")
        mixed = dict(query_of(fresh), code=query_of(back)["code"])
        assert (await client.get(f"/login/provider/return?{urlencode(mixed)}")).status_code == 403, "a used code"
        late = provider.ask(await start(client), "asha")
        await move_clock(gateway.database, 601)
        assert (await client.get(late)).status_code == 403, "too late"
        named = provider.ask(await start(client), "asha")
        assert (await client.get(f"{named}&iss=https://evil.example")).status_code == 403, "of another provider"
        assert (await client.get("/login/provider/return?error=access_denied")).status_code == 403


async def test_the_id_of_before_is_worth_nothing_after_and_a_name_takes_over_no_account(
    gateway: Gateway, provider: MockProvider
) -> None:
    local = await account(gateway, Role.ADMIN, name="Asha Devi")
    async with browser(gateway) as client:
        await log_in(client, local)
        before = dict(client.cookies)
        provider.plant("asha", **DESK)
        assert (await sign_in(client, provider, "asha")).status_code == 303
        assert "Asha Devi (2)" in (await client.get("/account")).text
        assert (await client.get("/accounts")).status_code == 403
    async with browser(gateway) as stolen:
        stolen.cookies.update(before)
        assert (await stolen.get("/account")).status_code == 303


async def test_a_person_is_known_by_issuer_and_subject_and_never_by_name_or_address(
    gateway: Gateway, provider: MockProvider
) -> None:
    async with desk(gateway, provider):
        provider.plant("asha", name="Asha Sharma", groups=["abhay-desk"])
        provider.plant("other", **DESK, email="asha@kota-police.example")
    async with browser(gateway) as client:
        await sign_in(client, provider, "asha")
        assert "Asha Devi" in (await client.get("/account")).text, "the audit log knows her by this name"
    async with browser(gateway) as client:
        await sign_in(client, provider, "other")
        assert "Asha Devi (2)" in (await client.get("/account")).text


async def test_a_changed_role_counts_at_the_next_sign_in_and_ends_every_session_of_before(
    gateway: Gateway, provider: MockProvider
) -> None:
    async with desk(gateway, provider) as before:
        provider.plant("asha", name="Asha Devi", groups=["abhay-units"], unit="bundi")
        async with browser(gateway) as client:
            assert (await sign_in(client, provider, "asha")).status_code == 303
            assert "police unit" in (await client.get("/account?lang=en")).text
            assert (await before.get("/account")).status_code == 303
    (entry,) = await gateway.audit("account.role")
    assert (entry["detail"]["role_before"], entry["detail"]["account_role"], entry["detail"]["unit"]) == (
        "operator", "unit", "bundi",
    )  # fmt: skip


async def test_who_is_switched_off_here_stays_out_and_has_no_password_here(
    gateway: Gateway, provider: MockProvider
) -> None:
    async with desk(gateway, provider) as client:
        with pytest.raises(BadInput, match="identity provider"):
            await make_link(gateway.database, "Asha Devi", HOST)
        assert (await log_in(client, "Asha Devi", "")).status_code == 403
        await switch(gateway.database, "Asha Devi", HOST, on=False)
        assert (await client.get("/account")).status_code == 303
        refused = await sign_in(client, provider, "asha", lang="en")
        assert refused.status_code == 403
        assert (await client.get("/account")).status_code == 303


async def test_an_admin_needs_a_second_factor_there_unless_the_provider_is_trusted_to_ask(
    gateway: Gateway, provider: MockProvider
) -> None:
    gateway.runtime.settings.accounts = AccountSettings(totp="admins")
    provider.plant("boss", name="Synthetic Boss", groups=["abhay-admins"], amr=["pwd"])
    async with browser(gateway) as client:
        assert (await sign_in(client, provider, "boss")).status_code == 403
        provider.plant("boss", name="Synthetic Boss", groups=["abhay-admins"], amr=["pwd", "mfa"])
        assert (await sign_in(client, provider, "boss")).status_code == 303
        assert (await client.get("/accounts")).status_code == 200
        provider.plant("boss", name="Synthetic Boss", groups=["abhay-admins"])
        gateway.runtime.settings.oidc = settings_for(provider.issuer, factor_claim="")
        assert (await sign_in(client, provider, "boss")).status_code == 303


async def test_a_password_is_given_again_at_the_provider_by_the_same_person(
    gateway: Gateway, provider: MockProvider
) -> None:
    boss = {"name": "Synthetic Boss", "groups": ["abhay-admins"]}
    provider.plant("boss", **boss, auth_time=None)
    provider.plant("asha", **DESK)
    async with browser(gateway) as client:
        await sign_in(client, provider, "boss")
        form = {"name": "New Person", "role": "operator"}
        refused = await client.post("/accounts", data=form, headers={"Referer": "http://abhay.test/accounts"})
        assert refused.headers["location"] == "/confirm?next=%2Faccounts", "it did not say when it asked"
        assert 'href="/login/provider?again=1&amp;next=/accounts"' in (await client.get("/confirm?next=/accounts")).text
        asked = await start(client, again="1", next="/accounts")
        assert (query_of(asked)["prompt"], query_of(asked)["max_age"]) == ("login", "0")
        assert (await client.get(provider.ask(asked, "boss"))).status_code == 403, "it still does not say"
        provider.plant("boss", **boss, auth_time=int(time.time()) - 3600)
        assert (await client.get(provider.ask(await start(client, again="1"), "boss"))).status_code == 403, "long ago"
        assert (await client.get(provider.ask(await start(client, again="1"), "asha"))).status_code == 403, (
            "somebody else"
        )
        provider.plant("boss", **boss, auth_time=int(time.time()))
        before = dict(client.cookies)
        done = await client.get(provider.ask(await start(client, again="1", next="/accounts"), "boss"))
        assert done.headers["location"] == "/accounts"
        assert dict(client.cookies) != before
        assert (await client.post("/accounts", data=form)).status_code == 200
        await move_clock(gateway.database, 301)
        assert (await client.post("/accounts", data=form)).status_code == 303


async def test_an_admin_without_a_password_saves_a_policy_after_the_provider_asked_again(
    gateway: Gateway, provider: MockProvider
) -> None:
    """The form asks for no password, which there is not: it leads to the provider, and is then sent again as it was."""
    boss = {"name": "Synthetic Boss", "groups": ["abhay-admins"]}
    provider.plant("boss", **boss, auth_time=int(time.time()) - 3600)
    async with browser(gateway) as client:
        await sign_in(client, provider, "boss")
        page = (await client.get("/policy?lang=en")).text
        assert 'type="password"' not in page
        assert 'href="/confirm?next=/account"' in page
        form = {**fields(page), WAIT: "150"}
        asked = await client.post("/policy", data=form)
        assert asked.status_code == 403
        assert fields(asked.text)[WAIT] == "150"
        provider.plant("boss", **boss, auth_time=int(time.time()))
        await client.get(provider.ask(await start(client, again="1", next="/account"), "boss"))
        done = await client.post("/policy", data=form)
        assert (done.status_code, done.headers["location"]) == (303, "/policy?told=saved")


@pytest.mark.parametrize("oidc", [settings_for("http://localhost:1")])
async def test_accounts_of_our_own_go_on_while_the_provider_is_down(gateway: Gateway, oidc: OidcSettings) -> None:
    name = await account(gateway, Role.OPERATOR)
    async with browser(gateway) as client:
        page = (await client.get("/login?lang=en")).text
        assert "The identity service cannot be reached now." in page
        assert 'href="/login/provider' not in page
        assert (await client.get("/login/provider")).status_code == 503
        assert (await log_in(client, name)).status_code == 303
    check = await identity_provider(gateway.runtime.settings)
    assert (check.verdict.value, "password" in check.todo) == ("fail", True)


@pytest.mark.parametrize("oidc", [OidcSettings()])
async def test_without_a_provider_nothing_speaks_of_one(gateway: Gateway, oidc: OidcSettings) -> None:
    async with browser(gateway) as client:
        assert "/login/provider" not in (await client.get("/login")).text
        assert (await client.get("/login/provider")).status_code == 404
        assert (await client.get("/login/provider/return?code=x&state=y")).status_code == 404
    assert (await identity_provider(gateway.runtime.settings)).verdict.value == "ok"


async def test_the_doctor_says_what_does_not_fit(gateway: Gateway, provider: MockProvider) -> None:
    async def seen(**more: Any) -> tuple[str, str]:
        settings = gateway.runtime.settings.model_copy(update={"oidc": settings_for(provider.issuer, **more)})
        check = await identity_provider(settings)
        return check.verdict.value, check.says

    assert (await seen())[0] == "ok"
    assert await seen(roles={}) == ("warn", "it answers, and gives nobody a role")
    assert await seen(unit_claim="") == ("warn", "it gives the role unit, and no unit")
    assert (await seen(issuer=f"{provider.issuer}/"))[0] == "fail", "another name"


async def test_no_role_of_programs_is_given_to_a_person(gateway: Gateway, provider: MockProvider) -> None:
    gateway.runtime.settings.oidc = settings_for(provider.issuer, roles={"bots": Role.INTEGRATOR})
    provider.plant("bot", name="Bot", groups=["bots"])
    async with browser(gateway) as client:
        assert (await sign_in(client, provider, "bot")).status_code == 403
    assert PASSWORD not in repr(await gateway.audit())


async def test_a_provider_that_is_down_is_not_asked_again_by_each_look_at_the_sign_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each look waits for its answer, up to two seconds."""
    asked: list[int] = []

    async def down(_: IdentityProvider) -> None:
        asked.append(1)
        raise ProviderUnavailable

    monkeypatch.setattr(IdentityProvider, "_client", down)
    gone = IdentityProvider(settings_for("http://localhost:1"))
    assert [await gone.is_reachable() for _ in range(3)] == [False] * 3
    assert len(asked) == 1
