"""What is asked for together is done together; whoever asks alone does not wait, and everybody hears an answer."""

import asyncio
from collections.abc import Sequence

import pytest

from abhay.adapters.store.db.batches import Batches


class Work:
    """Doubles numbers, a batch at a time, each when `go` says so."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.go = asyncio.Event()
        self.error: Exception | None = None

    async def __call__(self, keys: Sequence[int]) -> dict[int, int]:
        self.batches.append(list(keys))
        await self.go.wait()
        if self.error is not None:
            raise self.error
        return {key: 2 * key for key in keys if key >= 0}


async def ask(batches: Batches[int, int], *keys: int) -> list[asyncio.Task[int | None]]:
    asked = [asyncio.create_task(batches.do(key)) for key in keys]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return asked


async def test_the_first_goes_alone_and_the_others_together() -> None:
    work = Work()
    batches = Batches(work)
    first = await ask(batches, 1)
    others = await ask(batches, 2, 3, -4)
    work.go.set()
    assert await asyncio.gather(*first, *others) == [2, 4, 6, None]
    assert work.batches == [[1], [2, 3, -4]]


async def test_asked_for_twice_it_is_given_once() -> None:
    work = Work()
    batches = Batches(work)
    first = await ask(batches, 1)
    twice = await ask(batches, 2, 2)
    work.go.set()
    assert await asyncio.gather(*first, *twice) == [2, 4, None]


async def test_a_failure_is_everybodys_in_the_batch_and_nobodys_after_it() -> None:
    work = Work()
    batches = Batches(work)
    asked = await ask(batches, 1)
    work.error = OSError("gone")
    work.go.set()
    with pytest.raises(OSError, match="gone"):
        await asked[0]
    work.error = None
    assert await batches.do(5) == 10


async def test_who_gave_up_holds_up_nobody() -> None:
    work = Work()
    batches = Batches(work)
    first = await ask(batches, 1)
    gone, stays = await ask(batches, 2, 3)
    gone.cancel()
    await asyncio.sleep(0)
    work.go.set()
    assert await asyncio.gather(*first, stays) == [2, 6]
    assert work.batches == [[1], [3]]
