"""The board with two thousand open cases: its first paint, how soon a change is seen on it, what twenty of them cost.

A real browser looks; it is driven from a thread of its own, because its driver keeps that thread's event loop. What
twenty boards cost is measured with plain streams: twenty browsers would cost more than what they look at.
"""

import random
import selectors
import shutil
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.figures import Figures, percentile
from tests.benchmarks.measurement import Bench, Measurement, Side
from tests.benchmarks.systems import BenchSystem

FIGURE = "board"
CASES = 2_000
FAR = 3600.0
LOOKS = 5
CHANGES = 60
APART = (0.3, 0.9)
"""Seconds between two changes: at any time between two looks of the gateway at the database."""

BOARDS = 20
WATCHED = 30.0
"""Seconds for which what the boards cost is counted."""

_SEEN = """() => {
  window.seen = {};
  const note = (row) => {
    if (row.dataset?.status === "acknowledged") requestAnimationFrame(() => { window.seen[row.dataset.ref] ??= Date.now() / 1000; });
  };
  new MutationObserver((changes) => changes.forEach(({ target, addedNodes }) => [target, ...addedNodes].forEach(note)))
    .observe(document.querySelector("#cases tbody"), { childList: true, subtree: true, attributes: true, attributeFilter: ["data-status"] });
}"""


def measure(bench: Bench) -> Figures:
    """Everything with the same cases, which all wait for the district."""
    system = bench.system
    assert system is not None
    system.clear()
    count = bench.count(CASES, least=40)
    refs = [copy.ref for copy in system.copies(system.waiting(), count, FAR)]
    changed = refs[: bench.count(CHANGES, least=10)]
    with ThreadPoolExecutor(1) as apart:
        painted, complete, seen = apart.submit(_look, system, changed, count + 1).result()
    idle, watched = _shares(system, refs[len(changed) :])
    bench.remark(
        f"{FIGURE}: {count} cases; the whole list was there after {complete:.2f} s; of {len(seen)} changes the median was"
        f" seen after {statistics.median(seen):.2f} s, the last of all after {max(seen):.2f} s"
    )
    bench.remark(
        f"{FIGURE}: the gateway with one change a second {idle:.1%} of a core, with {BOARDS} boards {watched:.1%}"
    )
    system.clear()
    return {
        "first_paint_s": round(painted, 3),
        "change_p95_s": round(percentile(seen, 0.95), 3),
        "core_share_20": round(watched, 3),
    }


def _look(system: BenchSystem, changed: Sequence[str], rows: int) -> tuple[float, float, list[float]]:
    """Seconds to the first paint and to the whole list, the medians of several, and of each change until it was seen."""
    link = system.cli("account", "create", "Synthetic Bench", "--role", "operator").split()[-1]
    with _page() as page:
        page.goto(link)
        for field in ("password", "again"):
            page.locator(f"[name={field}]").fill("synthetic horse battery")
        page.locator("[data-act=set-up] button").click()
        looks = [_painted(page, system.url, rows) for _ in range(LOOKS)]
        page.locator("[data-live=live]").wait_for()
        page.evaluate(_SEEN)
        sent = {ref: _acknowledge(system, ref) for ref in changed}
        page.wait_for_function("count => Object.keys(window.seen).length >= count", arg=len(changed), timeout=60_000)
        seen = page.evaluate("window.seen")
    paints, wholes = zip(*looks, strict=True)
    return statistics.median(paints), statistics.median(wholes), [seen[ref] - at for ref, at in sent.items()]


@contextmanager
def _page() -> Iterator[Page]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page(viewport={"width": 1366, "height": 768})
        browser.close()


def _painted(page: Page, url: str, rows: int) -> tuple[float, float]:
    page.goto(f"{url}/", wait_until="load")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    assert page.locator("#cases tbody tr").count() == rows
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    whole = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    return first / 1000, whole / 1000


def _acknowledge(system: BenchSystem, ref: str) -> float:
    """Acknowledges a case. Returns when it was sent (Unix time)."""
    time.sleep(random.uniform(*APART))
    at = time.time()
    answer = system.post(f"/v1/alerts/{ref}/acknowledgement", {"by": "SI Synthetic", "via": "phone"})
    assert answer.status_code == 200, answer.text
    return at


def _shares(system: BenchSystem, refs: Sequence[str]) -> tuple[float, float]:
    """What share of a core the gateway takes while cases change: with nobody looking, and with boards open."""
    half = len(refs) // 2
    idle = _share(system, refs[:half])
    with _boards(system, BOARDS):
        return idle, _share(system, refs[half:])


def _share(system: BenchSystem, refs: Sequence[str]) -> float:
    gateway = system.running("gateway")
    before, begun = gateway.cpu_times(), time.monotonic()
    for ref in refs:
        if (left := WATCHED - (time.monotonic() - begun)) <= 0:
            break
        answer = system.post(f"/v1/alerts/{ref}/acknowledgement", {"by": "SI Synthetic", "via": "phone"})
        assert answer.status_code == 200, answer.text
        time.sleep(min(1.0, left))
    time.sleep(max(0.0, WATCHED - (time.monotonic() - begun)))
    after, took = gateway.cpu_times(), time.monotonic() - begun
    return (after.user + after.system - before.user - before.system) / took


@contextmanager
def _boards(system: BenchSystem, count: int) -> Iterator[None]:
    """So many boards' streams, read by one thread as fast as they come."""
    head = "".join(f"{name}: {value}\r\n" for name, value in system.auth("operator").items())
    request = (
        f"GET /board/events?lang=hi HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n{head}\r\n".encode()
    )
    with ExitStack() as stack:
        lines = [stack.enter_context(socket.create_connection(("127.0.0.1", system.port))) for _ in range(count)]
        for line in lines:
            line.sendall(request)
            assert b"200 OK" in line.recv(64 * 1024)
        over = threading.Event()
        reader = threading.Thread(target=_read, args=(lines, over.is_set), daemon=True)
        reader.start()
        time.sleep(2)  # their snapshots are not what they cost while they are open
        yield
        over.set()
        reader.join()


def _read(lines: Sequence[socket.socket], is_over: Callable[[], bool]) -> None:
    with selectors.DefaultSelector() as ready:
        for line in lines:
            ready.register(line, selectors.EVENT_READ)
        while not is_over():
            for key, _ in ready.select(0.5):
                key.fileobj.recv(256 * 1024)  # type: ignore[union-attr]


MEASUREMENTS = (Measurement(FIGURE, Side.ABHAY, measure),)
