"""Work after a commit: a few jobs at a time, a few seconds at the end, and whatever fails is in the log."""

import asyncio
import logging

import pytest

from abhay.errors import OrchestrationUnavailable
from abhay.services.after_commit import AfterCommitJobs


async def test_a_slow_engine_is_asked_for_eight_things_at_a_time() -> None:
    jobs, running, most = AfterCommitJobs(), 0, 0
    go = asyncio.Event()

    async def job() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await go.wait()
        running -= 1

    for number in range(20):
        jobs.start(job(), f"job {number}")
    while running < 8:  # noqa: ASYNC110  the jobs begin one after the other, nothing signals
        await asyncio.sleep(0)
    go.set()
    assert await jobs.settled()
    assert most == 8


async def test_what_a_job_begins_is_waited_for_too() -> None:
    jobs, done = AfterCommitJobs(), []

    async def second() -> None:
        await asyncio.sleep(0)
        done.append("second")

    async def first() -> None:
        jobs.start(second(), "the second")

    jobs.start(first(), "the first")
    assert await jobs.settled()
    assert done == ["second"]


async def test_at_the_end_unfinished_jobs_get_a_moment_and_are_then_let_go() -> None:
    jobs, ended = AfterCommitJobs(grace=0.05), []

    async def hanging() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cancelled")

    async def short() -> None:
        await asyncio.sleep(0.01)
        ended.append("finished")

    for work, what in ((hanging(), "one that hangs"), (short(), "a short one")):
        jobs.start(work, what)
    assert not await jobs.settled()
    await jobs.close()
    assert ended == ["finished", "cancelled"]


async def test_a_job_that_never_began_is_let_go_as_well() -> None:
    jobs = AfterCommitJobs(grace=0.0)
    jobs.start(asyncio.sleep(0), "one that is cancelled before it begins")
    await jobs.close()


async def test_a_job_that_fails_is_told_of_in_the_log_alone(caplog: pytest.LogCaptureFixture) -> None:
    jobs = AfterCommitJobs()

    async def fails(error: Exception) -> None:
        raise error

    jobs.start(fails(OrchestrationUnavailable("Prefect cannot be asked now")), "waking a run")
    jobs.start(fails(ValueError("a fault of ours")), "telling the desk")
    assert await jobs.settled()
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.WARNING, "waking a run is left to the sweep: Prefect cannot be asked now"),
        (logging.ERROR, "telling the desk failed"),
    ]
