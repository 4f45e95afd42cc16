"""A post answers by telephone: a text with the code of a message, or a key that is pressed in its call.

It is the same change as behind the link, under the same lock. The code, or the call itself, proves which message is
answered; what is sent without either is noted for the desk and moves no case.
"""

from dataclasses import dataclass
from uuid import UUID

from abhay.adapters.channels.receipts.request import ButtonRead, TextRead, read_uuid
from abhay.adapters.store.cases import answers, replies, rerouting
from abhay.adapters.store.cases.locked import LinkState, link_state
from abhay.adapters.store.cases.replies import Telephone
from abhay.adapters.store.messages.briefing import Briefing, read_briefing
from abhay.adapters.store.messages.receipts import find_message
from abhay.domain.intake.phones import phones_in
from abhay.domain.messages.replies import VOICE, Said, read_reply
from abhay.errors import NotPossibleNow, UnknownAlert
from abhay.security.reply_codes import is_reply_code
from abhay.services.case_page.links import OpenLink
from abhay.services.messages import contact_tests
from abhay.services.messages.delivery import context_of
from abhay.services.messages.unheard import tell_desk_of
from abhay.services.runtime import Runtime
from abhay.wording.replies import Verdict, say
from abhay.wording.words import Bilingual
from models.enums import Language

_NOT_OURS = "not ours"
_LAST = 10
"""Digits by which two spellings of one number are compared."""


@dataclass(frozen=True)
class Answered:
    """What became of an answer, and what is said about it to whoever gave it; `say` is None for strangers.

    `address` is the one to which the answered message went.
    """

    verdict: Verdict
    ref: str = ""
    language: Language = Language.HINDI
    message_id: UUID | None = None
    address: str = ""

    @property
    def say(self) -> Bilingual | None:
        """The words in both languages."""
        return say(self.verdict, self.ref)


async def answer_message(runtime: Runtime, message_id: UUID, said: Said, via: str) -> Answered:
    """Answers one message of ours for its post: `ACKNOWLEDGE` takes the case, `NOT_OURS` gives it back.

    The caller has proven that its recipient answers. A repeat changes nothing. Raises `BadLink` for no message of ours.
    """
    state = await link_state(runtime.database, message_id)
    briefing = await read_briefing(runtime.database, message_id)
    if not briefing.contact.active:
        return _answered(briefing, Verdict.RETIRED)
    link = OpenLink("", briefing, context_of(briefing, None), state)
    done = await (_take if said is Said.ACKNOWLEDGE else _give_back)(runtime, link, via)
    return _answered(briefing, done)


def _answered(briefing: Briefing, verdict: Verdict) -> Answered:
    ref = briefing.alert.merged_into or briefing.alert.ref
    return Answered(verdict, ref, briefing.contact.language, briefing.message.id, briefing.contact.address)


async def _take(runtime: Runtime, link: OpenLink, via: str) -> Verdict:
    actor = link.actor().coming_by(via)
    taken = await answers.acknowledge(runtime.database, link.alert_id, actor, link.answer(), once=True)
    if taken.first:
        return Verdict.TAKEN
    after = await link_state(runtime.database, link.briefing.message.id)
    return _standing(link, after)


def _standing(link: OpenLink, state: LinkState) -> Verdict:
    """Returns how the case stands to a post whose answer did not take it."""
    unit, facts = link.briefing.message.unit_id, state.facts
    if state.ended:
        return Verdict.ENDED
    if facts.taken_by is not None and facts.taken_by == unit:
        return Verdict.YOURS
    if facts.taken_by is None and unit in facts.units:  # taken from outside: its unit's answer was still awaited
        return Verdict.TAKEN
    if unit is None and facts.taken_by_post == link.briefing.message.post_id:
        return Verdict.YOURS
    if unit is not None and unit in facts.gone:
        return Verdict.STOOD_DOWN
    return Verdict.ANOTHERS


async def _give_back(runtime: Runtime, link: OpenLink, via: str) -> Verdict:
    actor = link.actor().coming_by(via)
    try:
        done = await rerouting.not_ours(runtime.database, link.alert_id, None, actor, f"{_NOT_OURS} ({via})")
    except UnknownAlert:
        return Verdict.NOT_YOURS
    except NotPossibleNow:
        return Verdict.ENDED
    return Verdict.GIVEN_BACK if done else Verdict.STOOD_DOWN


async def answer_text(runtime: Runtime, gateway: str, sender: str, text: str, via: str, key: str) -> Answered:
    """Answers a text from a telephone: `1 CODE` or `2 CODE`; anything else from a duty phone is told to the desk.

    `key` is the gateway's own id of the text: one that was handled before changes nothing. A number that is no contact
    point's gets no answer.
    """
    number = national_number(sender)
    phones = await replies.telephones_of(runtime.database, number) if number else []
    if not phones:
        return Answered(Verdict.SILENT)
    if await replies.is_known_reply(runtime.database, gateway, key):
        return Answered(Verdict.SILENT)
    reply = read_reply(text)
    if reply.said in (Said.ACKNOWLEDGE, Said.NOT_OURS) and reply.code:
        answered = await _by_code(runtime, number, phones[0], reply.said, reply.code, via)
    else:
        answered = await _without_code(runtime, number, _in_use(phones), reply.said, via)
    await replies.keep_reply(
        runtime.database, gateway, key, reply.said.value, answered.verdict.value, answered.message_id
    )
    return answered


async def answer_button(runtime: Runtime, gateway: str, read: ButtonRead) -> Answered:
    """Answers a message by a button below it; the gateway has signed which one it was, whatever number pressed it.

    A press that was handled before changes nothing, nor does one below no message of ours.
    """
    if await replies.is_known_reply(runtime.database, gateway, read.key):
        return Answered(Verdict.SILENT)
    message_id = await find_message(runtime.database, gateway, read_uuid(read.message), read.answers or None)
    if message_id is None:
        return Answered(Verdict.SILENT)
    answered = await answer_message(runtime, message_id, read.said, gateway)
    await replies.keep_reply(
        runtime.database, gateway, read.key, read.said.value, answered.verdict.value, answered.message_id
    )
    return answered


async def answer_quoted(runtime: Runtime, gateway: str, read: TextRead) -> Answered | None:
    """Answers a text that quotes a message of ours and holds its code; None for any other, which its number may prove.

    Whoever hides the number behind a user name answers so.
    """
    reply = read_reply(read.text)
    if not read.answers or reply.code is None or reply.said is Said.CODE:
        return None
    message_id = await find_message(runtime.database, gateway, None, read.answers)
    keys = runtime.secrets.link_key, runtime.secrets.old_link_keys
    if message_id is None or not is_reply_code(reply.code, message_id, *keys):
        return None
    return await answer_button(runtime, gateway, ButtonRead(reply.said, str(message_id), read.answers, read.key))


def national_number(sender: str) -> str:
    """Returns the last ten digits of a number as a gateway writes it, empty for what is no telephone number."""
    phone = next(phones_in(sender), None)
    return "" if phone is None else phone.national[-_LAST:]


def _in_use(phones: list[Telephone]) -> Telephone:
    return next((phone for phone in phones if phone.active), phones[0])


async def _by_code(runtime: Runtime, number: str, phone: Telephone, said: Said, code: str, via: str) -> Answered:
    tries = await replies.count_code_try(runtime.database, number)
    if tries is None:
        return Answered(Verdict.LOCKED)
    message_id = await _message_with(runtime, number, code)
    if message_id is None and await contact_tests.answer_by_code(runtime, number, code):
        await replies.uncount_code_try(runtime.database, number)
        return Answered(Verdict.TESTED, language=phone.language)
    if message_id is None:
        await replies.note_wrong_code(runtime.database, number, phone, via, tries)
        return Answered(Verdict.WRONG_CODE)
    await replies.uncount_code_try(runtime.database, number)
    return await answer_message(runtime, message_id, said, via)


async def _message_with(runtime: Runtime, number: str, code: str) -> UUID | None:
    """Returns the newest message to this number that has this code."""
    keys = runtime.secrets.link_key, runtime.secrets.old_link_keys
    found = [
        each for each in await replies.answerable_messages(runtime.database, number) if is_reply_code(code, each, *keys)
    ]
    return found[0] if found else None


async def _without_code(runtime: Runtime, number: str, phone: Telephone, said: Said, via: str) -> Answered:
    if said is Said.NOTHING:
        return Answered(Verdict.SILENT)
    explains = await replies.may_explain(runtime.database, number)
    if said is not Said.CODE:
        await _tell_desk(runtime, number, phone, said, via, outside=explains)
    verdict = Verdict.EXPLAINED if said is Said.CODE else Verdict.NOTED
    return Answered(verdict if explains else Verdict.SILENT)


async def note_missed_call(runtime: Runtime, caller: str) -> bool:
    """Notes a call from a duty phone that nobody took, and tells the desk. Returns False for a strange number."""
    number = national_number(caller)
    phones = await replies.telephones_of(runtime.database, number) if number else []
    if not phones:
        return False
    tells = await replies.may_explain(runtime.database, number)
    await _tell_desk(runtime, number, _in_use(phones), Said.NOTHING, VOICE, outside=tells)
    return True


async def _tell_desk(runtime: Runtime, number: str, phone: Telephone, said: Said, via: str, *, outside: bool) -> None:
    """Notes it in the telephone's open cases; `outside`: without one, the desk is told outside any case."""
    if await replies.note_said(runtime.database, number, phone, said, via) or not outside:
        return
    tell_desk_of(runtime, replies.REASONS[said], phone.unit, phone.post)
