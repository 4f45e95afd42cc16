"""The ways in which a message can be answered: its two links, its code; and what is said back."""

from uuid import UUID

from abhay.adapters.channels.base import SaysBack, takes_replies
from abhay.adapters.store.messages.briefing import Briefing
from abhay.domain.messages.kinds import MEANINGS
from abhay.domain.refs import compact
from abhay.security import links
from abhay.security.reply_codes import reply_code
from abhay.services.runtime import Runtime


def link(message_id: UUID, runtime: Runtime) -> str:
    """Returns the address of the page behind a message."""
    return links.ack_url(runtime.settings.base_url, links.make_token(message_id, runtime.secrets.link_key))


def short_link(briefing: Briefing, runtime: Runtime) -> str:
    """Returns the address of the same page in the form that fits a text message."""
    token = links.make_short_token(compact(briefing.alert.ref), briefing.message.id, runtime.secrets.link_key)
    return links.short_url(runtime.settings.base_url, token)


def code_of(briefing: Briefing, runtime: Runtime) -> str | None:
    """Returns the code that answers the message, if it asks for an answer and its channel brings one back."""
    message = briefing.message
    answered = MEANINGS[message.kind].answerable and takes_replies(runtime.channels.get(message.channel))
    return reply_code(message.id, runtime.secrets.link_key) if answered else None


def say_back(runtime: Runtime, channel: str, to: str, words: str, answers: str) -> None:
    """Starts writing a line to whoever answered, where the channel can; nobody waits for it, and it may fail.

    `answers` is the gateway's id of the answer. The answer counts without it.
    """
    built = runtime.channels.get(channel)
    if to and isinstance(built, SaysBack):
        runtime.after_commit.start(built.say_back(to, words, answers), "telling a post what became of its answer")
