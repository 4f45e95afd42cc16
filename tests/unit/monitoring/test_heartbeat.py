"""The heartbeat: heard only if the other side says so."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from abhay.adapters.heartbeat import Heartbeat
from abhay.adapters.processes.ports import free_port


@contextmanager
def outside(status: int) -> Iterator[str]:
    """Somebody who answers every heartbeat with this status."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/beat"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("status", "heard"), [(200, True), (204, True), (404, False), (500, False)])
async def test_it_is_heard_if_the_other_side_says_so(status: int, heard: bool) -> None:
    with outside(status) as url:
        assert await Heartbeat(url).beat() is heard


async def test_nobody_there_is_said_in_the_log_without_the_address(caplog: pytest.LogCaptureFixture) -> None:
    """The address of a heartbeat is often its key."""
    assert not await Heartbeat(f"http://127.0.0.1:{free_port()}/a-secret-path").beat()
    assert "not heard (ConnectError)" in caplog.text
    assert "a-secret-path" not in caplog.text
