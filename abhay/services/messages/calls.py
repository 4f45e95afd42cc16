"""What becomes of a telephone call: a key answers its message, a call without one is made again.

"Completed" is not "heard": voicemail, a child and a forwarded call complete too. Only a key acknowledges.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from abhay.adapters.channels.receipts.calls import RINGING, CallEvent
from abhay.adapters.store.messages.briefing import Briefing, find_briefing
from abhay.adapters.store.messages.receipts import Report, note_report
from abhay.domain.messages.kinds import MEANINGS
from abhay.domain.messages.replies import VOICE, read_key
from abhay.errors import BadLink
from abhay.security.links import read_token
from abhay.services.messages.answering import answer_message
from abhay.services.messages.contact_tests import answer_by_key, message_of_test, named_test
from abhay.services.messages.delivery import compose
from abhay.services.messages.gateways import Gateway
from abhay.services.runtime import Runtime
from abhay.wording import voice
from abhay.wording.replies import Verdict
from models.enums import Language, Reported
from models.payloads import OutgoingMessage

_REDIALLED: Final = ("completed", "busy", "no_answer", "rejected")
"""After which the same number is called again; a call that failed goes on to the next contact point at once."""


@dataclass(frozen=True)
class Spoken:
    """What the gateway is to say now, in which language, and whether it hangs up after it."""

    say: tuple[str, ...] = ()
    hang_up: bool = False
    language: Language = Language.HINDI
    known: bool = True


async def note_call(runtime: Runtime, gateway: Gateway, event: CallEvent) -> Spoken:
    """Notes one event of a call; a key answers its message. `known` is False for a call that is none of ours."""
    message_id = message_of(runtime, event.message_id, event.token)
    briefing = await _briefing(runtime, message_id)
    if briefing is None and message_id is not None and (test := await message_of_test(runtime, message_id)) is not None:
        return await _of_test(runtime, message_id, test, event)
    if briefing is None or message_id is None:
        await _keep(runtime, gateway, event, None, Reported.UNKNOWN)
        return Spoken(hang_up=True, known=False)
    if event.status != "key":
        await _keep(runtime, gateway, event, message_id, _meaning(event.status, briefing))
        return Spoken(language=briefing.contact.language)
    return await _pressed(runtime, gateway, event, briefing)


async def _of_test(runtime: Runtime, test_id: UUID, test: OutgoingMessage, event: CallEvent) -> Spoken:
    """Notes one event of the call of a contact test: any key that answers a case answers it."""
    if event.status != "key":
        return Spoken(language=test.language)
    if read_key(event.key or "") is None:
        return Spoken(voice.once(test), language=test.language)
    await answer_by_key(runtime, test_id)
    return Spoken(voice.answer(Verdict.TESTED, test.language), hang_up=True, language=test.language)


async def _pressed(runtime: Runtime, gateway: Gateway, event: CallEvent, briefing: Briefing) -> Spoken:
    language = briefing.contact.language
    said = read_key(event.key or "")
    if said is None or not MEANINGS[briefing.message.kind].answerable:
        return Spoken(voice.once(compose(briefing, runtime)), language=language)
    await _keep(runtime, gateway, event, briefing.message.id, Reported.DELIVERED)
    answered = await answer_message(runtime, briefing.message.id, said, VOICE)
    return Spoken(voice.answer(answered.verdict, language, answered.ref), hang_up=True, language=language)


def _meaning(status: str, briefing: Briefing) -> Reported:
    """Returns what a status says of the message: a call that asks for a key and ends without one has failed."""
    if status in RINGING:
        return Reported.SENT
    if status == "completed" and not MEANINGS[briefing.message.kind].answerable:
        return Reported.DELIVERED
    return Reported.FAILED if status in ("completed", "busy", "no_answer", "rejected", "failed") else Reported.UNKNOWN


async def _keep(
    runtime: Runtime, gateway: Gateway, event: CallEvent, message_id: UUID | None, reported: Reported
) -> None:
    report = Report(reported, event.status or "-", message_id, event.call_id)
    redial = redial_after(runtime) if event.status in _REDIALLED else None
    await note_report(runtime.database, gateway.name, report, redial)


def redial_after(runtime: Runtime) -> timedelta:
    """Returns after what time a call without an answer is made again."""
    return timedelta(seconds=runtime.settings.channels.voice.redial)


def message_of(runtime: Runtime, message_id: UUID | None, token: str) -> UUID | None:
    """Returns the message or contact test that a callback names, by its id or by the token of its link."""
    if message_id is not None or not token:
        return message_id
    try:
        return read_token(token, runtime.secrets.link_key, runtime.secrets.old_link_keys)
    except BadLink:
        return named_test(runtime, token)


async def _briefing(runtime: Runtime, message_id: UUID | None) -> Briefing | None:
    return None if message_id is None else await find_briefing(runtime.database, message_id)


async def words_of_call(runtime: Runtime, token: str) -> tuple[str, ...]:
    """Returns what a flow of Exotel says in the call of this token; nothing for a wrong one."""
    message_id = message_of(runtime, None, token)
    briefing = await _briefing(runtime, message_id)
    if briefing is not None:
        return voice.sentences(compose(briefing, runtime))
    test = None if message_id is None else await message_of_test(runtime, message_id)
    return () if test is None else voice.sentences(test)
