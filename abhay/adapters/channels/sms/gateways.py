"""The gateways of the settings, each a preset with its own values; unknown keys and missing values are named."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import httpx
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, StringConstraints, ValidationError

from abhay.errors import SetupError

SETTING: Final = "ABHAY_CHANNELS__SMS__GATEWAYS"
_PRESETS: Final = Path(__file__).with_name("presets.toml")
_MEANINGS: Final = frozenset({"sent", "unavailable", "refused", "unknown"})
_ACCOUNT: Final = "account"


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as wrong:
        raise ValueError(f"is no pattern ({wrong})") from wrong
    return text


def _meaning(text: str) -> str:
    kind, _, more = text.partition(" ")
    if kind not in _MEANINGS or more not in ("", _ACCOUNT):
        raise ValueError(f"use one of {', '.join(sorted(_MEANINGS))}, with or without {_ACCOUNT}")
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]
Meaning = Annotated[str, AfterValidator(_meaning)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


class Shape(BaseModel):
    """What a gateway is sent and how its answer is read; the meaning of each is in `presets.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    method: Literal["GET", "POST"] = "POST"
    url: str = ""
    path: str = ""
    encoding: Literal["query", "form", "json"] = "form"
    unicode: Literal["utf8", "entities", "hex16", "flag"] = "utf8"
    headers: Mapping[str, str] = Field(default_factory=dict)
    fields: Mapping[str, Any] = Field(default_factory=dict)
    success: Pattern = ""
    id: Pattern = ""
    code: Pattern = ""
    codes: Mapping[str, Meaning] = Field(default_factory=dict)
    json_only: bool = False
    without_callback: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    reports: bool = False
    callback: str = ""


class Gateway(BaseModel):
    """One gateway of the settings; the keys of `Shape` change its preset."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: Name
    preset: str
    url: str = ""
    username: str = ""
    password: SecretStr = SecretStr("")
    key: SecretStr = SecretStr("")
    sender: str = ""
    entity_id: str = ""
    client_id: str = ""
    ca_file: Path | None = None
    timeout: float = Field(default=5, gt=0, le=8)
    plain_http: bool = False
    method: Literal["GET", "POST"] | None = None
    encoding: Literal["query", "form", "json"] | None = None
    unicode: Literal["utf8", "entities", "hex16", "flag"] | None = None
    headers: Mapping[str, str] | None = None
    fields: Mapping[str, Any] | None = None
    success: Pattern | None = None
    id: Pattern | None = None
    code: Pattern | None = None
    codes: Mapping[str, Meaning] | None = None
    reports: bool | None = None

    @property
    def shape(self) -> Shape:
        """The preset with what the settings change in it."""
        own = self.model_dump(include=set(Shape.model_fields) - {"url"}, exclude_none=True)
        return presets()[self.preset].model_copy(update=own)

    @property
    def secrets(self) -> Mapping[str, str]:
        """The values that its templates may use."""
        return {
            "username": self.username,
            "password": self.password.get_secret_value(),
            "key": self.key.get_secret_value(),
            "sender": self.sender,
            "entity_id": self.entity_id,
            "client_id": self.client_id,
        }


@cache
def presets() -> Mapping[str, Shape]:
    """Returns the presets by name."""
    found = tomllib.loads(_PRESETS.read_text(encoding="utf-8"))
    return {name: Shape.model_validate(shape) for name, shape in found.items()}


def read_gateways(text: str) -> tuple[Gateway, ...]:
    """Returns the gateways in order of preference. Raises `SetupError`, which repeats no value: it may be a secret."""
    try:
        items = json.loads(text)
    except ValueError as wrong:
        raise SetupError(f"{SETTING} is no JSON: give a list of gateways.") from wrong
    if not isinstance(items, list):
        raise SetupError(f"{SETTING} is no list of gateways.")
    gateways = tuple(_gateway(number, item) for number, item in enumerate(items, 1))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    names = [each.name for each in gateways]
    if doubled := [name for name in names if names.count(name) > 1]:
        raise SetupError(f"{SETTING}: the name {doubled[0]} stands twice.")
    return gateways


def _gateway(number: int, item: object) -> Gateway:
    where = f"{SETTING}, gateway {number}"
    try:
        gateway = Gateway.model_validate(item)
    except ValidationError as wrong:
        raise SetupError(f"{where}: {_first(wrong)}.") from None
    if gateway.preset not in presets():
        raise SetupError(f"{where}: there is no preset of this name: use one of {', '.join(presets())}.")
    known = {**gateway.secrets, "url": gateway.url}
    if missing := [name for name in gateway.shape.needs if not known.get(name)]:
        raise SetupError(f"{where} ({gateway.name}): {', '.join(missing)} must be set.")
    if gateway.preset == "custom" and not (gateway.success and gateway.fields):
        raise SetupError(f"{where} ({gateway.name}): fields and success must be set.")
    _check_address(where, gateway)
    return gateway


def _first(wrong: ValidationError) -> str:
    error = wrong.errors(include_input=False, include_url=False)[0]
    name = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"the key {name} is not known"
    return f"{name}: {error['msg']}" if name else str(error["msg"])


def _check_address(where: str, gateway: Gateway) -> None:
    """Raises `SetupError` for an address that would carry texts and numbers in clear, unless it stays at home."""
    try:
        url = httpx.URL(gateway.url or gateway.shape.url.partition("{{")[0])
    except httpx.InvalidURL:
        raise SetupError(f"{where} ({gateway.name}): url is no address.") from None
    if url.scheme not in ("https", "http") or not url.host:
        raise SetupError(f"{where} ({gateway.name}): url must begin with https://.")
    if url.scheme == "http" and not _stays_home(url.host, allowed=gateway.plain_http):
        raise SetupError(
            f"{where} ({gateway.name}): url must begin with https:// (http to loopback, or a private address with plain_http)."  # noqa: E501
        )


def _stays_home(host: str, *, allowed: bool) -> bool:
    if host == "localhost":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return allowed
    return address.is_loopback or (allowed and address.is_private)


def full_address(gateway: Gateway) -> str:
    """Returns the address as a template: the preset's, or the settings' with the preset's path if it has none."""
    shape = gateway.shape
    if not gateway.url:
        return shape.url
    own = httpx.URL(gateway.url)
    if own.path not in ("", "/"):
        return gateway.url
    path = shape.path or _path_of(shape.url)
    return gateway.url.rstrip("/") + path


def _path_of(template: str) -> str:
    _, _, rest = template.partition("://")
    _, slash, path = rest.partition("/")
    return slash + path


def names_of(gateways: Sequence[Gateway]) -> tuple[str, ...]:
    """Returns the names in order."""
    return tuple(each.name for each in gateways)
