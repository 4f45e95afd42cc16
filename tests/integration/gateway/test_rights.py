"""What the API answers to a unit and to an operator about a case, cell by cell as `tests/support/authority.py` says."""

from typing import Any

import pytest

from abhay.adapters.store.cases.answers import Answer, close
from abhay.adapters.store.cases.rerouting import route_to
from abhay.adapters.store.cases.routes import record_route
from abhay.domain.permissions import Refusal, Relation
from models.actors import Act, ActorRole
from models.enums import Mover, Outcome, Role
from tests.integration.gateway.support import Gateway
from tests.support.actors import HOST
from tests.support.authority import ANOTHER, OWN, Rule, rules
from tests.support.cases import KOTA

CALLS: dict[Act, tuple[str, str, dict[str, Any] | None]] = {
    Act.READ_CASE: ("GET", "", None),
    Act.REVEAL: ("POST", "/reveal", {"reason": "x"}),
    Act.ACKNOWLEDGE: ("POST", "/acknowledgement", {"by": "x", "via": "phone"}),
    Act.ROUTE: ("POST", "/route", {"unit": ANOTHER, "reason": "x"}),
    Act.NOT_OURS: ("POST", "/route", {"not_ours": True, "reason": "x"}),
    Act.REPORT: ("POST", "/milestones", {"kind": "reached"}),
    Act.CLOSE: ("POST", "/closure", {"outcome": "safe"}),
}
ANSWERS = {None: 200, Refusal.NOT_YOURS: 404, Refusal.CLOSED: 409, Refusal.TAKEN_AWAY: 409}
STANDINGS = [
    (role, relation, closed)
    for role, relations in (
        (Role.OPERATOR, (Relation.NONE,)),
        (Role.UNIT, (Relation.HAS, Relation.TAKEN_AWAY, Relation.OTHER)),
    )
    for relation in relations
    for closed in (False, True)
]


@pytest.mark.parametrize(("role", "relation", "closed"), STANDINGS)
async def test_the_api_answers_as_the_table_says(
    gateway: Gateway, role: Role, relation: Relation, closed: bool
) -> None:
    for rule in _of_a_case(role, relation, closed):
        ref = await _case(gateway, relation, closed=closed)
        method, path, body = CALLS[rule.act]
        answer = await gateway.ask(method, f"/v1/alerts/{ref}{path}", role, json=body)
        assert answer.status_code == _expected(rule), f"{rule}: {answer.text}"


def _of_a_case(role: Role, relation: Relation, closed: bool) -> list[Rule]:
    """The cells that a call can reach: a role that may not do it at all is `test_access.py`'s."""
    asked = (ActorRole(role), relation, closed)
    return [
        rule
        for rule in rules()
        if (rule.role, rule.relation, rule.closed) == asked and rule.act in CALLS and rule.refusal is not Refusal.ROLE
    ]


def _expected(rule: Rule) -> int:
    if (rule.act, rule.refusal) == (Act.NOT_OURS, Refusal.TAKEN_AWAY):
        return 200  # what the unit asks for is so already
    return ANSWERS[rule.refusal]


async def _case(gateway: Gateway, relation: Relation, *, closed: bool) -> str:
    """A new case that `OWN` has, had, or never had."""
    ref = await gateway.raise_alert()
    await gateway.settled()
    alert_id = await gateway.id_of(ref)
    if relation is not Relation.OTHER:
        await record_route(gateway.database, alert_id, KOTA, Mover.FLOW)
    if relation is not Relation.HAS:
        await route_to(gateway.database, alert_id, ANOTHER, HOST, "synthetic")
    if closed:
        await close(gateway.database, alert_id, Outcome.SAFE, HOST, Answer())
    return ref


def test_own_is_the_unit_that_the_route_names() -> None:
    assert KOTA.units == (OWN,)
