"""`kill -9` of the gateway in the middle of a request: the client hears nothing, asks again, and there is one case."""

import json

import httpx
import pytest

from tests.support import faults
from tests.support.system import System, synthetic, until

pytestmark = [
    pytest.mark.faults,
    pytest.mark.timeout(120),
    pytest.mark.xdist_group("faults_parts"),
]


@pytest.mark.parametrize(("point", "status"), [("before-intake", 202), ("after-intake", 200)])
def test_the_same_event_again_is_one_case(mortal: System, point: str, status: int) -> None:
    """Before its commit the event is new to the next gateway; after it, the case is there and its page is out."""
    mortal.set_policy(wait=600)
    known = refs(mortal)
    body = json.dumps(synthetic()).encode()
    faults.order_death(mortal, "gateway", point)
    with pytest.raises(httpx.TransportError):
        mortal.webhook(body)
    faults.await_death(mortal, point)
    answer = until(lambda: again(mortal, body), faults.BACK, "the gateway did not come back")
    assert answer is not None
    assert answer.status_code == status
    ref = answer.json()["ref"]
    assert refs(mortal) - known == {ref}
    faults.await_rung(mortal, ref, "district", faults.BOUND)
    faults.assert_unbroken(mortal, ref, top="district")
    faults.close(mortal, ref)


def again(system: System, body: bytes) -> httpx.Response | None:
    try:
        answer = system.webhook(body)
    except httpx.TransportError:
        return None
    return answer if answer.is_success else None


def refs(system: System) -> set[str]:
    """The newest cases."""
    answer = system.http.get("/v1/alerts", headers=system.auth("operator"))
    return {line["ref"] for line in answer.json()["alerts"]}
