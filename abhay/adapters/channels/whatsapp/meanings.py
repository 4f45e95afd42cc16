"""Reads the answers of Meta's Cloud API: an error's number tells more than the HTTP status.

Source: Meta's page on the error codes of the WhatsApp Business Platform (2026).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any, Final, cast

from models.enums import TryResult


class About(StrEnum):
    """What an answer is about: this message, its template, or everything of ours."""

    MESSAGE = "message"
    TEMPLATE = "template"
    ACCOUNT = "account"


@dataclass(frozen=True)
class Meaning:
    """What an answer says: the result, what it is about, Meta's id of the message, and its number of an error."""

    result: TryResult
    about: About = About.MESSAGE
    provider_id: str | None = None
    code: str = ""


_U, _R = TryResult.UNAVAILABLE, TryResult.REFUSED
_CODES: Final[Mapping[int, tuple[TryResult, About]]] = {
    **dict.fromkeys((0, 3, 10, 190, *range(200, 300)), (_R, About.ACCOUNT)),  # token, permission
    **dict.fromkeys((368, 131031, 131042, 131045, 133010), (_R, About.ACCOUNT)),  # policy, locked, payment, number
    **dict.fromkeys((132001, 132007, 132015, 132016), (_R, About.TEMPLATE)),  # not there, refused, paused, disabled
    **dict.fromkeys((132000, 132005, 132012, 132018), (_R, About.TEMPLATE)),  # variables, length, form
    **dict.fromkeys((1, 2, 4, 80007, 130429, 131000, 131016, 131057, 133004), (_U, About.MESSAGE)),  # busy, throttled
    **dict.fromkeys((33, 100, 131008, 131009, 131021, 131051, 131052), (_R, About.MESSAGE)),  # parameters
    **dict.fromkeys((131026, 131030, 131047, 131048, 131049, 131050, 131056), (_R, About.MESSAGE)),  # this recipient
}
"""What each number means; one that is not here is judged by the HTTP status."""

_ACCEPTED: Final = ("accepted", "")
_ABOUT_US: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN})
_RETRYABLE: Final = frozenset({408, 425, 429})


def meaning_of(status: int, body: str) -> Meaning:
    """Returns the meaning of an answer.

    An error inside counts under any status. A 2xx that names no message is unknown, and so is one whose message Meta
    holds back: it may still go out, or never.
    """
    answer = _object(body)
    error = answer.get("error")
    if isinstance(error, dict):
        return _of_error(cast("dict[str, Any]", error), status)
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return _by_status(status)
    messages = answer.get("messages")
    first: Any = cast("list[Any]", messages)[0] if isinstance(messages, list) and messages else None
    if not isinstance(first, dict):
        return Meaning(TryResult.UNKNOWN)
    found = cast("dict[str, Any]", first)
    provider_id, word = str(found.get("id") or ""), str(found.get("message_status") or "")
    if not provider_id or word not in _ACCEPTED:
        return Meaning(TryResult.UNKNOWN, provider_id=provider_id or None, code=_shown(word))
    return Meaning(TryResult.SENT, provider_id=provider_id)


def is_account_wide(code: str) -> bool:
    """Returns whether an error's number, as a status report brings it, concerns everything of ours."""
    return code.isdecimal() and _CODES.get(int(code), (_R, About.MESSAGE))[1] is About.ACCOUNT


def _of_error(error: Mapping[str, Any], status: int) -> Meaning:
    number = error.get("code")
    if not isinstance(number, int) or number not in _CODES:
        found = _by_status(status)
        return Meaning(found.result, found.about, code=_shown(str(number)))
    result, about = _CODES[number]
    return Meaning(result, about, code=str(number))


def _by_status(status: int) -> Meaning:
    if status in _ABOUT_US:
        return Meaning(_R, About.ACCOUNT)
    if status == HTTPStatus.GATEWAY_TIMEOUT or HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Meaning(TryResult.UNKNOWN)
    if status in _RETRYABLE or status >= HTTPStatus.INTERNAL_SERVER_ERROR or status < HTTPStatus.BAD_REQUEST:
        return Meaning(_U)
    return Meaning(_R)


def _shown(word: str) -> str:
    """Returns a word for a log, nothing for what could hold an address or words."""
    return word if word.replace("_", "").isalnum() and word.isascii() and len(word) <= LONGEST_WORD else ""


LONGEST_WORD: Final = 32


def _object(body: str) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
