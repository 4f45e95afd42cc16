"""One reading process as its parent holds it."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path

from abhay import faultpoints
from abhay.adapters.sources.mailreader.frames import HEAD, Frame, unpack
from abhay.errors import MailNotRead

_PROGRAM = "abhay.adapters.sources.mailreader.program"
_PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TZ", "TMPDIR")
"""The variables that it gets: none of them is a secret."""

_START = 60.0
"""Seconds within which a new process must be ready; on an idle machine it imports for less than one."""


class ReadingProcess:
    """A process that reads one mail at a time; the end of its parent closes its standard input, which ends it."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, home: Path, memory: int, seconds: float) -> "ReadingProcess":
        """Starts a process and waits until it is ready. Raises `MailNotRead`, and `OSError` where none can be made."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", _PROGRAM, str(memory), str(seconds)),
            stdin=PIPE,
            stdout=PIPE,
            env=_environment(home),
        )
        reader = cls(process)
        await reader.ask(b"", _START)
        return reader

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.returncode is None

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    async def ask(self, question: bytes, seconds: float) -> Frame:
        """Returns the answer. Raises `MailNotRead` if there is none in time; the process is ended then."""
        try:
            async with asyncio.timeout(seconds):
                return await self._exchange(question)
        except TimeoutError:
            await self.end()
            raise MailNotRead(f"The mail could not be read within {seconds:g} s.") from None
        except (ConnectionError, asyncio.IncompleteReadError):
            await self.end()
            raise MailNotRead("The process that read the mail has ended.") from None
        except BaseException:  # its answer would be taken for that to the next question
            await self.end()
            raise

    async def end(self) -> None:
        """Ends the process at once."""
        with suppress(ProcessLookupError):
            self._process.kill()
        if self._process.stdin:
            self._process.stdin.close()
        await self._process.communicate()  # reads what is left, so that both pipes are closed

    async def _exchange(self, question: bytes) -> Frame:
        asked, answers = self._process.stdin, self._process.stdout
        if asked is None or answers is None:
            raise ConnectionError
        asked.write(question)
        await asked.drain()
        head, rest = HEAD.unpack(await answers.readexactly(HEAD.size))
        return unpack(await answers.readexactly(head), await answers.readexactly(rest))


def _environment(home: Path) -> dict[str, str]:
    """Returns the variables of a reading process; what tests order reaches it too."""
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    ordered = {faultpoints.VARIABLE: "1", "ABHAY_HOME": str(home)} if os.environ.get(faultpoints.VARIABLE) else {}
    return passed_on | ordered
