"""Mails are read in a process of their own: the same as here, within limits, and whatever becomes of it."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from abhay import faultpoints
from abhay.adapters.sources.by_hand import words_of
from abhay.adapters.sources.mail.message import RFC822, parse_mail
from abhay.adapters.sources.mailreader.pool import MailReaders
from abhay.adapters.sources.mailreader.process import ReadingProcess
from abhay.errors import MailNotRead
from abhay.settings import EMBEDDED_AUTHSERV_ID, MailSettings
from tests.support.system import until

SAMPLES = sorted((Path(__file__).parents[2] / "samples").rglob("*.eml"))
MIB = 1024 * 1024
PLAIN = b"From: a@meta-partner.example\r\n\r\nCase reference: SYN-2026-000001\r\nName: Synthetic\r\n"
LIMIT = 2.0
PARENT = """
import asyncio, sys
from pathlib import Path
from abhay.adapters.sources.mailreader.process import ReadingProcess

async def main():
    reader = await ReadingProcess.start(Path(sys.argv[1]), 2**30, 60)
    print(reader.pid, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


@pytest.fixture
async def readers(tmp_path: Path) -> AsyncIterator[MailReaders]:
    made = MailReaders(MailSettings(read_seconds=LIMIT, readers=1), tmp_path)
    yield made
    await made.close()


def order(place: Path, words: str) -> None:
    place.write_text(words)


@pytest.fixture
def hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(faultpoints.VARIABLE, "1")
    order(tmp_path / faultpoints.ORDER, "any mail-read 1 hang")
    return tmp_path / faultpoints.ORDER


async def test_every_sample_is_read_as_it_is_here(readers: MailReaders) -> None:
    assert SAMPLES
    for path in SAMPLES:
        raw = path.read_bytes()
        assert await readers.alert(raw, "meta") == parse_mail(raw, "meta", EMBEDDED_AUTHSERV_ID), path.name
        assert await readers.words(raw) == words_of(raw, RFC822)


async def test_one_process_reads_many_mails(readers: MailReaders) -> None:
    await readers.warm()
    [process] = readers._free
    payloads = await asyncio.gather(*(readers.alert(PLAIN, "meta") for _ in range(20)))
    assert {payload.external_id for payload in payloads} == {"SYN-2026-000001"}
    assert readers._free == [process]


@pytest.mark.usefixtures("hang")
async def test_a_mail_that_hangs_the_reader_is_given_up_and_the_next_one_is_read(readers: MailReaders) -> None:
    with pytest.raises(MailNotRead, match="within 2 s"):
        await readers.alert(PLAIN, "meta")
    assert (await readers.alert(PLAIN, "meta")).external_id == "SYN-2026-000001"


async def test_a_mail_that_kills_the_reader_is_given_up_and_the_next_one_is_read(
    readers: MailReaders, hang: Path
) -> None:
    order(hang, "any mail-read 1")
    with pytest.raises(MailNotRead, match="has ended"):
        await readers.alert(PLAIN, "meta")
    assert (await readers.alert(PLAIN, "meta")).external_id == "SYN-2026-000001"


async def test_a_process_that_died_while_it_was_idle_costs_no_mail(readers: MailReaders) -> None:
    await readers.warm()
    [process] = readers._free
    os.kill(process.pid, signal.SIGKILL)
    await asyncio.to_thread(until, lambda: not process.alive, 20, "its death is not noticed")
    assert (await readers.alert(PLAIN, "meta")).external_id == "SYN-2026-000001"


async def test_a_mail_beyond_the_memory_is_given_up(tmp_path: Path) -> None:
    reader = await ReadingProcess.start(tmp_path, 400 * MIB, LIMIT)
    readers = MailReaders(MailSettings(read_seconds=10), tmp_path)
    readers._free.append(reader)
    with pytest.raises(MailNotRead):
        await readers.alert(b"From: a@b.example\r\nContent-Type: image/png\r\n\r\n" + b"x" * (300 * MIB), "meta")
    assert (await readers.alert(PLAIN, "meta")).external_id == "SYN-2026-000001"
    await readers.close()


async def test_the_largest_mail_fits_into_the_memory(tmp_path: Path) -> None:
    readers = MailReaders(MailSettings(), tmp_path)
    part = (
        b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"QUFB" * (3 * MIB) + b"\r\n"
    )
    raw = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 2 + b"--b--\r\n"
    payload = await readers.alert(raw, "meta")
    assert [len(file.data) for file in payload.attachments] == [9 * MIB] * 2
    await readers.close()


@pytest.mark.usefixtures("hang")
async def test_mails_beyond_the_number_of_processes_wait_for_one(readers: MailReaders) -> None:
    first, second = await asyncio.gather(
        readers.alert(PLAIN, "meta"), readers.alert(PLAIN, "meta"), return_exceptions=True
    )
    assert isinstance(first, MailNotRead)
    assert not isinstance(second, BaseException)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_its_environment_holds_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "ABHAY_KEYS",
        "ABHAY_LINK_KEY",
        "ABHAY_SOURCES__META__SECRET",
        "PREFECT_API_AUTH_STRING",
        "PGPASSWORD",
    ):
        monkeypatch.setenv(name, "synthetic-secret")
    reader = await ReadingProcess.start(tmp_path, 1024 * MIB, LIMIT)
    told = environment_of(reader.pid)
    await reader.end()
    assert b"PATH=" in told
    assert b"synthetic-secret" not in told


def test_reading_a_mail_imports_little() -> None:
    program = "import sys, abhay.adapters.sources.mailreader.program; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert not {"prefect", "sqlalchemy", "sqlmodel", "asyncpg", "fastapi", "cryptography"} & set(loaded)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    until(lambda: not _runs(child), 20, "the reading process runs on without its parent")


def environment_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1] not in {"Z", "X"}
    except (FileNotFoundError, ProcessLookupError):
        return False
