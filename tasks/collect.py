"""One reading of the mailbox."""

from abhay.services.collecting import collect_once
from abhay.services.runtime import get_runtime


async def collect_mails() -> str:
    """Take in what waits and answer in one line. Raises `MailboxUnavailable`, so that the run shows it."""
    return await collect_once(get_runtime())
