"""Whoever has a copy of the database and no key finds no short message by trying; the same event is known all the same."""

import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest

from abhay.adapters.sources.phone import PHONE, read_note
from abhay.adapters.sources.reading.identity import event_key, identities
from abhay.adapters.store.keys.indexing import index_anew
from abhay.entrypoints.gateway.main import create_app
from abhay.services.runtime import vault_of
from models.enums import EventKind, IntakeChannel, Role, Trust
from tests.integration.gateway.support import Gateway
from tests.support import reading
from tests.support.cases import column

DIGITS = 5
"""How much of the telephone number in a note somebody does not know."""

TELLING = 16
"""Hexadecimal digits by which a hash is recognised, were it cut."""


def note(number: int) -> bytes:
    """What an operator noted of a call: no person that anything else names, a number in the words."""
    return b'{"heard_from":"a neighbour","note":"he is at +91 55555 %05d"}' % number


def plain_hashes(body: bytes) -> set[str]:
    """What anybody can compute of a note that he guesses: of its bytes, of its event, of one to be read by hand."""
    by_hand = f"by-hand {PHONE} {Trust.VERIFIED.value} ".encode() + body
    event = event_key(PHONE, None, EventKind.CREATED, body)
    return {hashlib.sha256(body).hexdigest(), event, hashlib.sha256(by_hand).hexdigest()}


async def bring(gateway: Gateway, body: bytes) -> httpx.Response:
    headers = {"Content-Type": "application/json"}
    return await gateway.ask("POST", "/v1/alerts", Role.OPERATOR, content=body, headers=headers)


async def test_no_number_of_a_short_note_is_found_by_trying_them_all(gateway: Gateway) -> None:
    body = note(31_415)
    assert {read_note(body).event_key, hashlib.sha256(body).hexdigest()} < plain_hashes(body)
    assert (await bring(gateway, body)).status_code == 202
    kept = "\n".join((await reading.dump(gateway.database)).values())
    prefixes = {run[:TELLING] for run in re.findall(rf"[0-9a-f]{{{TELLING},}}", kept)}
    found = [
        number
        for number in range(10**DIGITS)
        if any(plain[:TELLING] in prefixes for plain in plain_hashes(note(number)))
    ]
    assert found == []


@asynccontextmanager
async def under(gateway: Gateway, index_key: str, old: str | None = None) -> AsyncIterator[Gateway]:
    """A gateway over the same database, with another index key."""
    secrets = replace(gateway.runtime.secrets, index_key=index_key, old_index_key=old)
    runtime = replace(gateway.runtime, secrets=secrets, vault=vault_of(secrets))
    app = create_app(runtime)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://abhay.test") as client,
    ):
        yield Gateway(app, client, runtime, gateway.tokens)


async def assert_known(gateway: Gateway, body: bytes, ref: str) -> None:
    again = await bring(gateway, body)
    assert (again.status_code, again.json()["ref"]) == (200, ref)


@pytest.mark.parametrize("older", [False, True], ids=["of today", "of before"])
async def test_the_same_note_again_is_known_through_a_change_of_the_index_key(gateway: Gateway, older: bool) -> None:
    body = note(27_182)
    first = await bring(gateway, body)
    assert first.status_code == 202
    ref, before = first.json()["ref"], gateway.runtime.secrets.index_key
    if older:
        await written_as_before(gateway, body)
    await assert_known(gateway, body, ref)
    async with under(gateway, "a newer key", before) as during:
        await assert_known(during, body, ref)
        await index_anew(during.database, identities)
        await assert_known(during, body, ref)
    await assert_known(gateway, note(27_183), (await bring(gateway, note(27_183))).json()["ref"])
    async with under(gateway, "a newer key") as after:
        await assert_known(after, body, ref)
        assert (await bring(after, note(27_184))).status_code == 202


async def written_as_before(gateway: Gateway, body: bytes) -> None:
    """Leave the rows as the release before wrote them."""
    plain = hashlib.sha256(body).hexdigest()
    assert await column(gateway.database, "UPDATE evidence SET sha256 = :plain RETURNING 1", plain=plain)
    event = read_note(body).event_key
    assert await column(gateway.database, "UPDATE alert_event SET event_key = :event RETURNING 1", event=event)


async def test_an_unreadable_body_is_known_by_its_keyed_hash_too(gateway: Gateway) -> None:
    body = b"\x00\x01 no document"
    assert read_note(body).channel is IntakeChannel.PHONE
    first = await bring(gateway, body)
    assert first.status_code == 202
    await assert_known(gateway, body, first.json()["ref"])
