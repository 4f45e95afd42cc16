"""Sends text messages: a DLT template filled for each message, through gateways in order of preference."""

import asyncio
import ssl
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final, Self
from urllib.parse import quote

import httpx

from abhay.adapters.channels.asking import NoAnswer, ask
from abhay.adapters.channels.base import plain_id
from abhay.adapters.channels.sms.answers import Meaning, meaning_of
from abhay.adapters.channels.sms.gateways import SETTING, Gateway, full_address, read_gateways
from abhay.adapters.channels.sms.numbers import Mobile, mobile_of
from abhay.adapters.channels.sms.shaping import about, shape
from abhay.adapters.channels.sms.templates import Filled, TextTemplates, load_templates
from abhay.domain.refs import compact, ref_at_start
from abhay.domain.sms.dlt import Slot, Wanted
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryUnknown, SetupError
from abhay.settings import Settings
from models.enums import MessageKind, OutsideKind, TryResult
from models.payloads import GatewayTry, OutgoingMessage, Receipt

LONGEST: Final = 8.0
"""Seconds for one message, all its gateways together."""

_LEAST: Final = 0.5
"""Seconds below which no further gateway is asked."""


class SmsChannel:
    """Sends each message to the contact's mobile, through the first gateway that takes it."""

    name = "sms"

    def __init__(
        self,
        gateways: Sequence[Gateway],
        templates: TextTemplates,
        *,
        reply_number: str | None = None,
        receipts: str | None = None,
    ) -> None:
        self._gateways = tuple(gateways)
        self._templates = templates
        self._receipts = receipts
        self._tls = {gateway.name: _tls(gateway) for gateway in gateways}
        self.takes_replies = reply_number is not None

    @classmethod
    def from_settings(cls, settings: Settings) -> Self | None:
        """Returns the channel, or None without gateways. Raises `SetupError` for settings that cannot be right."""
        own = settings.channels.sms
        if own.gateways is None:
            return None
        gateways = read_gateways(own.gateways.get_secret_value())
        if not gateways:
            return None
        number = own.reply_number
        secret = own.callback_secret.get_secret_value() if own.callback_secret else None
        receipts = f"{settings.base_url}/v1/receipts/{{gateway}}/{quote(secret, safe='')}" if secret else None
        templates = load_templates(own.templates, settings.base_url, number)
        return cls(gateways, templates, reply_number=number, receipts=receipts)

    @property
    def reports_delivery(self) -> bool:
        """Whether a gateway at least reports deliveries."""
        return any(self._reports(gateway) for gateway in self._gateways)

    async def send(self, message: OutgoingMessage) -> Receipt:
        """Sends the text within 8 seconds; the receipt names the gateway that took it, and each that was asked.

        A gateway that cannot take it, or refuses everything of ours, is followed by the next at once. One that refuses
        this number or text is not: that is `ChannelRefused`, as is a message that no DLT template fits. After a break
        no other gateway is asked, so that nobody gets the same text twice: that is `DeliveryUnknown`.
        """
        mobile = mobile_of(message.to, message.line)
        filled = self._templates.filled(_wanted(message, replies=self.takes_replies), _values(message))
        deadline = asyncio.get_running_loop().time() + LONGEST
        tries: list[GatewayTry] = []
        for gateway in sorted(self._gateways, key=lambda each: each.name in message.avoid):
            left = deadline - asyncio.get_running_loop().time()
            if left < _LEAST:
                break
            found = await self._try(gateway, message, mobile, filled, min(gateway.timeout, left))
            tries.append(_noted(gateway, found))
            if found.result is TryResult.SENT:
                return Receipt(
                    provider_id=found.provider_id,
                    gateway=gateway.name,
                    reports=self._reports(gateway),
                    tries=tuple(tries),
                )
            if found.result is TryResult.UNKNOWN:
                raise DeliveryUnknown(tries[-1].detail, tries)
            if found.result is TryResult.REFUSED and not found.account_wide:
                raise ChannelRefused(tries[-1].detail, tries)
        raise _none_took_it(tries)

    async def _try(
        self, gateway: Gateway, message: OutgoingMessage, mobile: Mobile, filled: Filled, seconds: float
    ) -> Meaning:
        """Returns what one gateway made of the message; it is asked once more if it refuses the callback alone."""
        deadline = asyncio.get_running_loop().time() + seconds
        callback = self._callback(gateway, message)
        found = await self._ask(gateway, known_of(gateway, message, mobile, filled, callback), seconds)
        if callback and found.code in gateway.shape.without_callback:
            left = deadline - asyncio.get_running_loop().time()
            return await self._ask(gateway, known_of(gateway, message, mobile, filled, ""), left)
        return found

    async def _ask(self, gateway: Gateway, known: Mapping[str, Any], seconds: float) -> Meaning:
        own = gateway.shape
        request = shape(own, full_address(gateway), known)
        answer = await ask(request, self._tls[gateway.name], seconds)
        if isinstance(answer, NoAnswer):
            return Meaning(TryResult.UNKNOWN if answer.left else TryResult.UNAVAILABLE, code=answer.what)
        return meaning_of(own, answer.status, answer.body)

    def _reports(self, gateway: Gateway) -> bool:
        return self._receipts is not None and gateway.shape.reports

    def _callback(self, gateway: Gateway, message: OutgoingMessage) -> str:
        """Returns the address for receipts, which names our message: a receipt may come before the answer."""
        if self._receipts is None or not gateway.shape.reports:
            return ""
        more = f"&{gateway.shape.callback}" if gateway.shape.callback else ""
        return f"{self._receipts.format(gateway=gateway.name)}?message={quote(message.id, safe='')}{more}"


def known_of(
    gateway: Gateway, message: OutgoingMessage, mobile: Mobile, filled: Filled, callback: str
) -> Mapping[str, Any]:
    """Returns everything that a gateway's templates may use."""
    template = filled.template
    return {
        **gateway.secrets,
        **about(filled.text, gateway.shape.unicode),
        "to": mobile.digits,
        "national": mobile.national,
        "plus": mobile.plus,
        "template_id": template.gateway_ids.get(gateway.name, template.id),
        "values": filled.values,
        "names": template.names or tuple(f"var{number}" for number, _ in enumerate(filled.values, 1)),
        "id": plain_id(message),
        "callback": callback,
    }


def _wanted(message: OutgoingMessage, *, replies: bool) -> Wanted:
    outside = message.kind in set(OutsideKind)
    return Wanted(
        kind=OutsideKind(message.kind) if outside else MessageKind(message.kind),
        severity=message.severity,
        language=message.language,
        available=frozenset(_values(message)),
        drill=message.drill and not outside,
        again=message.possible_duplicate,
        takes_replies=replies,
        climbed=message.unanswered_minutes is not None,
    )


def _values(message: OutgoingMessage) -> Mapping[Slot, str]:
    """Returns what there is to fill a template with: no name, no word of a post, nothing but what leads to the case."""
    ref = ref_at_start(message.alert)
    found = {
        Slot.LINK: message.short_url or message.ack_url,
        Slot.CODE: message.reply_code,
        Slot.REF: compact(ref) if ref else None,
        Slot.MINUTES: None if message.unanswered_minutes is None else str(message.unanswered_minutes),
    }
    return {slot: value for slot, value in found.items() if value}


def _noted(gateway: Gateway, found: Meaning) -> GatewayTry:
    why = {
        TryResult.SENT: "took it",
        TryResult.UNAVAILABLE: "cannot take it now",
        TryResult.REFUSED: "refuses everything of ours" if found.account_wide else "refuses it",
        TryResult.UNKNOWN: "may or may not have taken it",
    }[found.result]
    said = f" ({found.code})" if found.code else ""
    detail = f"The gateway {gateway.name} {why}{said}."
    return GatewayTry(gateway=gateway.name, result=found.result, account_wide=found.account_wide, detail=detail)


def _none_took_it(tries: Sequence[GatewayTry]) -> ChannelUnavailable | ChannelRefused:
    said = " ".join(each.detail for each in tries)
    if all(each.result is TryResult.REFUSED for each in tries):
        return ChannelRefused(said, tries)
    return ChannelUnavailable(said, tries)


def _tls(gateway: Gateway) -> ssl.SSLContext:
    if gateway.ca_file is None:
        return _usual_tls()
    try:
        return ssl.create_default_context(cafile=gateway.ca_file)
    except OSError as unreadable:
        raise SetupError(f"{SETTING} ({gateway.name}): ca_file cannot be used.") from unreadable


@cache
def _usual_tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
