"""The ways in which a message can be answered."""

from abhay.adapters.channels.base import takes_replies
from abhay.adapters.store.messages.briefing import Briefing
from abhay.domain.messages.kinds import MEANINGS
from abhay.security.reply_codes import reply_code
from abhay.services.runtime import Runtime


def code_of(briefing: Briefing, runtime: Runtime) -> str | None:
    """Returns the code that answers the message, if it asks for an answer and its channel brings one back."""
    message = briefing.message
    answered = MEANINGS[message.kind].answerable and takes_replies(runtime.channels.get(message.channel))
    return reply_code(message.id, runtime.secrets.link_key) if answered else None
