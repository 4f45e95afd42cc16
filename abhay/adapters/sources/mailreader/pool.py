"""The reading processes of one event loop: started when they are first needed, and kept."""

import asyncio
import logging
from pathlib import Path
from typing import Any

from abhay.adapters.sources.mailreader.frames import Frame, pack, unpack_payload
from abhay.adapters.sources.mailreader.process import ReadingProcess
from abhay.errors import MailNotRead
from abhay.settings import MailSettings
from models.payloads import AlertPayload, MailFacts

_LOG = logging.getLogger(__name__)

_MIB = 1024 * 1024
_WAIT_FACTOR = 3
"""Times the limit of one mail that a mail waits for a free process; with its own reading it stays below the 60 s that
`abhay lmtp` has."""

_MOST_SECONDS_FOR_WORDS = 3.0
"""Seconds for the words of a stored mail: somebody waits for the page that shows them."""


class MailReaders:
    """At most so many processes as the settings say, of which each reads one mail at a time."""

    def __init__(self, settings: MailSettings, home: Path) -> None:
        self._settings = settings
        self._home = home
        self._turns = asyncio.Semaphore(settings.readers)
        self._free: list[ReadingProcess] = []
        self._closed = False

    async def warm(self) -> None:
        """Starts one process, so that the first mail need not wait for it; a failure is left to the first mail."""
        try:
            async with self._turns:
                self._free.append(await self._take())
        except (MailNotRead, OSError):
            _LOG.exception("no process could be started that reads mails")

    async def alert(self, raw: bytes, source: str) -> AlertPayload:
        """Returns what a mail says. Raises what `read` raises."""
        return (await self.read(raw, source))[0]

    async def read(self, raw: bytes, source: str) -> tuple[AlertPayload, MailFacts]:
        """Returns what a mail says, and what it is. Raises `MailNotRead`, and `OSError` if no process can be made."""
        mail = self._settings
        question = {
            "what": "alert",
            "source": source,
            "authserv_id": mail.authserv_id,
            "partner_domains": list(mail.partner_domains),
            "own_domains": list(mail.own_domains),
        }
        return unpack_payload(await self._ask(question, raw, mail.read_seconds), raw)

    async def words(self, raw: bytes) -> str:
        """Returns the words of a stored mail for a person. Raises `MailNotRead` and `OSError`."""
        seconds = min(_MOST_SECONDS_FOR_WORDS, self._settings.read_seconds)
        words, _ = await self._ask({"what": "words"}, raw, seconds)
        return words["words"]

    async def close(self) -> None:
        """Ends the processes; one that reads a mail is ended when it has answered."""
        self._closed = True
        free, self._free = self._free, []
        for reader in free:
            await reader.end()

    async def _ask(self, question: dict[str, Any], raw: bytes, seconds: float) -> Frame:
        try:
            async with asyncio.timeout(_WAIT_FACTOR * self._settings.read_seconds):
                await self._turns.acquire()
        except TimeoutError:
            raise MailNotRead("The mail waited too long for a process that reads it.") from None
        try:
            reader = await self._take()
            answer = await reader.ask(pack(question, [raw]), seconds)
            await self._give_back(reader)
        finally:
            self._turns.release()
        if "fault" in answer[0]:
            raise MailNotRead(f"Our reader failed on the mail ({answer[0]['fault']}).")
        return answer

    async def _take(self) -> ReadingProcess:
        while self._free:
            if (reader := self._free.pop()).alive:
                return reader
        settings = self._settings
        return await ReadingProcess.start(self._home, settings.reader_memory * _MIB, settings.read_seconds)

    async def _give_back(self, reader: ReadingProcess) -> None:
        if self._closed:
            await reader.end()
        else:
            self._free.append(reader)
