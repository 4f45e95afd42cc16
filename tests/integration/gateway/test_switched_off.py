"""A contact that was switched off can do nothing any more, and the present ones of its post hear in its place."""

from abhay.services.messages.delivery import Delivery, deliver
from models.enums import MessageKind, Role
from tests.integration.gateway.case_page.phone import PERSON, unlocked
from tests.integration.gateway.support import Gateway
from tests.support.cases import column

NEW = {"post": "control-room", "channel": "outbox", "address": "outbox:new/control-room", "pin": "482913"}


async def replaced(gateway: Gateway) -> None:
    """The unit's contacts are replaced by one."""
    answer = await gateway.ask("PUT", "/v1/units/kota-city/contacts", Role.ADMIN, json={"contacts": [NEW]})
    assert answer.status_code == 200, answer.text


async def test_its_link_shows_and_takes_nothing_even_with_its_pin(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await replaced(gateway)
    for answer in (await gateway.client.get(f"/a/{page.token}"), await gateway.answer_link(page)):
        assert answer.status_code == 410
        assert "no longer in use" in answer.text
        assert PERSON not in answer.text
    assert (await gateway.view(ref))["status"] == "awaiting"


async def test_a_form_that_was_open_meanwhile_takes_nothing(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await replaced(gateway)
    await phone.send("closure", outcome="safe", confirm="1")
    assert phone.shown.status_code == 410
    assert (await gateway.view(ref))["status"] == "acknowledged"


async def test_what_was_queued_for_it_is_not_sent(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    await replaced(gateway)
    assert await deliver(gateway.runtime, page.id, last_try=True) is Delivery.FAILED


async def test_the_present_contacts_of_its_post_hear_how_the_case_goes_on(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    await replaced(gateway)
    await gateway.ask(
        "POST", f"/v1/alerts/{ref}/acknowledgement", Role.OPERATOR, json={"by": "SI Synthetic", "unit": "kota-city"}
    )
    told = "SELECT c.address FROM notification n JOIN contact_point c ON c.id = n.contact_id WHERE n.kind = :kind"
    addresses: list[str] = await column(gateway.database, told, kind=MessageKind.ACKNOWLEDGED.value)
    assert addresses == [NEW["address"]]


async def test_a_new_pin_lifts_the_lock_of_the_old_one(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    for _ in range(5):
        await gateway.answer_link(page, pin="000001")
    assert (await gateway.answer_link(page)).status_code == 403
    mine: list[str] = await column(
        gateway.database,
        "SELECT address FROM contact_point WHERE active AND unit_id = 'kota-city' AND post_id = 'control-room'",
    )
    contact = NEW | {"address": mine[0]}
    await gateway.ask("PUT", "/v1/units/kota-city/contacts", Role.ADMIN, json={"contacts": [contact]})
    assert (await gateway.answer_link(page, pin=NEW["pin"])).status_code == 200
