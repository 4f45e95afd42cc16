"""The messengers of the settings: each an address of `apprise`, with a place for who is meant there.

Of the library's 180 services those few may be used that carry text alone to people. Its own list is never loaded: each
service is one module of it, named here. No address may open a file, fetch an attachment or follow a redirect.
"""

import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import parse_qsl, quote, urlsplit

from abhay.errors import SetupError

SETTING: Final = "ABHAY_CHANNELS__APPRISE__SERVICES"
PLACE: Final = "{target}"

_PLUGINS: Final[Mapping[str, tuple[str, str]]] = {
    "gotify": ("gotify", "NotifyGotify"),
    "matrix": ("matrix", "NotifyMatrix"),
    "mmost": ("mattermost", "NotifyMattermost"),
    "nctalk": ("nextcloudtalk", "NotifyNextcloudTalk"),
    "ntfy": ("ntfy", "NotifyNtfy"),
    "rocket": ("rocketchat", "NotifyRocketChat"),
    "signal": ("signal_api", "NotifySignalAPI"),
    "tgram": ("telegram", "NotifyTelegram"),
    "zulip": ("zulip", "NotifyZulip"),
}
_ENCRYPTED: Final = ("tgram", "zulip")
"""The services that have no plain form."""

_OPTIONS: Final = frozenset({"auth", "mode", "priority", "tags", "token", "version"})
"""What may stand behind the question mark; others attach files, fetch addresses, format text, or change the times."""

_ANYBODY: Final = ("abhay", "#abhay", "!abhay:abhay.example", "123456789", "+915555500001")
"""Targets of the forms that the services know, to see whether an address can be read at all."""

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost"})
_NAME_LENGTH: Final = 40


@dataclass(frozen=True)
class Service:
    """One messenger: its name in contacts' addresses, its plug-in, and its address with a place for the target."""

    name: str
    scheme: str
    address: str

    def made(self, target: str, seconds: float) -> Any:
        """Returns a plug-in for one message to one target, None if it takes no such target.

        It is fresh for each message, because one that is used again sleeps for seconds between two requests.
        """
        module, class_ = _PLUGINS[self.scheme]
        plugin: Any = getattr(importlib.import_module(f"apprise.plugins.{module}"), class_)
        values: Any = plugin.parse_url(self.address.replace(PLACE, quote(target, safe="")))
        if not values:
            return None
        asset = _asset()
        values |= {"cto": seconds / 2, "rto": seconds / 2, "include_image": False, "format": "text"}
        try:
            made = plugin(**values, asset=asset)
        except TypeError:  # how it refuses a value
            return None
        made.request_rate_per_sec = 0
        return made


def as_one_text() -> Mapping[str, Any]:
    """Returns how a message is sent: as one warning in plain text, cut and never split where it is too long."""
    common = importlib.import_module("apprise.common")
    return {
        "notify_type": common.NotifyType.WARNING,
        "body_format": common.NotifyFormat.TEXT,
        "overflow": common.OverflowMode.TRUNCATE,
    }


def _asset() -> Any:
    """Returns the library's settings: no thread pool, no redirect, no plug-in from a folder, nothing on the disk."""
    return importlib.import_module("apprise").AppriseAsset(
        async_mode=False,
        http_redirects=False,
        secure_logging=True,
        interpret_escapes=False,
        interpret_emojis=False,
        default_service_retry=0,
        pgp_autogen=False,
        pem_autogen=False,
        storage_mode="memory",
    )


def read_services(text: str) -> Mapping[str, Service]:
    """Returns the services by name. Raises `SetupError`, which repeats no address: each holds a secret."""
    try:
        found: Any = json.loads(text)
    except ValueError:
        raise SetupError(f"{SETTING} is no JSON: give an object of names and addresses.") from None
    if not isinstance(found, dict) or not found:
        raise SetupError(f"{SETTING} is no object of names and addresses.")
    return {name: _service(name, address) for name, address in cast("dict[str, Any]", found).items()}


def _service(name: str, address: object) -> Service:
    if not isinstance(address, str) or not _is_name(name):
        raise SetupError(f"{SETTING}: each name of small letters and digits needs an address.")
    if problem := _problem(address):
        raise SetupError(f"{SETTING}, {name}: {problem}.")
    service = Service(name, _kind(urlsplit(address).scheme), address)
    if all(service.made(target, 1) is None for target in _ANYBODY):
        raise SetupError(f"{SETTING}, {name}: apprise cannot read the address.")
    return service


def _problem(address: str) -> str | None:
    """Returns what is wrong with an address of the settings."""
    try:
        parts = urlsplit(address.replace(PLACE, "target"))
        options = {key for key, _ in parse_qsl(parts.query, keep_blank_values=True)}
    except ValueError:
        return "the address cannot be read"
    kind = _kind(parts.scheme)
    if kind not in _PLUGINS:
        return f"use one of {', '.join(sorted(_PLUGINS))}, with an s at its end for TLS"
    if address.count(PLACE) != 1 or PLACE not in address.partition("?")[0]:
        return f"the path must hold {PLACE} once, for who is meant"
    if unknown := sorted(options - _OPTIONS):
        return f"the option {unknown[0][:_NAME_LENGTH]} may not be used"
    if parts.scheme == kind and kind not in _ENCRYPTED and (parts.hostname or "") not in _LOOPBACK:
        return f"begin with {kind}s://, or the token goes out in clear"
    return None


def _kind(scheme: str) -> str:
    return scheme.removesuffix("s") if scheme.removesuffix("s") in _PLUGINS else scheme


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _NAME_LENGTH and name.replace("-", "").replace("_", "").isalnum() and name == name.lower()
