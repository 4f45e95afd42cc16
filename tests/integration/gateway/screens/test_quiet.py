"""What is typed to sign in is in no log, however it goes."""

import logging

import pytest

from models.enums import Role
from tests.integration.gateway.screens.browser import account, browser, log_in
from tests.integration.gateway.support import Gateway
from tests.integration.gateway.test_quiet_logs import MARKER, ODD, written


@pytest.mark.parametrize("value", ODD, ids=ascii)
async def test_no_log_holds_a_name_a_password_or_a_link(
    gateway: Gateway, caplog: pytest.LogCaptureFixture, value: str
) -> None:
    caplog.set_level(logging.DEBUG, logger="abhay")
    name = await account(gateway, Role.OPERATOR)
    sent = value.encode("utf-8", "replace").decode()
    async with browser(gateway) as client:
        await log_in(client, sent, sent, code=sent, next=sent)
        await log_in(client, name, sent)
        await log_in(client, name, "wrong", passkey=sent)
        await client.get("/login/provider/return", params={"code": sent, "state": sent, "iss": sent})
        for path in (f"/set-up/{MARKER}", f"/display/{MARKER}"):
            await client.get(path)
            await client.post(path, data={"password": sent, "again": sent})
    assert MARKER not in written(caplog)
    assert MARKER not in repr(await gateway.audit())
