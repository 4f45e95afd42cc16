"""Reads the mailbox once."""

from abhay.services.intake.mailbox_reader import collect_once
from abhay.services.runtime import settled_runtime


async def collect_mails() -> str:
    """Takes in the waiting mails and returns one line. Raises `MailboxUnavailable`, so that the run shows it."""
    async with settled_runtime() as runtime:
        return await collect_once(runtime)
