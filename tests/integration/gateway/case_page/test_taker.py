"""What those who were paged hear once somebody took the case: who has to act gets the link and goes on with it."""

from abhay.adapters.store.messages.briefing import read_briefing
from abhay.security.links import read_token
from abhay.services.messages.delivery import compose
from models.enums import Role
from models.payloads import OutgoingMessage
from tests.integration.gateway.case_page.phone import PERSON, unlocked
from tests.integration.gateway.support import Gateway, Page
from tests.support.cases import TWO, column, move_clock

TOLD = (
    "SELECT n.id FROM notification n JOIN alert a ON a.id = n.alert_id"
    " WHERE a.ref = :ref AND n.kind = 'acknowledged' AND n.post_id = :post AND n.unit_id IS NOT DISTINCT FROM :unit"
)


async def told(gateway: Gateway, ref: str, page: Page) -> OutgoingMessage:
    (message_id,) = await column(gateway.database, TOLD, ref=ref, post=page.post, unit=page.unit)
    return compose(await read_briefing(gateway.database, message_id), gateway.runtime)


def by_its_link(gateway: Gateway, message: OutgoingMessage, page: Page) -> Page:
    assert message.ack_url is not None
    token = message.ack_url.rpartition("/")[2]
    id_ = read_token(token, gateway.runtime.secrets.link_key, ())
    return Page(id_, token, page.pin, page.unit, page.post)


async def test_the_post_that_took_the_case_is_told_to_send_a_team_and_goes_on_by_its_link(gateway: Gateway) -> None:
    ref, (page, other) = await gateway.paged(TWO)
    await gateway.answer_link(page, by="SI Synthetic")
    message = await told(gateway, ref, page)
    assert "The case is yours" in message.body
    assert "nothing to do" not in message.body
    phone = await unlocked(gateway, by_its_link(gateway, message, page))
    assert PERSON in phone.text
    assert "milestone" in phone.acts()
    assert await column(gateway.database, TOLD, ref=ref, post=other.post, unit=other.unit) == []


async def test_when_the_dgp_takes_the_case_its_unit_is_told_to_send_a_team(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    for wait in (180, 300):
        await move_clock(gateway.database, wait)
        await gateway.advance(ref)
    (dgp,) = await gateway.pages(ref, "dgp")
    await gateway.answer_link(dgp)
    message = await told(gateway, ref, page)
    assert "it is your unit that sends the team. Please send a team now and acknowledge" in message.body
    assert "police unit sends a team now" in (await told(gateway, ref, dgp)).body
    phone = await unlocked(gateway, by_its_link(gateway, message, page))
    assert PERSON in phone.text
    assert "milestone" in phone.acts()


async def test_after_an_operators_answer_that_names_no_unit_the_unit_is_told_to_send_a_team(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await gateway.ask("POST", f"/v1/alerts/{ref}/acknowledgement", Role.OPERATOR, json={"by": "Desk"})
    assert "Please send a team now and acknowledge" in (await told(gateway, ref, page)).body
