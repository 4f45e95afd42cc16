"""Links and test mails that an older key signed, once there is a newer one."""

from dataclasses import replace

import httpx

from abhay.gateway.main import create_app
from abhay.links import make_token
from abhay.services.runtime import Runtime
from tests.integration.gateway.support import FakePrefect, Gateway, Page


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
    gateway: Gateway, runtime: Runtime, prefect: FakePrefect
) -> None:
    ref, (page,) = await gateway.paged()
    sent = make_token(page.id, "the key before")
    assert (await answer(runtime, page, sent)).status_code == 404
    with_both = replace(
        runtime, secrets=replace(runtime.secrets, old_link_keys=("an even older one", "the key before"))
    )
    assert (await answer(with_both, page, sent)).status_code == 200
    assert (await gateway.view(ref))["status"] == "acknowledged"
