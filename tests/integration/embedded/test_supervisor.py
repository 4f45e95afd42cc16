"""The supervisor over stand-in parts: order, deaths, failures, stopping."""

import asyncio
import os
import signal
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from abhay.adapters.processes import child, hanging
from abhay.adapters.processes.child import State
from abhay.adapters.processes.part import TRIES_AT_START, Part
from abhay.adapters.processes.reaper import alive
from abhay.entrypoints.supervisor import Supervisor
from abhay.errors import SetupError
from abhay.settings import Settings
from tests.integration.embedded.support import entries, happened, nice_of_session, standin, until_async
from tests.support.speed import patience


@pytest.fixture
def journal(settings: Settings) -> Path:
    return settings.home.parent / "journal"


async def test_starts_upwards_and_stops_downwards(settings: Settings, journal: Path) -> None:
    def part(name: str, *after: str) -> Part:
        async def ready() -> bool:
            return name in happened(journal, "start")

        return standin(journal, name, after=after, ready=ready)

    ground = standin(journal, "ground", "once", once=True)
    parts = [part("roof", "walls", "floor"), part("walls", "ground"), part("floor", "ground"), ground]
    async with Supervisor(settings, parts) as system:
        assert {name: part.state for name, part in system.parts.items()} == {
            "ground": State.DONE,
            "walls": State.READY,
            "floor": State.READY,
            "roof": State.READY,
        }
        assert system.parts["ground"].pid is None
    started, ended = happened(journal, "start"), happened(journal, "end")
    assert (started[0], started[-1]) == ("ground", "roof")
    assert ended[:2] == ["ground", "roof"]
    assert set(ended[2:]) == {"walls", "floor"}
    asked = {entry.name: entry.at for entry in entries(journal) if entry.what == "asked"}
    end_of_roof = next(entry.at for entry in entries(journal) if (entry.name, entry.what) == ("roof", "end"))
    assert min(asked["walls"], asked["floor"]) > end_of_roof


async def test_a_part_waits_until_those_below_are_ready(settings: Settings, journal: Path) -> None:
    answers = iter([False, False, True])
    asked: list[float] = []

    async def ready() -> bool:
        asked.append(time.monotonic())
        return next(answers)

    parts = [standin(journal, "ground", ready=ready), standin(journal, "roof", after=("ground",))]
    async with Supervisor(settings, parts):
        await until_async(lambda: "roof" in happened(journal, "start"))
    assert len(asked) == 3
    assert next(entry.at for entry in entries(journal) if entry.name == "roof") > asked[-1]


async def test_a_preloaded_part_begins_when_those_below_are_ready(settings: Settings, journal: Path) -> None:
    async def ready() -> bool:
        return "roof" in happened(journal, "start")

    ground = standin(journal, "ground", ready=ready)
    roof = standin(journal, "roof", "preload", after=("ground",), preload=True)
    async with Supervisor(settings, [ground, roof]) as system:
        assert system.parts["roof"].state is State.READY
        await until_async(lambda: happened(journal, "began"))
        os.kill(system.parts["roof"].pid or 0, signal.SIGKILL)
        await until_async(lambda: happened(journal, "began") == ["roof", "roof"], 3, "a new one that need not wait")


async def test_a_part_that_still_waits_for_its_signal_is_stopped_with_the_others(
    settings: Settings, journal: Path
) -> None:
    async def never() -> bool:
        return False

    ground = standin(journal, "ground", ready=never)
    roof = standin(journal, "roof", "preload", after=("ground",), preload=True)
    system = Supervisor(settings, [ground, roof])
    starting = asyncio.create_task(system.start())
    await until_async(lambda: len(happened(journal, "start")) == 2)
    starting.cancel()
    await system.stop()
    assert set(happened(journal, "end")) == {"ground", "roof"}
    assert happened(journal, "began") == []


async def test_a_step_that_is_not_needed_is_done_at_once(settings: Settings, journal: Path) -> None:
    async def needed() -> bool:
        return False

    tables = standin(journal, "tables", "once", once=True, needed=needed)
    async with Supervisor(settings, [tables, standin(journal, "roof", after=("tables",))]) as system:
        await until_async(lambda: "roof" in happened(journal, "start"))
        assert system.parts["tables"].state is State.DONE
    assert "tables" not in happened(journal, "start")


async def test_a_part_that_is_killed_is_back_within_two_seconds(settings: Settings, journal: Path) -> None:
    said: list[str] = []
    async with Supervisor(settings, [standin(journal, "worker")], say=said.append) as system:
        await until_async(lambda: happened(journal, "start"))
        first = system.parts["worker"].pid
        assert first
        killed = time.monotonic()
        os.kill(first, signal.SIGKILL)
        await until_async(lambda: len(happened(journal, "start")) == 2)
        again = entries(journal)[-1]
        assert again.at - killed < patience(2)
        assert again.pid == system.parts["worker"].pid != first
        assert system.parts["worker"].starts == 2
    assert "worker was ended by SIGKILL: started again in 0.2 s" in said
    assert any(line.startswith("worker ready again") for line in said)


async def test_a_part_that_keeps_dying_is_started_for_ever_but_not_in_a_rush(
    settings: Settings, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "LONGEST_PAUSE", 0.4)
    async with Supervisor(settings, [standin(journal, "worker", "die", "0")]):
        await until_async(lambda: len(happened(journal, "start")) >= 8)
    at = [entry.at for entry in entries(journal)]
    pauses = [later - earlier for earlier, later in pairwise(at)]
    assert pauses[0] >= 0.2
    assert min(pauses[1:7]) >= 0.4


async def test_a_step_that_fails_ends_the_start_in_one_line(settings: Settings, journal: Path) -> None:
    async def begun() -> bool:
        return "ground" in happened(journal, "start")

    parts = [
        standin(journal, "ground", ready=begun),
        standin(journal, "tables", "fail", after=("ground",), once=True),
        standin(journal, "roof", after=("tables",)),
    ]
    with pytest.raises(SetupError) as caught:
        async with Supervisor(settings, parts):
            pytest.fail("started all the same")
    log = settings.home / "log" / "tables.log"
    assert caught.value.detail == f"tables ended with exit code 1: the reason is written here (more in {log})"
    assert happened(journal, "start") == ["ground", "tables"]
    assert happened(journal, "end") == ["ground"]


async def test_a_part_that_dies_before_it_was_ever_ready_fails_the_start(settings: Settings, journal: Path) -> None:
    async def never() -> bool:
        return False

    with pytest.raises(SetupError, match="worker ended with exit code 1: the reason is written here"):
        async with Supervisor(settings, [standin(journal, "worker", "fail", ready=never)]):
            pytest.fail("started all the same")
    assert len(happened(journal, "start")) == TRIES_AT_START


async def test_a_program_that_is_not_there_fails_the_start(settings: Settings) -> None:
    with pytest.raises(SetupError, match=r"could not be started .*no-such-program"):
        async with Supervisor(settings, [Part("ghost", ["/no-such-program"], once=True)]):
            pytest.fail("started all the same")


async def test_what_never_gets_ready_is_named(settings: Settings, journal: Path) -> None:
    async def never() -> bool:
        return False

    parts = [standin(journal, "ground"), standin(journal, "worker", ready=never)]
    said: list[str] = []
    system = Supervisor(settings, parts, say=said.append, say_every=0.1)
    starting = asyncio.create_task(system.start())
    await until_async(lambda: f"not ready yet: worker (see {system.home.log}); still trying" in said)
    await until_async(lambda: set(happened(journal, "start")) == {"ground", "worker"})
    assert not starting.done()
    starting.cancel()
    await system.stop()
    assert set(happened(journal, "end")) == {"ground", "worker"}


async def test_what_is_not_essential_holds_up_no_start(settings: Settings, journal: Path) -> None:
    async def never() -> bool:
        return False

    parts = [
        standin(journal, "prefect", ready=never, essential=False),
        standin(journal, "deployments", "fail", once=True, essential=False),
        standin(journal, "worker", after=("prefect",), essential=False),
        standin(journal, "gateway"),
    ]
    said: list[str] = []
    async with Supervisor(settings, parts, say=said.append, wait_for_others=0.1) as system:
        assert system.not_ready == ["prefect", "deployments", "worker"]
        assert system.parts["gateway"].state is State.READY
        await until_async(lambda: happened(journal, "start").count("deployments") > TRIES_AT_START + 1)
        assert system.parts["gateway"].state is State.READY
        assert "worker" not in happened(journal, "start")
    assert sum(line.startswith("deployments ended") for line in said) == 3, "said at the 1st, 2nd and 4th death"


async def test_a_part_whose_loop_stands_still_is_ended_and_started_again(
    settings: Settings, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hanging, "NO_PULSE", patience(1))
    said: list[str] = []
    parts = [standin(journal, "worker", "beating", beats=True), standin(journal, "silent", beats=True)]
    async with Supervisor(settings, parts, say=said.append) as system:
        await until_async(lambda: "worker" in happened(journal, "beaten"))
        os.kill(system.parts["worker"].pid or 0, signal.SIGSTOP)
        await until_async(lambda: happened(journal, "start").count("worker") == 2)
        assert "worker shows no sign of life: ended" in said
        assert system.parts["silent"].starts == 1, "it has never beaten: it is starting"
    assert not any(line.startswith("silent shows") for line in said)


async def test_a_preloaded_part_does_not_hang_while_it_waits_for_its_signal(
    settings: Settings, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Migrations, or a database that recovers, take as long as they take."""
    monkeypatch.setattr(hanging, "NO_FIRST_PULSE", patience(0.5))
    there = False

    async def ready() -> bool:
        return there

    parts = [
        standin(journal, "ground", ready=ready),
        standin(journal, "roof", "preload", "beating", after=("ground",), preload=True, beats=True),
    ]
    said: list[str] = []
    system = Supervisor(settings, parts, say=said.append)
    starting = asyncio.create_task(system.start())
    await until_async(lambda: "roof" in happened(journal, "start"))
    await asyncio.sleep(3 * patience(0.5))  # longer than a process may take that waits for nobody
    there = True
    await asyncio.wait_for(starting, patience(60))
    await until_async(lambda: "roof" in happened(journal, "beaten"))
    assert system.parts["roof"].starts == 1, said
    await system.stop()


async def test_the_number_of_an_end_that_was_given_away_is_never_closed_again(settings: Settings) -> None:
    pipe = hanging.PulsePipe()
    number = pipe.write_end
    pipe.given()
    with settings.home.parent.joinpath("other").open("wb") as other:
        assert other.fileno() == number, "the next file gets the number"
        pipe.given()
        other.write(b"still open")
    pipe.close()


async def test_a_part_that_answers_no_more_is_ended_and_started_again(
    settings: Settings, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hanging, "ASK_EVERY", 0.1)
    answers = True

    async def ready() -> bool:
        return answers

    async with Supervisor(settings, [standin(journal, "prefect", ready=ready, silent_for=0.5)]) as system:
        await until_async(lambda: "prefect" in happened(journal, "start"))
        answers = False
        await until_async(lambda: happened(journal, "start").count("prefect") == 2)
        answers = True
        await until_async(lambda: system.parts["prefect"].state is State.READY)


async def test_a_part_that_stands_in_line_for_a_processor_is_not_ended(
    settings: Settings, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hanging, "ASK_EVERY", 0.1)
    busy, asked = True, list[None]()

    async def ready() -> bool:
        asked.append(None)
        return len(asked) == 1

    began = time.monotonic()
    monkeypatch.setattr(hanging, "time_in_line", lambda _: time.monotonic() - began if busy else 0.0)
    monkeypatch.setattr(hanging, "MOST_FORGIVEN", 1e6)
    async with Supervisor(settings, [standin(journal, "prefect", ready=ready, silent_for=0.5)]):
        await until_async(lambda: len(asked) > 5)
        assert happened(journal, "start").count("prefect") == 1, "it would answer if it had its turn"
        busy = False
        await until_async(lambda: happened(journal, "start").count("prefect") == 2)


async def test_the_time_in_which_the_supervisor_stood_still_ends_nobody(
    settings: Settings, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hanging, "NO_PULSE", 2.0)
    monkeypatch.setattr(hanging, "STOOD_STILL", 0.5)
    async with Supervisor(settings, [standin(journal, "worker", "beating", beats=True)]) as system:
        await until_async(lambda: "worker" in happened(journal, "beaten"))
        pid = system.parts["worker"].pid or 0
        os.kill(pid, signal.SIGSTOP)
        time.sleep(3)  # noqa: ASYNC251  the whole loop stands still, as on a machine that sleeps
        os.kill(pid, signal.SIGCONT)
        await until_async(lambda: happened(journal, "beaten").count("worker") > 3)
        assert system.parts["worker"].pid == pid


async def test_a_stubborn_part_is_killed_when_its_grace_is_over(settings: Settings, journal: Path) -> None:
    async with Supervisor(settings, [standin(journal, "worker", "stubborn", grace=0.3)]) as system:
        await until_async(lambda: happened(journal, "start"))
        pid = system.parts["worker"].pid
        assert pid
        begun = time.monotonic()
    assert 0.3 <= time.monotonic() - begun < patience(2)
    assert happened(journal, "asked") == ["worker"]
    assert not alive(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="processes in other sessions are found through /proc")
async def test_a_child_in_a_session_of_its_own_does_not_stay_behind(settings: Settings, journal: Path) -> None:
    async with Supervisor(settings, [standin(journal, "worker", "lost-child")]):
        await until_async(lambda: "worker-child" in happened(journal, "start"))
        orphan = next(entry.pid for entry in entries(journal) if entry.name == "worker-child")
        assert alive(orphan)
    assert not alive(orphan)


async def test_important_lines_reach_the_terminal(settings: Settings) -> None:
    said: list[str] = []
    talker = Part(
        "talker", [sys.executable, "-S", "-c", "print('fine'); print('ERROR: no'); import time; time.sleep(60)"]
    )
    async with Supervisor(settings, [talker], say=said.append):
        await until_async(lambda: "talker: ERROR: no" in said)
    assert not any("fine" in line for line in said)


async def test_a_home_is_held_by_one(settings: Settings, journal: Path) -> None:
    async with Supervisor(settings, [standin(journal, "one")]):
        with pytest.raises(SetupError, match=f"in use by process {os.getpid()}"):
            await Supervisor(settings, [standin(journal, "two")]).start()
    async with Supervisor(settings, [standin(journal, "three")]):
        await until_async(lambda: happened(journal, "start"))
    assert "two" not in happened(journal, "start")


async def test_stopping_in_the_middle_of_the_start_leaves_nothing(settings: Settings, journal: Path) -> None:
    async def never() -> bool:
        return False

    parts = [
        standin(journal, "ground"),
        standin(journal, "walls", ready=never),
        standin(journal, "roof", after=("walls",)),
    ]
    system = Supervisor(settings, parts)
    starting = asyncio.create_task(system.start())
    await until_async(lambda: len(happened(journal, "start")) == 2)
    starting.cancel()
    await system.stop()
    assert set(happened(journal, "end")) == {"ground", "walls"}
    assert "roof" not in happened(journal, "start")
    assert not (settings.home / "parts.json").exists()


async def test_a_part_that_can_wait_gives_way_and_so_does_its_session(settings: Settings, journal: Path) -> None:
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    wanted = min(ours + 3, 19)
    async with Supervisor(settings, [standin(journal, "first"), standin(journal, "later", nice=3)]) as system:
        first, later = system.parts["first"].pid, system.parts["later"].pid
        assert first
        assert later
        assert os.getpriority(os.PRIO_PROCESS, first) == ours
        await until_async(lambda: given(later) == (wanted, 3))
        os.kill(later, signal.SIGKILL)
        again = await until_async(lambda: (pid := system.parts["later"].pid) != later and pid)
        await until_async(lambda: given(again) == (wanted, 3))


def given(pid: int) -> tuple[int, int]:
    """The nice values of the process, and of its session where the kernel groups sessions."""
    session = nice_of_session(pid)
    return os.getpriority(os.PRIO_PROCESS, pid), 3 if session is None else session
