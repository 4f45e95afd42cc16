"""Reads the answers of gateways: JSON that may be anything, and statuses that concern all our calls."""

import json
from http import HTTPStatus
from typing import Any, Final, cast

_ABOUT_US: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN})


def account_wide(status: int) -> bool:
    """Returns whether a refusal concerns our account and not this number."""
    return status in _ABOUT_US


def json_object(body: bytes) -> dict[str, Any]:
    """Returns the object that a body holds, an empty one for anything else; its ids are texts."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
