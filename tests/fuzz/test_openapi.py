"""Schemathesis writes calls out of the OpenAPI document, and every role sends them.

No answer is a 500, and none has a status, a media type or a body that the document does not name. `make soak` sends
many more.
"""

import os
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.core.result import Ok

from abhay.entrypoints.gateway.main import create_app
from models.enums import Role
from tests.integration.gateway import conftest as gateways
from tests.integration.gateway.support import SAMPLES, Gateway

engine, limits, runtime, gateway = gateways.engine, gateways.limits, gateways.runtime, gateways.gateway
application, conformance = gateways.application, gateways.conformance

MAILS = [path.read_bytes() for path in sorted(SAMPLES.glob("*.eml"))]
EXAMPLES = 100 if os.environ.get("ABHAY_SOAK") == "1" else 2
schemathesis.openapi.media_type("message/rfc822", st.one_of(st.sampled_from(MAILS), st.binary(max_size=200)))


@cache
def cases_of(mode: GenerationMode) -> list[Case[Any]]:
    """Calls of every operation, the same at each run; written once, since that takes longer than to send them."""
    schema = schemathesis.openapi.from_dict(create_app().openapi())
    found: list[Case[Any]] = []
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        if mode is GenerationMode.NEGATIVE and not (operation.query or _is_json(operation)):
            continue  # texts alone: nothing of them has a wrong type, and the search for it takes a minute

        @settings(
            max_examples=EXAMPLES,
            database=None,
            derandomize=True,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy(mode))
        def collect(case: Case[Any]) -> None:
            found.append(case)

        with suppress(Unsatisfiable):  # a call without a parameter has none that could be wrong
            collect()
    return found


def _is_json(operation: APIOperation[Any, Any, Any, Any]) -> bool:
    return any(body.media_type == "application/json" for body in operation.body)


@pytest.fixture
async def known(gateway: Gateway) -> dict[str, str]:
    """Parts of a path that name something: without them nearly every call would end in a 404."""
    ref, pages = await gateway.paged()
    return {"ref": ref, "token": pages[0].token, "unit": "kota-city", "source": "meta"}


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("role", [None, Role.OPERATOR, Role.ADMIN, Role.INTEGRATOR, Role.AUDITOR, Role.UNIT], ids=str)
async def test_every_role_is_answered_as_the_document_says(
    gateway: Gateway, known: dict[str, str], role: Role | None
) -> None:
    asked = 0
    for mode in GenerationMode:
        for case in cases_of(mode):
            for path in (case.path_parameters, {**case.path_parameters, **_of(known, case.path_parameters)}):
                asked += 1
                await _ask(gateway, case, path, role)
    assert asked > len(gateway.app.openapi()["paths"])


def _of(known: dict[str, str], parts: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in known.items() if name in parts}


async def _ask(gateway: Gateway, case: Case[Any], path: dict[str, Any], role: Role | None) -> None:
    """Sends a call; the client holds the answer to the document by itself (`tests/support/openapi.py`)."""
    case.path_parameters = path
    said = case.as_transport_kwargs(base_url="http://abhay.test")
    headers = {name: value for name, value in said.get("headers", {}).items() if name.lower() != "authorization"}
    if role is not None:
        headers["Authorization"] = f"Bearer {await gateway.token(role)}"
    more = {"json": said["json"]} if "json" in said else {"content": said["data"]} if "data" in said else {}
    try:
        request = gateway.client.build_request(
            said["method"], said["url"], params=said.get("params"), headers=headers, **more
        )
    except (TypeError, ValueError, UnicodeError):  # no client can put it on the wire
        return
    answer = await gateway.client.send(request)
    assert answer.status_code != 500, f"{request.method} {request.url} {request.content!r}"
