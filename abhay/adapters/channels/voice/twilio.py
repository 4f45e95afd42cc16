"""Twilio's form of a call: inline TwiML that gathers one key, callbacks signed by `X-Twilio-Signature`."""

from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

import httpx

from abhay.adapters.channels.voice.call import Callbacks, Result
from abhay.adapters.channels.voice.gateways import VoiceGateway
from abhay.adapters.channels.voice.reading import account_wide, json_object
from abhay.wording.voice import GOODBYE, asks, in_language, sentences
from models.payloads import OutgoingMessage

_SECONDS_FOR_KEY = 7
_UNREACHABLE_CALLBACK = 21609
"""Twilio's number for an address of receipts that it cannot reach: the page comes first, the receipt second."""


class Twilio:
    """Asks for a call."""

    def request(self, gateway: VoiceGateway, message: OutgoingMessage, callbacks: Callbacks) -> httpx.Request:
        """Returns the request."""
        about = urlencode({"message": message.id})
        fields = {
            "To": message.to,
            "From": gateway.sender or "",
            "Twiml": twiml(message, f"{callbacks.replies(gateway, signed=True)}?{about}"),
            "Timeout": str(callbacks.ring),
        }
        if callbacks.reports:
            fields |= {
                "StatusCallback": f"{callbacks.receipts(gateway, signed=True)}?{about}",
                "StatusCallbackEvent": "completed",
            }
        password = gateway.password.get_secret_value() if gateway.password else ""
        request = httpx.Request("POST", gateway.url, data=fields, headers={"User-Agent": "abhay"})
        return next(httpx.BasicAuth(gateway.username or "", password).auth_flow(request))

    def read(self, status: int, body: bytes) -> Result:
        """Returns the call's id, or Twilio's own number of the refusal."""
        answer = json_object(body)
        if not httpx.codes.is_success(status):
            code = answer.get("code")
            return Result(
                refused=f"it answered {status}, code {code}",
                about_us=account_wide(status),
                about_callback=code == _UNREACHABLE_CALLBACK,
            )
        return Result(call_id=answer.get("sid"))


def twiml(message: OutgoingMessage, action: str) -> str:
    """Returns the TwiML of a call; the text is said twice within, and a goodbye if no key is pressed."""
    language = f"{message.language.value}-IN"
    text = say(" ".join(sentences(message)), language)
    if not asks(message):
        return f"<Response>{text}</Response>"
    gather = f'<Gather numDigits="1" timeout="{_SECONDS_FOR_KEY}" action={quoteattr(action)}>{text}</Gather>'
    return f"<Response>{gather}{say(in_language(GOODBYE, message.language), language)}</Response>"


def say(text: str, language: str) -> str:
    """Returns one spoken element."""
    return f"<Say language={quoteattr(language)}>{escape(text)}</Say>"
