"""Every error is a problem with a stable type, and says nothing of what was sent."""

from collections.abc import AsyncIterator

import httpx
import pytest
from asyncpg import exceptions
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError

from abhay.adapters.engine.fake import FakeEngine
from abhay.entrypoints.gateway.main import create_app
from abhay.security.links import make_token
from abhay.services.runtime import Runtime
from models.enums import Role
from tests.integration.gateway.support import Gateway, alert
from tests.support.openapi import Conformance


@pytest.fixture
def application() -> FastAPI:
    """One of the test's own: these tests give it routes that break."""
    return create_app()


@pytest.fixture
def conformance(application: FastAPI) -> Conformance:
    return Conformance(application)


def check(answer: httpx.Response, status: int, kind: str) -> None:
    body = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["type"] == f"urn:abhay:problem:{kind}"
    assert (body["status"], bool(body["title"]), bool(body["detail"])) == (status, True, True)


async def test_an_address_that_is_none(gateway: Gateway) -> None:
    check(await gateway.client.get("/v1/nothing"), 404, "not-found")


@pytest.mark.parametrize("path", ["/v1/reports"])
async def test_what_is_not_built_yet_is_not_there(gateway: Gateway, path: str) -> None:
    check(await gateway.ask("POST", path, Role.ADMIN, json={}), 404, "not-found")


async def test_a_wrong_method(gateway: Gateway) -> None:
    answer = await gateway.client.delete("/v1/policy")
    check(answer, 405, "method-not-allowed")
    assert answer.headers["allow"]


async def test_a_wrong_method_is_told_every_right_one(gateway: Gateway) -> None:
    for path, methods in [
        ("/v1/policy", "GET, PUT"),
        ("/v1/alerts", "GET, POST"),
        ("/v1/units/bundi/contacts", "GET, PUT"),
        ("/v1/alerts/RJ-2026-000001/route", "POST"),
    ]:
        answer = await gateway.client.delete(path)
        assert (answer.status_code, answer.headers.get_list("allow")) == (405, [methods])


async def test_a_body_that_is_no_json(gateway: Gateway) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await gateway.ask("PUT", "/v1/policy", Role.ADMIN, content=b"{", headers=headers)
    check(answer, 400, "not-json")


async def test_a_wrong_shape_is_named_by_path_without_its_value(gateway: Gateway) -> None:
    body = {"by": ["+91 55555 12345"], "via": "Somebody's name"}
    answer = await gateway.ask("POST", "/v1/alerts/RJ-2026-000001/acknowledgement", Role.OPERATOR, json=body)
    check(answer, 422, "bad-input")
    assert {each["path"] for each in answer.json()["errors"]} == {"by", "via"}
    assert "55555" not in answer.text
    assert "Somebody" not in answer.text


async def test_our_own_mistake_is_a_500_without_details(gateway: Gateway) -> None:
    async def broken() -> None:
        raise ZeroDivisionError("with a person's name in it")

    gateway.app.add_api_route("/v1/broken", broken)
    answer = await gateway.ask("GET", "/v1/broken", Role.OPERATOR)
    check(answer, 500, "internal-error")
    assert "person's name" not in answer.text


@pytest.mark.parametrize(
    ("error", "perhaps"),
    [
        (exceptions.ConnectionDoesNotExistError("cut"), True),
        (exceptions.AdminShutdownError("shut down"), True),
        (exceptions.CannotConnectNowError("starts up"), False),
        (exceptions.LockNotAvailableError("locked"), False),
        (ConnectionRefusedError(), False),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_after_a_cut_connection_nobody_is_told_that_nothing_was_stored(
    gateway: Gateway, error: Exception, perhaps: bool
) -> None:
    async def cut() -> None:
        raise error if isinstance(error, OSError) else OperationalError(None, None, error)

    for path in ("/v1/cut", "/a/cut/now"):
        gateway.app.add_api_route(path, cut, methods=["POST"])
    answer = await gateway.ask("POST", "/v1/cut", Role.OPERATOR)
    check(answer, 503, "no-database")
    assert ("perhaps nothing was stored" in answer.json()["detail"]) is perhaps
    page = (await gateway.client.post("/a/cut/now")).text
    assert ("Your answer was perhaps not noted" in page, "दर्ज न हुआ हो" in page) == (perhaps, perhaps)
    assert ("Your answer was not noted" in page, "दर्ज नहीं हुआ है" in page) == (not perhaps, not perhaps)
    assert "Please try again in a moment" in page


class TestWithoutDatabase:
    @pytest.fixture
    async def dark(self, runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
        """A gateway whose database cannot be reached."""
        url = "postgresql+asyncpg://postgres@127.0.0.1:1/nowhere"
        lost = Runtime(runtime.settings, runtime.secrets, url, runtime.vault, {}, FakeEngine())
        app = create_app(lost)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://x") as client,
        ):
            yield client

    async def test_an_alert_is_never_answered_with_2xx(self, dark: httpx.AsyncClient, runtime: Runtime) -> None:
        answer = await Gateway(None, dark, runtime).webhook(alert())  # type: ignore[arg-type]
        check(answer, 503, "no-database")
        assert int(answer.headers["retry-after"]) > 0

    async def test_readiness_says_which_part(self, dark: httpx.AsyncClient) -> None:
        answer = await dark.get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"ready": False, "degraded": ["database"]})
        assert (await dark.get("/healthz")).status_code == 200

    async def test_a_person_gets_a_page_in_both_languages(self, dark: httpx.AsyncClient, runtime: Runtime) -> None:
        import uuid

        token = make_token(uuid.uuid4(), runtime.secrets.link_key)
        answer = await dark.post(f"/a/{token}", data={"pin": "123456"})
        assert answer.status_code == 503
        assert "Your answer was not noted" in answer.text
        assert "दर्ज नहीं हुआ" in answer.text
