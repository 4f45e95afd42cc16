"""A postal address on its way from a partner's message to those who act: the pincode is called `pin` in JSON."""

from models.enums import Role
from tests.integration.gateway.support import Gateway, alert

TOLD = {"line": "Talwandi", "city": "Kota", "pin": "324005"}


async def test_the_pincode_is_on_the_page_and_in_the_reveal(gateway: Gateway) -> None:
    event = alert()
    event["subject"]["address"] = TOLD
    ref, (page,) = await gateway.paged(**event)
    text = (await gateway.client.post(f"/a/{page.token}", data={"pin": page.pin})).text
    assert "Talwandi, Kota, 324005" in text
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/reveal", Role.OPERATOR, json={"reason": "to find the house"})
    assert answer.json()["events"][0]["subject"]["address"]["pin"] == "324005"
