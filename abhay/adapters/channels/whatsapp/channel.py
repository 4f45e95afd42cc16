"""Sends WhatsApp messages by Meta's Cloud API: an approved template with a link and two answers as buttons."""

import asyncio
import json
import logging
import ssl
from collections.abc import Mapping
from typing import Any, Final, Self

import httpx

from abhay.adapters.channels.asking import NoAnswer, Shaped, ask
from abhay.adapters.channels.base import plain_id
from abhay.adapters.channels.sms.numbers import mobile_of
from abhay.adapters.channels.whatsapp.meanings import About, Meaning, meaning_of
from abhay.adapters.channels.whatsapp.templates import WhatsAppTemplates, link_before, load_templates
from abhay.domain.messages.whatsapp import (
    TEST,
    Button,
    Slot,
    Wanted,
    WhatsAppTemplate,
    available,
    fitting,
    payload_of,
)
from abhay.domain.refs import ref_at_start
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryError, DeliveryUnknown, SetupError
from abhay.settings import Settings, WhatsAppSettings
from models.enums import MessageKind, TryResult
from models.payloads import GatewayTry, OutgoingMessage, Receipt

NAME: Final = "whatsapp"
"""The channel, and the name of its one gateway in the addresses that Meta calls."""

_PREFIX: Final = "ABHAY_CHANNELS__WHATSAPP__"
_NEEDED: Final = ("token", "app_secret", "verify_token")
_LEAST: Final = 0.5
"""Seconds below which no further template is tried."""

_LOG = logging.getLogger(__name__)


class WhatsAppChannel:
    """Sends each message to the contact's mobile; its statuses and answers come back by Meta's webhook."""

    name = NAME
    takes_replies = True
    reports_delivery = True

    def __init__(self, settings: WhatsAppSettings, templates: WhatsAppTemplates, base_url: str) -> None:
        self._url = f"{settings.url.rstrip('/')}/{settings.phone_number_id}/messages"
        self._token = settings.token.get_secret_value() if settings.token else ""
        self._timeout = settings.timeout
        self._templates = templates
        self._base_url = base_url
        self._tls = _tls(settings)

    @classmethod
    def from_settings(cls, settings: Settings) -> Self | None:
        """Returns the channel, or None without a number of ours. Raises `SetupError` for what else is missing.

        Without the keys of the webhook the buttons would answer nothing: the channel is not built half.
        """
        own = settings.channels.whatsapp
        if own.phone_number_id is None:
            return None
        if missing := [name for name in _NEEDED if not getattr(own, name)]:
            raise SetupError(f"{_PREFIX}{missing[0].upper()} must be set: see docs/howto/whatsapp.md.")
        host = httpx.URL(own.url)
        if host.scheme != "https" and host.host not in ("127.0.0.1", "localhost"):
            raise SetupError(f"{_PREFIX}URL must begin with https://.")
        return cls(own, load_templates(own.templates), settings.base_url)

    async def send(self, message: OutgoingMessage) -> Receipt:
        """Sends the template within `timeout` seconds.

        A template that Meta does not know, or has paused, is followed by the same one in another language. Refusals of
        this recipient are `ChannelRefused`; those of our whole account too, and open the breaker.
        """
        mobile = mobile_of(message.to, message.line)
        chosen = self._fitting(message)
        deadline = asyncio.get_running_loop().time() + self._timeout
        tries: list[GatewayTry] = []
        for template in sorted(chosen, key=lambda each: each.key in message.avoid):
            left = deadline - asyncio.get_running_loop().time()
            if left < _LEAST:
                break
            found = await self._ask(self._body(template, message, mobile.digits), left)
            tries.append(_noted(template, found))
            if found.result is TryResult.SENT:
                tries.append(GatewayTry(gateway=NAME, result=TryResult.SENT))
                return Receipt(provider_id=found.provider_id, gateway=NAME, reports=True, tries=tuple(tries))
            if found.about is not About.TEMPLATE:
                raise _failed(found, tries)
        # The service answered, and refuses these templates alone: its own breaker stays shut.
        tries.append(GatewayTry(gateway=NAME, result=TryResult.REFUSED, detail="WhatsApp has no template for this."))
        raise ChannelRefused(tries[0].detail, tries)

    async def say_back(self, to: str, words: str, answers: str) -> None:
        """Writes a line under the person's own message, as Meta allows within 24 hours of it; failures are logged.

        `answers` is Meta's id of that message.
        """
        try:
            digits = mobile_of(to, None).digits
        except ChannelRefused:
            return
        body = {**_head(digits), "type": "text", "text": {"body": words}, "context": {"message_id": answers}}
        found = await self._ask(body, self._timeout)
        if found.result is not TryResult.SENT:
            _LOG.warning("an answer by WhatsApp was not acknowledged to its sender (%s)", found.code or found.result)

    def _fitting(self, message: OutgoingMessage) -> list[WhatsAppTemplate]:
        kind = message.kind if message.kind in {*MessageKind, TEST} else MessageKind.DESK
        has = available(
            kind,
            link=self._token_of(message) is not None,
            code=message.reply_code is not None,
            ref=ref_at_start(message.alert) is not None,
            minutes=message.unanswered_minutes is not None,
        )
        drill, again = message.drill or kind == TEST, message.possible_duplicate and kind != TEST
        wanted = Wanted(kind, message.severity, message.language, *has, drill=drill, again=again)
        found = fitting(self._templates.templates, wanted)
        if not found:
            raise ChannelRefused(f"There is no WhatsApp template for {kind}: see `abhay template whatsapp`.")
        return found

    def _token_of(self, message: OutgoingMessage) -> str | None:
        """Returns what stands behind the registered address of the link button, None for a message without a link."""
        link, registered = message.short_url or message.ack_url or "", link_before(self._base_url, message.kind)
        return link.removeprefix(registered) if link.startswith(registered) else None

    def _body(self, template: WhatsAppTemplate, message: OutgoingMessage, digits: str) -> Mapping[str, Any]:
        values = {
            Slot.REF: ref_at_start(message.alert) or "",
            Slot.CODE: message.reply_code or "",
            Slot.MINUTES: str(message.unanswered_minutes),
        }
        body = [{"type": "text", "text": values[slot]} for slot in template.variables]
        components: list[Mapping[str, Any]] = [{"type": "body", "parameters": body}] if body else []
        components += [self._button(number, each, message) for number, each in enumerate(template.buttons)]
        language = {"code": template.language.value}
        return {
            **_head(digits),
            "type": "template",
            "template": {"name": template.name, "language": language, "components": components},
            "biz_opaque_callback_data": plain_id(message),
        }

    def _button(self, number: int, button: Button, message: OutgoingMessage) -> Mapping[str, Any]:
        if button is Button.LINK:
            kind, parameter = "url", {"type": "text", "text": self._token_of(message) or ""}
        else:
            kind, parameter = "quick_reply", {"type": "payload", "payload": payload_of(button, plain_id(message))}
        return {"type": "button", "sub_type": kind, "index": str(number), "parameters": [parameter]}

    async def _ask(self, body: Mapping[str, Any], seconds: float) -> Meaning:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        request = Shaped("POST", self._url, headers, json.dumps(body, ensure_ascii=False).encode())
        answer = await ask(request, self._tls, seconds)
        if isinstance(answer, NoAnswer):
            return Meaning(TryResult.UNKNOWN if answer.left else TryResult.UNAVAILABLE, code=answer.what)
        return meaning_of(answer.status, answer.body)


def _head(digits: str) -> Mapping[str, Any]:
    return {"messaging_product": "whatsapp", "recipient_type": "individual", "to": digits}


def _noted(template: WhatsAppTemplate, found: Meaning) -> GatewayTry:
    why = {
        TryResult.SENT: "took it",
        TryResult.UNAVAILABLE: "cannot take it now",
        TryResult.REFUSED: {
            About.MESSAGE: "refuses it",
            About.TEMPLATE: f"refuses the template {template.key}",
            About.ACCOUNT: "refuses everything of ours",
        }[found.about],
        TryResult.UNKNOWN: "may or may not have taken it",
    }[found.result]
    said = f" ({found.code})" if found.code else ""
    of_template = found.about is About.TEMPLATE or found.result is TryResult.SENT
    return GatewayTry(
        gateway=template.key if of_template else NAME,
        result=found.result,
        account_wide=found.about is not About.MESSAGE,
        detail=f"WhatsApp {why}{said}.",
    )


def _failed(found: Meaning, tries: list[GatewayTry]) -> DeliveryError:
    kinds = {TryResult.UNKNOWN: DeliveryUnknown, TryResult.REFUSED: ChannelRefused}
    return kinds.get(found.result, ChannelUnavailable)(tries[-1].detail, tries)


def _tls(settings: WhatsAppSettings) -> ssl.SSLContext:
    if settings.ca_file is None:
        return httpx.create_ssl_context(trust_env=False)
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as unreadable:
        raise SetupError(f"{_PREFIX}CA_FILE cannot be used.") from unreadable
