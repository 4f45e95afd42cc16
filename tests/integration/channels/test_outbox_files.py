"""The files of the embedded channel, as a reader outside sees them."""

import asyncio
import json
import os
import re
import shutil
import stat
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.channels.outbox import OutboxChannel
from abhay.errors import ChannelUnavailable
from abhay.services.monitoring.pruning import keep_pruning

CONTRACT = {
    "at", "id", "kind", "alert", "rung", "round", "attempt", "post", "unit", "channel", "to", "subject", "body",
    "ack_url", "ack_pin", "drill",
}  # fmt: skip


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


async def test_a_file_holds_what_the_contract_says(tmp_path: Path, message):
    sent = message(to="desk", channel="outbox")
    before = datetime.now(UTC)
    await OutboxChannel(tmp_path / "outbox").send(sent)
    (file,) = files(tmp_path / "outbox")
    written = json.loads(file.read_text(encoding="utf-8"))
    assert set(written) >= CONTRACT
    assert {key: written[key] for key in CONTRACT - {"at"}} == sent.model_dump(mode="json", include=CONTRACT)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", written["at"])
    assert before <= datetime.fromisoformat(written["at"]) <= datetime.now(UTC)
    assert "संकट में" in file.read_text(encoding="utf-8")


async def test_names_sort_by_time_and_carry_the_id(tmp_path: Path, message):
    start = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)
    ticks = count()
    channel = OutboxChannel(tmp_path, now=lambda: start + timedelta(milliseconds=400 * next(ticks)))
    for number in range(5):
        await channel.send(message(to="desk", id=f"m-{9 - number}"))
    names = [path.name for path in files(tmp_path)]
    assert names[0] == "20261112T170500.000000Z-m-9.json"
    assert [name.partition("-")[2] for name in names] == ["m-9.json", "m-8.json", "m-7.json", "m-6.json", "m-5.json"]


async def test_an_id_cannot_lead_out_of_the_folder(tmp_path: Path, message):
    await OutboxChannel(tmp_path / "outbox").send(message(to="desk", id="../../x/../é"))
    assert [path.name for path in files(tmp_path)] == ["outbox"]
    (file,) = files(tmp_path / "outbox")
    assert file.name.endswith("Z-______x_____.json")


async def test_only_the_owner_can_read(tmp_path: Path, message):
    await OutboxChannel(tmp_path / "outbox").send(message(to="desk"))
    (file,) = files(tmp_path / "outbox")
    assert stat.S_IMODE((tmp_path / "outbox").stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_a_reader_never_sees_half_a_message(tmp_path: Path, message, monkeypatch: pytest.MonkeyPatch):
    """It gets its name once all of it is in the file."""
    replace, seen = Path.replace, []

    def look_and_replace(path: Path, target: Path) -> Path:
        seen.append((list(tmp_path.glob("*.json")), json.loads(path.read_text(encoding="utf-8"))["to"]))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", look_and_replace)
    await OutboxChannel(tmp_path).send(message(to="desk"))
    assert seen == [([], "desk")]
    assert len(files(tmp_path)) == 1


async def test_a_disk_that_is_full_leaves_nothing_behind_and_is_worth_another_try(tmp_path: Path, message, monkeypatch):
    def full(number: int, *_args: object, **_kwargs: object) -> None:
        os.close(number)
        raise OSError(28, "No space left on device")

    channel = OutboxChannel(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fdopen", full)
        with pytest.raises(ChannelUnavailable, match="No space left"):
            await channel.send(message(to="desk"))
    assert files(tmp_path) == []
    await channel.send(message(to="desk"))
    assert len(files(tmp_path)) == 1


async def test_a_folder_that_somebody_deleted_is_made_again_for_us_alone(tmp_path: Path, message):
    channel = OutboxChannel(tmp_path / "outbox")
    await channel.send(message(to="desk"))
    shutil.rmtree(tmp_path / "outbox")
    await channel.send(message(to="desk"))
    (file,) = files(tmp_path / "outbox")
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


async def test_old_files_and_drafts_are_pruned_and_nothing_of_others(tmp_path: Path, message):
    day = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)
    channel = OutboxChannel(tmp_path, now=lambda: day)
    await channel.send(message(to="desk", channel="outbox"))
    (old,) = files(tmp_path)
    (tmp_path / f".{old.stem}.part").touch()
    (tmp_path / "notes.txt").touch()
    (tmp_path / "20010101-of-somebody.json").touch()
    later = OutboxChannel(tmp_path, now=lambda: day + timedelta(days=29))
    await later.send(message(to="desk", channel="outbox"))
    assert await later.prune() == 0
    last = OutboxChannel(tmp_path, now=lambda: day + timedelta(days=30, seconds=1))
    assert await last.prune() == 2
    assert {file.name for file in files(tmp_path)} > {"notes.txt", "20010101-of-somebody.json"}
    assert len(files(tmp_path)) == 3
    assert await OutboxChannel(tmp_path / "nowhere").prune() == 0


async def test_a_watcher_prunes_what_channels_keep(tmp_path: Path, message, caplog):
    class Full(OutboxChannel):
        async def prune(self) -> int:
            raise PermissionError(1, "closed")

    day = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)
    await OutboxChannel(tmp_path, now=lambda: day).send(message(to="desk", channel="outbox"))
    after = OutboxChannel(tmp_path, now=lambda: day + timedelta(days=31))
    channels = {"closed": Full(tmp_path), "outbox": after, "fake": FakeChannel("fake")}
    keeping = asyncio.create_task(keep_pruning(SimpleNamespace(channels=channels), every=0.01))
    async with asyncio.timeout(30):
        while files(tmp_path):  # noqa: ASYNC110  it tells nobody
            await asyncio.sleep(0.01)
    keeping.cancel()
    assert "old messages of the channel closed could not be deleted (closed)" in caplog.text
