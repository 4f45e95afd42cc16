"""Reads a gateway's answer: the outcome stands in the body more often than in the HTTP status."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from abhay.adapters.channels.sms.gateways import Shape
from models.enums import TryResult

_ANY: Final = "*"
_RETRYABLE: Final = frozenset({408, 425, 429})
_IN_DOUBT: Final = frozenset({HTTPStatus.GATEWAY_TIMEOUT})
"""What stands behind a proxy may have taken the message."""

_ACCOUNT_STATUSES: Final = frozenset({401, 402, 403})
_LONGEST_CODE: Final = 8
"""Shorter than any number: a code of no table is shown only if it cannot be one."""

_WORDS: Final[Mapping[str, TryResult]] = {each.value: each for each in TryResult}


@dataclass(frozen=True)
class Meaning:
    """What an answer says: the result, whether it is about the whole account, the gateway's own id and code."""

    result: TryResult
    account_wide: bool = False
    provider_id: str | None = None
    code: str | None = None


def meaning_of(shape: Shape, status: int, body: str) -> Meaning:
    """Returns the meaning of an answer.

    A success counts with a 2xx alone. A code of the table has its meaning under any status; one of no table (`*`) says
    less than a status about the account, or about trouble at the gateway. What nothing explains is unknown under a 2xx:
    something was taken, and nobody says what.
    """
    good = HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
    if good and shape.json_only and not _is_json(body):
        return Meaning(TryResult.UNKNOWN)
    if good and shape.success and re.search(shape.success, body):
        return Meaning(TryResult.SENT, provider_id=_first(shape.id, body))
    code = _first(shape.code, body)
    word = _word(shape.codes, code, status)
    if word is None:
        return Meaning(TryResult.UNKNOWN, code=_shown(shape, code)) if good else _by_status(status)
    kind, _, about = word.partition(" ")
    return Meaning(_WORDS[kind], account_wide=bool(about), code=_shown(shape, code))


def _by_status(status: int) -> Meaning:
    if status in _ACCOUNT_STATUSES:
        return Meaning(TryResult.REFUSED, account_wide=True)
    if status in _IN_DOUBT:
        return Meaning(TryResult.UNKNOWN)
    if status in _RETRYABLE or status >= HTTPStatus.INTERNAL_SERVER_ERROR or status < HTTPStatus.BAD_REQUEST:
        return Meaning(TryResult.UNAVAILABLE)
    return Meaning(TryResult.REFUSED)


def _word(codes: Mapping[str, str], code: str | None, status: int) -> str | None:
    if code is None:
        return None
    return codes.get(code) or (None if _says_more(status) else codes.get(_ANY))


def _says_more(status: int) -> bool:
    """Returns whether a status says more than a code that nobody knows."""
    return status in _ACCOUNT_STATUSES | _RETRYABLE or status >= HTTPStatus.INTERNAL_SERVER_ERROR


def _first(pattern: str, body: str) -> str | None:
    """Returns the first group that is there, None without a pattern or a match."""
    found = re.search(pattern, body) if pattern else None
    return next((group for group in found.groups() if group is not None), None) if found else None


def _shown(shape: Shape, code: str | None) -> str | None:
    """Returns a code for a log, None for what could hold an address or words."""
    return code.strip() if code and (code in shape.codes or len(code) <= _LONGEST_CODE) else None


def _is_json(body: str) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True
