"""The ten rules of docs/howto/watch-the-board.md, beyond what `test_board.py` holds, each in a real browser."""

import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from models.enums import Severity
from tests.browser.desk import answered, ended, new_page, raised, sign_in, without_gateway
from tests.support.cases import move_clock
from tests.support.served import Served
from tests.support.speed import patience
from tests.support.system import until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

LOOKS_DEAD, LIVE_AGAIN = 12.0 + 1.0, 10.0
"""Seconds until a board without news says so, with the second in which it looks, and until it follows a new gateway."""

DAY = 86400

SOUNDS = """
window.contexts = [];
window.AudioContext = class extends AudioContext {
  constructor(...more) { super(...more); window.contexts.push(this); }
};
"""
"""Keeps what a page makes sound with, so that a test may do to it what a browser does."""

LEADER = "navigator.locks.query().then(({ held }) => held[0]?.clientId)"
WRITTEN = """(id) => {
  window.written = [];
  new MutationObserver(() => {
    const text = document.getElementById(id).textContent;
    if (text) window.written.push([performance.now(), text]);
  }).observe(document.getElementById(id), { childList: true });
}"""


@pytest.fixture
def cases(served: Served) -> Iterator[list[str]]:
    """Cases that are ended after the test."""
    refs: list[str] = []
    yield refs
    for ref in refs:
        ended(served, ref)


def opened(page: Page, served: Served, query: str = "") -> None:
    page.goto(f"{served.url}/?lang=en{query}")
    expect(page.locator("[data-live=live]")).to_be_visible()


def streams(served: Served) -> float:
    """How many streams of boards the gateway holds open."""
    figures = served.run(served.gateway.ask("GET", "/metrics")).text
    return float(figures.partition("\nabhay_board_streams ")[2].split()[0])


def climb_to_the_top(served: Served, ref: str) -> None:
    for _ in ("sp", "dgp"):
        served.run(move_clock(served.runtime.database, 2000))
        served.run(served.gateway.advance(ref))


def seconds_of(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds)


def test_a_board_without_a_gateway_looks_dead_in_time_and_is_whole_and_live_again_in_time(
    desk: Page, served: Served, cases: list[str]
) -> None:
    gone, stays = raised(served), raised(served)
    cases.append(stays)
    opened(desk, served)
    lived = seconds_of(desk.locator("#live").inner_text().split()[2])
    with without_gateway(served):
        begun = time.monotonic()
        ended(served, gone)
        answered(served, stays)
        expect(desk.locator("[data-live=stale]")).to_be_visible()
        assert time.monotonic() - begun < patience(LOOKS_DEAD)
        said = desk.locator("#live").inner_text()
        assert said.startswith("Not live since ")
        stopped = (seconds_of(said.split()[3]) - lived + 6) % DAY
        assert stopped <= 6 + patience(2), "the time at which it stopped"
        assert desk.locator(f"[data-ref={gone}]").count() == 1, "what is not known to have changed stands as it stood"
    begun = time.monotonic()
    expect(desk.locator("[data-live=live]")).to_be_visible()
    assert time.monotonic() - begun < patience(LIVE_AGAIN)
    expect(desk.locator(f"[data-ref={gone}]")).to_have_count(0)
    expect(desk.locator(f"[data-ref={stays}]")).to_contain_text("ASI Synthetic")


def test_a_board_whose_stream_is_cut_asks_for_the_list_and_says_when(
    desk: Page, served: Served, cases: list[str]
) -> None:
    opened(desk, served)
    desk.route("**/board/events**", lambda route: route.abort())
    desk.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")  # it opens a new one
    expect(desk.locator("[data-live=stale]")).to_be_visible()
    cases.append(ref := raised(served))
    expect(desk.locator(f"[data-ref={ref}]")).to_be_visible()
    expect(desk.locator("#live")).to_contain_text("the list was read at")
    assert desk.locator("[data-live=stale]").count() == 1, "a list that is asked for is not live"
    desk.unroute("**/board/events**")
    expect(desk.locator("[data-live=live]")).to_be_visible()


def test_boards_of_one_browser_share_one_stream_and_outlive_the_one_that_has_it(
    desk: Page, served: Served, cases: list[str]
) -> None:
    opened(desk, served)
    more = [desk.context.new_page() for _ in range(3)]
    for page in more:
        opened(page, served)
    until(lambda: streams(served) == 1, 20, "more than one stream is open")
    cases.append(ref := raised(served))
    for page in (desk, *more):
        expect(page.locator(f"[data-ref={ref}]")).to_be_visible()
    desk.close()
    cases.append(after := raised(served))
    for page in more:
        expect(page.locator(f"[data-ref={after}]")).to_be_visible()
        expect(page.locator("[data-live=live]")).to_be_visible()
    until(lambda: streams(served) == 1, 20, "not one stream is open")


def test_a_board_that_leads_and_says_nothing_is_led_by_another(desk: Page, served: Served, cases: list[str]) -> None:
    opened(desk, served)
    other = desk.context.new_page()
    opened(other, served)
    desk.evaluate("BroadcastChannel.prototype.postMessage = () => {}")  # as in a tab that the browser froze
    first = other.evaluate(LEADER)
    until(lambda: other.evaluate(LEADER) not in (first, None), 40, "the silent board leads on")
    cases.append(ref := raised(served))
    for page in (desk, other):
        expect(page.locator(f"[data-ref={ref}]")).to_be_visible()
        expect(page.locator("[data-live=live]")).to_be_visible()
    until(lambda: streams(served) == 1, 20, "the silent board kept its stream")


def test_sound_that_the_browser_blocks_is_said_and_can_be_switched_on_again(desk: Page, served: Served) -> None:
    desk.add_init_script(SOUNDS)
    opened(desk, served)
    sound = desk.locator("#sound")
    desk.locator("#arm").click()
    expect(sound).to_have_attribute("data-sound", "armed")
    desk.evaluate("window.contexts[0].suspend()")
    expect(sound).to_have_attribute("data-sound", "blocked")
    expect(desk.locator("#sound-state")).to_contain_text("the browser blocks the sound")
    desk.locator("#arm").click()
    expect(sound).to_have_attribute("data-sound", "armed")


def test_what_nobody_has_rings_again_after_a_minute_and_muting_ends_by_itself(
    desk: Page, served: Served, cases: list[str]
) -> None:
    desk.clock.install()
    cases.append(ref := raised(served))
    opened(desk, served)
    desk.locator("#arm").click()
    rang = desk.locator("#rang")
    assert rang.inner_text() == "", "what was there before the sound is no news"
    desk.clock.fast_forward(61_000)
    expect(rang).to_contain_text(ref)
    first = rang.inner_text()
    desk.locator("#mute").click()
    expect(desk.locator("#sound")).to_have_attribute("data-sound", "muted")
    desk.clock.fast_forward(301_000)
    expect(desk.locator("#sound")).to_have_attribute("data-sound", "armed")
    expect(rang).not_to_have_text(first)
    answered(served, ref)
    expect(desk.locator(f"[data-ref={ref}]")).to_have_attribute("data-alarm", "quiet")


def test_the_second_tone_is_for_a_case_at_the_top_and_never_for_a_drill(
    desk: Page, served: Served, cases: list[str]
) -> None:
    opened(desk, served)
    desk.locator("#arm").click()
    drill = raised(served, drill=True)
    expect(desk.locator("#rang")).to_contain_text(drill)
    climb_to_the_top(served, drill)
    expect(desk.locator(f"[data-ref={drill}]")).to_have_attribute("data-rung", "dgp")
    expect(desk.locator(f"[data-ref={drill}]")).to_have_attribute("data-alarm", "new")
    ended(served, drill)
    cases.append(ref := raised(served))
    climb_to_the_top(served, ref)
    expect(desk.locator(f"[data-ref={ref}]")).to_have_attribute("data-alarm", "last")
    expect(desk.locator("#rang[data-kind=last]")).to_contain_text(ref)


def test_a_crowd_of_new_cases_is_few_sentences_for_those_who_listen(
    desk: Page, served: Served, cases: list[str]
) -> None:
    opened(desk, served)
    desk.evaluate(WRITTEN, "alarmed")
    cases += [raised(served) for _ in range(6)]

    def said() -> int:
        return sum(int(text.split()[0]) for _, text in desk.evaluate("window.written"))

    until(lambda: said() == len(cases), 40, "not every case was told")
    times = [at for at, _ in desk.evaluate("window.written")]
    assert all(after - before >= 4_900 for before, after in pairwise(times)), times


def test_nothing_is_told_by_colour_alone(desk: Page, served: Served, cases: list[str]) -> None:
    cases += [raised(served, severity=each) for each in Severity]
    desk.emulate_media(forced_colors="active")
    opened(desk, served)
    told = [desk.locator(f"[data-ref={ref}] [data-cell=severity]").inner_text() for ref in cases]
    edge = "each => getComputedStyle(each).borderLeftStyle"
    edges = {desk.locator(f"[data-ref={ref}]").evaluate(edge) for ref in cases}
    assert len({text[0] for text in told}) == len(set(told)) == len(edges) == len(cases)
    served.run(move_clock(served.runtime.database, 3000))
    for ref in cases:
        expect(desk.locator(f"[data-ref={ref}] .late")).to_have_text("overdue")


def test_a_board_from_before_a_new_version_says_so(desk: Page, served: Served) -> None:
    opened(desk, served)
    expect(desk.locator("#newer")).to_be_hidden()
    desk.evaluate("document.getElementById('board').dataset.version = 'of-before'")
    expect(desk.locator("#newer")).to_be_visible()
    desk.locator("#newer a").click()
    expect(desk.locator("[data-live=live]")).to_be_visible()
    expect(desk.locator("#newer")).to_be_hidden()


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_computer_whose_clock_is_wrong_counts_down_like_any_other(
    browser: Browser, desk: Page, served: Served, operator: str, cases: list[str], hours: int
) -> None:
    wrong = new_page(browser)
    sign_in(wrong, served, operator)
    wrong.clock.set_system_time(time.time() + hours * 3600)
    cases.append(ref := raised(served))
    for page in (desk, wrong):
        opened(page, served)
    assert abs(desk.evaluate("Date.now()") - wrong.evaluate("Date.now()")) > 3_000_000
    left, left_there = (page.locator(f"[data-ref={ref}] [data-due]").inner_text() for page in (desk, wrong))
    wrong.context.close()
    assert abs(seconds_of(f"0:{left}") - seconds_of(f"0:{left_there}")) <= patience(2)
