"""How Prefect's API is asked: with the access of Prefect's own client, and patiently where the server is busy."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from abhay.adapters.engine.prefect import PrefectEngine
from abhay.adapters.engine.prefect_api import PrefectAccess, PrefectApi
from abhay.domain.equipment import Lack, Need
from abhay.errors import OrchestrationUnavailable


class Busy(http.server.ThreadingHTTPServer):
    """Answers each request with the next of these statuses, the last one for good, and keeps their headers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.statuses: list[int] = [200]
        self.seen: list[dict[str, str]] = []


class Handler(http.server.BaseHTTPRequestHandler):
    server: Busy

    def do_GET(self) -> None:
        self.server.seen.append(dict(self.headers.items()))
        statuses = self.server.statuses
        self.send_response(statuses.pop(0) if len(statuses) > 1 else statuses[0])
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"true")

    do_POST = do_GET  # noqa: N815  the name that the server calls

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def busy() -> Iterator[Busy]:
    with Busy() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def url_of(server: Busy) -> str:
    return f"http://127.0.0.1:{server.server_port}"


@pytest.mark.parametrize("status", [429, 502, 503])
async def test_a_busy_server_is_asked_again_a_few_times(busy: Busy, status: int) -> None:
    busy.statuses = [status, status, 200]
    assert await PrefectApi(url_of(busy), pauses=(0.0, 0.0)).get("/health") is True
    busy.statuses = [status]
    with pytest.raises(OrchestrationUnavailable):
        await PrefectApi(url_of(busy), pauses=(0.0, 0.0)).get("/health")
    assert len(busy.seen) == 6


async def test_a_broken_server_is_asked_once(busy: Busy) -> None:
    busy.statuses = [500]
    with pytest.raises(OrchestrationUnavailable):
        await PrefectApi(url_of(busy), pauses=(0.0, 0.0)).get("/health")
    assert len(busy.seen) == 1


async def test_the_variables_of_prefects_own_client_hold(busy: Busy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", url_of(busy) + "/")
    monkeypatch.setenv("PREFECT_API_KEY", "a-key")
    monkeypatch.setenv("PREFECT_CLIENT_CUSTOM_HEADERS", '{"X-Proxy": "synthetic"}')
    await PrefectApi("http://127.0.0.1:1/api").get("/health")
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "desk:synthetic")
    await PrefectApi("http://127.0.0.1:1/api").get("/health")
    by_key, by_password = busy.seen
    assert (by_key["Authorization"], by_key["X-Proxy"]) == ("Bearer a-key", "synthetic")
    assert by_password["Authorization"] == "Basic ZGVzazpzeW50aGV0aWM="


async def test_no_proxy_is_asked_for_prefect(busy: Busy, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert await PrefectApi(url_of(busy)).get("/health") is True


def test_no_secret_shows() -> None:
    access = PrefectAccess(url="http://prefect.example/api", auth_string="desk:synthetic", key="a-key")
    assert "synthetic" not in repr(access)
    assert "a-key" not in repr(access)


@pytest.mark.parametrize(
    ("statuses", "need"),
    [
        ([503, 503, 503, 503, 200], Need.TABLES),
        ([500, 500, 500, 500, 200], Need.TABLES),
        ([503, 503, 503, 503, 503], Need.DATABASE),
        ([401], Need.PASSWORD),
        ([403], Need.PASSWORD),
    ],
)
async def test_a_server_that_answers_and_cannot_be_used_says_why(busy: Busy, statuses: list[int], need: Need) -> None:
    """Prefect calls itself healthy without a database, and ready without its tables."""
    busy.statuses = statuses
    engine = PrefectEngine(PrefectApi(url_of(busy), PrefectAccess(url=url_of(busy))))
    assert await engine.lacks(30) == (Lack(need),)
