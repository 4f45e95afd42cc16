"""Receipts that came before the answer of the send was stored: they count once it is."""

from datetime import timedelta

from abhay.adapters.store.messages.briefing import Briefing
from abhay.adapters.store.messages.receipts import join_orphans
from abhay.domain.messages.replies import VOICE
from abhay.services.runtime import Runtime
from models.payloads import Receipt


async def join(runtime: Runtime, briefing: Briefing, receipt: Receipt) -> None:
    """Gives a message that was just marked as sent its early receipts; nothing for a channel without gateways."""
    if receipt.gateway is None:
        return
    is_call = briefing.message.channel == VOICE
    redial = timedelta(seconds=runtime.settings.channels.voice.redial) if is_call else None
    await join_orphans(runtime.database, receipt.gateway, receipt.provider_id, briefing.message.id, redial)
