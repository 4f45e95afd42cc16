"""A mail that hangs its reader is a case to be read by hand, and holds nothing else up."""

import asyncio
from dataclasses import replace

import pytest

from abhay.services.runtime import Runtime
from abhay.settings import MailSettings
from models.enums import Role
from tests.integration.gateway.support import SAMPLES, Gateway
from tests.support import reading
from tests.support.hanging import SECONDS, hang_at_next_mail

RAW = (SAMPLES / "eml_01_kota_hindi_multipart_base64.eml").read_bytes()


@pytest.fixture
def runtime(runtime: Runtime) -> Runtime:
    mail = MailSettings(read_seconds=SECONDS, readers=1)
    return replace(runtime, settings=runtime.settings.model_copy(update={"mail": mail}))


async def test_a_mail_that_hangs_its_reader_is_read_by_hand_and_alerts_go_on_meanwhile(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    hang_at_next_mail(gateway.runtime.settings.home, monkeypatch)
    handed_over = asyncio.create_task(gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=RAW))
    meanwhile = 0
    while not handed_over.done():
        await gateway.raise_alert()
        meanwhile += not handed_over.done()
        await asyncio.sleep(0)
    answer = await handed_over
    assert answer.status_code == 202
    assert meanwhile > 3
    case = await reading.case(gateway.database, answer.json()["ref"])
    assert (case.channel, case.trust, case.readable) == ("mail", "none", False)
    originals = [gateway.database.vault.open(each.raw) for each in await reading.originals(gateway.database)]
    assert originals.count(RAW) == 1


async def test_a_mail_that_hangs_its_reader_is_shown_as_its_bytes(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = await gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=RAW)
    await gateway.runtime.mail_readers.close()
    hang_at_next_mail(gateway.runtime.settings.home, monkeypatch)
    ref = taken.json()["ref"]
    shown = await gateway.ask("POST", f"/v1/alerts/{ref}/reveal", Role.OPERATOR, json={"reason": "a synthetic test"})
    assert shown.status_code == 200
    assert "Content-Transfer-Encoding: base64" in shown.json()["events"][0]["as_received"]
