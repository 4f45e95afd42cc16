"""Takes what gateways send back: receipts, texts, keys and missed calls, each proven to be the gateway's before."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar
from uuid import uuid4

from abhay.adapters.channels.receipts.calls import missed_call_of, read_call
from abhay.adapters.channels.receipts.registry import Reply, reader_of
from abhay.adapters.channels.receipts.request import ButtonRead, CallRead, ReportRead, Request, TextRead
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.messages.receipts import Report, note_report
from abhay.errors import BadSignature, ChannelRefused, UnknownGateway
from abhay.services.messages import health
from abhay.services.messages.answer_ways import say_back
from abhay.services.messages.answering import Answered, answer_button, answer_quoted, answer_text, note_missed_call
from abhay.services.messages.calls import Spoken, note_call
from abhay.services.messages.gateways import Gateway, gateways_named
from abhay.services.runtime import Runtime
from abhay.wording.replies import Verdict
from abhay.wording.voice import in_language
from models.enums import TryResult
from models.payloads import GatewayTry

_LOG = logging.getLogger(__name__)

_PATIENCE: Final = (0.2, 0.8)
"""Pauses before another try where our database was locked: Kannel brings a text once and never again."""

Done = TypeVar("Done")


@dataclass(frozen=True)
class Heard:
    """What became of the parts of a callback, for figures: a word for each, and what goes back to the gateway."""

    results: tuple[str, ...]
    text: str = ""
    spoken: Spoken | None = None


def find_gateway(runtime: Runtime, name: str, secret: str | None, request: Request, url: str) -> Gateway:
    """Returns the gateway that calls us: by the secret in the address, or by its signature.

    Raises `UnknownGateway` for a name or a secret that is not ours, all alike; `BadSignature` where a signing one did
    not sign this.
    """
    named = gateways_named(runtime.settings, name)
    if secret is not None:
        proven = [gateway for gateway in named if gateway.has_secret(secret)]
    else:
        signing = [gateway for gateway in named if gateway.key]
        proven = [gateway for gateway in signing if gateway.signed(request, url)]
        if signing and not proven:
            raise BadSignature
    if not proven:
        raise UnknownGateway
    return _fitting(proven, request)


def shake_hands(runtime: Runtime, name: str, word: str) -> None:
    """Checks the word by which a gateway tries an address of ours. Raises `UnknownGateway` for a wrong one."""
    if not any(gateway.shakes_hands(word) for gateway in gateways_named(runtime.settings, name)):
        raise UnknownGateway


def _fitting(gateways: Sequence[Gateway], request: Request) -> Gateway:
    """Returns the one of the channel that the request is about: a provider may bring texts and calls by one name."""
    wanted = "voice" if request.get("CallSid") else "sms"
    return next((gateway for gateway in gateways if gateway.channel == wanted), gateways[0])


async def receive_report(runtime: Runtime, gateway: Gateway, request: Request) -> Heard:
    """Keeps the receipts of a callback; one about an unknown message is kept too, and counted."""
    if (event := read_call(gateway.preset, request)) is not None:
        spoken = await _patiently(lambda: note_call(runtime, gateway, event))
        return Heard(("known" if spoken.known else "unknown",), spoken=spoken)
    reader = reader_of(gateway.preset)
    results = [await _note(runtime, gateway, read) for read in reader.reports(request)]
    if reader.both:
        results += (await _answers(runtime, gateway, request)).results
    if not results and not reader.both:  # such a gateway also tells of much that is nothing to us
        _LOG.warning("a receipt of the gateway %s cannot be read", gateway.name)
    return Heard(tuple(results or ["unreadable"]))


async def _note(runtime: Runtime, gateway: Gateway, read: ReportRead) -> str:
    report = Report(read.reported, read.raw or "-", read.message_id, read.provider_id, read.provider_at)
    noted = await _patiently(lambda: note_report(runtime.database, gateway.name, report))
    if read.account_wide:
        said = f"The gateway {gateway.name} refuses everything of ours ({read.raw})."
        tried = GatewayTry(gateway=gateway.name, result=TryResult.REFUSED, account_wide=True, detail=said)
        await health.note(runtime.database, gateway.channel, ChannelRefused(said, [tried]))
    return "unknown" if noted.message_id is None else report.reported.value


async def receive_reply(runtime: Runtime, gateway: Gateway, request: Request) -> Heard:
    """Takes the answers of a callback: a key, texts, or a missed call."""
    if caller := missed_call_of(request):
        called = await _patiently(lambda: note_missed_call(runtime, caller))
        return Heard(("missed_call" if called else Verdict.SILENT.value,))
    if (event := read_call(gateway.preset, request)) is not None:
        spoken = await _patiently(lambda: note_call(runtime, gateway, event))
        return Heard((event.status if spoken.known else "unknown",), spoken=spoken)
    if reader_of(gateway.preset).both:
        return await receive_report(runtime, gateway, request)
    heard = await _answers(runtime, gateway, request)
    return heard if heard.results else Heard(("unreadable",))


async def _answers(runtime: Runtime, gateway: Gateway, request: Request) -> Heard:
    results: list[str] = []
    text = ""
    for read in reader_of(gateway.preset).replies(request):
        answered = await _patiently(lambda read=read: _answer(runtime, gateway, read))
        results.append(answered.verdict.value)
        text = in_language(words, answered.language) if (words := answered.say) else ""
        if text and not isinstance(read, CallRead):
            to = answered.address or (read.sender if isinstance(read, TextRead) else "")
            say_back(runtime, gateway.channel, to, text, read.key)
    return Heard(tuple(results), text)


async def _answer(runtime: Runtime, gateway: Gateway, read: Reply) -> Answered:
    if isinstance(read, CallRead):
        await note_missed_call(runtime, read.caller)
        return Answered(Verdict.SILENT)
    if isinstance(read, ButtonRead):
        return await answer_button(runtime, gateway.name, read)
    quoted = await answer_quoted(runtime, gateway.name, read)
    if quoted is not None:
        return quoted
    return await answer_text(runtime, gateway.name, read.sender, read.text, gateway.channel, _key_of(read))


def _key_of(read: TextRead) -> str:
    """Returns the gateway's id of a text, hashed with the text and its sender, so that no id hides another text."""
    if not read.key:  # it cannot be told from another text with the same words
        return uuid4().hex
    return hashlib.sha256(f"{read.key}|{read.sender}|{read.text}".encode(errors="replace")).hexdigest()


async def _patiently(take: Callable[[], Awaitable[Done]]) -> Done:
    """Returns what it gives; tries again for a moment while our database takes nothing."""
    for pause in _PATIENCE:
        try:
            return await take()
        except UNREACHABLE as error:
            _LOG.warning("a callback waits for our database (%s)", type(error).__name__)
            await asyncio.sleep(pause)
    return await take()
