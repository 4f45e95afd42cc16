"""`abhay lmtp`."""

from abhay.adapters.store.db.waits import MOVER
from abhay.entrypoints import lmtp as listener
from abhay.entrypoints.cli.support import with_runtime


def lmtp() -> None:
    """Run the listener for a mail server that hands its mails over by LMTP or SMTP."""
    with_runtime(listener.listen, MOVER)
