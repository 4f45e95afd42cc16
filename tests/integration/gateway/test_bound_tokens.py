"""An integrator's token brings mails of its source, if it is made for mails, and of no other."""

from collections.abc import Awaitable, Callable

import pytest

from abhay.adapters.store.directory.tokens import create_token, unbound_integrators
from abhay.errors import BadInput
from models.enums import Role
from tests.integration.gateway.support import SAMPLES, Gateway
from tests.support.actors import HOST

RAW = (SAMPLES / "eml_01_kota_hindi_multipart_base64.eml").read_bytes()
Bring = Callable[[str], Awaitable[int]]


async def bringing(gateway: Gateway, source: str | None, mail: bool) -> Bring:
    token = await create_token(
        gateway.database, role=Role.INTEGRATOR, name="relay", unit=None, actor=HOST, source=source, mail=mail
    )

    async def bring(of: str) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        return (await gateway.client.post(f"/v1/sources/{of}/mail", content=RAW, headers=headers)).status_code

    return bring


@pytest.mark.parametrize(
    ("source", "mail", "allowed"),
    [
        ("meta", True, {"meta"}),
        ("phone", True, {"phone"}),
        ("meta", False, set[str]()),
        (None, True, {"meta", "google", "phone"}),
    ],
)
async def test_a_token_brings_mails_of_its_source_alone(
    gateway: Gateway, source: str | None, mail: bool, allowed: set[str]
) -> None:
    bring = await bringing(gateway, source, mail)
    for of in ("meta", "google", "phone"):
        assert (await bring(of) in {200, 202}) is (of in allowed), of
        assert await bring(of) in ({200} if of in allowed else {403})


async def test_a_token_of_before_goes_on_and_is_named(gateway: Gateway) -> None:
    await create_token(gateway.database, role=Role.INTEGRATOR, name="of before", unit=None, actor=HOST)
    await bringing(gateway, "meta", mail=True)
    assert await unbound_integrators(gateway.database) == ["of before"]


async def test_a_source_belongs_to_an_integrator(gateway: Gateway) -> None:
    with pytest.raises(BadInput, match="integrator"):
        await create_token(gateway.database, role=Role.ADMIN, name="x", unit=None, actor=HOST, source="meta")
