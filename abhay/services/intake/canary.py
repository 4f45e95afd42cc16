"""Sends the test mail to ourselves through the email channel, so that it tests that channel too."""

import logging
from datetime import timedelta
from uuid import UUID

from abhay.adapters.mailbox.canary import make_canary
from abhay.adapters.store.intake.canaries import begin_if_due
from abhay.errors import DeliveryError, SetupError
from abhay.services.runtime import Runtime
from models.enums import Severity
from models.payloads import OutgoingMessage
from models.policy import DESK

_LOG = logging.getLogger(__name__)

CHANNEL = "email"
_SUBJECT = "ABHAY: जाँच मेल / test mail"
_BODY = """\
यह एक जाँच मेल है: इससे पता चलता है कि मेल का रास्ता खुला है। इसे अपने-आप हटा दिया जाता है।

This is a test mail: it shows that the way into the mailbox is open. It is deleted automatically.
"""


class CanaryKeeper:
    """Sends a test mail when one is due. Raises `SetupError` if one is configured without a channel to send it."""

    def __init__(self, runtime: Runtime, mailbox: str) -> None:
        self._runtime = runtime
        self._mailbox = mailbox
        self._settings = runtime.settings.mailbox.canary
        if self._settings.address and CHANNEL not in runtime.channels:
            raise SetupError(
                "ABHAY_MAILBOX__CANARY__ADDRESS is set, and nothing can send: set ABHAY_CHANNELS__EMAIL__HOST"
            )

    async def send_if_due(self) -> None:
        """Sends a test mail if one is due, without waiting for the result: a missing return shows a failure."""
        address = self._settings.address
        if not address:
            return
        every, within = timedelta(seconds=self._settings.every), timedelta(seconds=self._settings.within)
        canary = await begin_if_due(self._runtime.database, self._mailbox, every, within)
        if canary is not None:
            self._runtime.after_commit.start(self._send(canary, address), "sending a test mail")

    async def _send(self, canary: UUID, address: str) -> None:
        message = OutgoingMessage(
            id=str(canary),
            kind="canary",
            alert=make_canary(canary, self._runtime.secrets.link_key),
            rung=DESK,
            round=1,
            attempt=1,
            post="mailbox",
            unit=None,
            channel=CHANNEL,
            to=address,
            subject=_SUBJECT,
            body=_BODY,
            severity=Severity.CONCERN,
        )
        try:
            await self._runtime.channels[CHANNEL].send(message)
        except DeliveryError as error:
            _LOG.warning("a test mail to the mailbox could not be sent: %s", error)
