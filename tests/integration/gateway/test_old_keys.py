"""Links and test mails that an older key signed, once there is a newer one."""

from dataclasses import replace

import httpx
import pytest

from abhay.entrypoints.gateway.main import create_app
from abhay.security.links import make_token
from abhay.services.runtime import Runtime
from models.enums import Role
from tests.integration.gateway.support import Gateway, Page
from tests.support.cases import column


async def answer(runtime: Runtime, page: Page, token: str) -> httpx.Response:
    """Answer a link at a gateway with these keys."""
    app = create_app(runtime)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://abhay.test") as client,
    ):
        return await client.post(f"/a/{token}", data={"pin": page.pin})


async def test_a_link_sent_before_a_rotation_opens_until_its_key_is_taken_out(
    gateway: Gateway, runtime: Runtime
) -> None:
    ref, (page,) = await gateway.paged()
    sent = make_token(page.id, "the key before")
    assert (await answer(runtime, page, sent)).status_code == 404
    with_both = replace(
        runtime, secrets=replace(runtime.secrets, old_link_keys=("an even older one", "the key before"))
    )
    assert (await answer(with_both, page, sent)).status_code == 200
    assert (await gateway.view(ref))["status"] == "acknowledged"


@pytest.mark.parametrize("method", ["reveal", "page"])
async def test_a_key_that_this_gateway_lacks_is_said_and_is_no_mistake(
    gateway: Gateway, runtime: Runtime, method: str
) -> None:
    ref, (page,) = await gateway.paged()
    await column(gateway.database, "UPDATE subject SET sealed = 'under a newer key'::bytea RETURNING 1")
    await column(gateway.database, "UPDATE content SET sealed = 'under a newer key'::bytea RETURNING 1")
    if method == "page":
        shown = await gateway.answer_link(page)
        if shown.is_redirect:
            shown = await gateway.client.get(shown.headers["location"])
        assert shown.status_code == 503
        assert "अभय डेस्क" in shown.text
        return
    answer = await gateway.ask(
        "POST", f"/v1/alerts/{ref}/reveal", Role.OPERATOR, json={"reason": "to phone the family"}
    )
    assert answer.status_code == 503
    assert answer.json()["type"] == "urn:abhay:problem:key-missing"
    assert "restart" in answer.json()["detail"]
