"""The voice gateways of the settings; unknown keys and missing values are named, values never."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, ValidationError

from abhay.errors import SetupError

SETTING: Final = "ABHAY_CHANNELS__VOICE__GATEWAYS"
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "generic": ("secret",),
    "exotel": ("username", "password", "sender", "app"),
    "twilio": ("username", "password", "sender"),
}


class VoiceGateway(BaseModel):
    """One gateway that makes telephone calls; what its preset does not need stays empty.

    `name` is ours, and stands in the addresses that it calls; `url` is where a call is asked for; `secret` the key of
    both signatures (generic); `username`, `password` and `sender` the account and the number that calls (Exotel,
    Twilio); `app` the address of the flow that speaks (Exotel); `timeout` in seconds for one attempt.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
    preset: Literal["generic", "exotel", "twilio"]
    url: Annotated[str, StringConstraints(pattern=r"^https?://")]
    secret: SecretStr | None = None
    username: str | None = None
    password: SecretStr | None = None
    sender: str | None = None
    app: Annotated[str, StringConstraints(pattern=r"^https?://")] | None = None
    ca_file: Path | None = None
    timeout: float = Field(default=5, gt=0, le=8)


def read_gateways(text: str) -> tuple[VoiceGateway, ...]:
    """Returns the gateways in order of preference. Raises `SetupError`, which repeats no value: it may be a secret."""
    try:
        items: Any = json.loads(text)
    except ValueError as wrong:
        raise SetupError(f"{SETTING} is no JSON: give a list of gateways.") from wrong
    if not isinstance(items, list) or not items:
        raise SetupError(f"{SETTING} is no list of gateways.")
    gateways = tuple(_gateway(number, item) for number, item in enumerate(cast("list[Any]", items), 1))
    names = [each.name for each in gateways]
    if doubled := [name for name in names if names.count(name) > 1]:
        raise SetupError(f"{SETTING}: the name {doubled[0]} stands twice.")
    return gateways


def _gateway(number: int, item: object) -> VoiceGateway:
    try:
        gateway = VoiceGateway.model_validate(item)
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "it"
        raise SetupError(f"{SETTING}, gateway {number}: {place}: {first['msg']}.") from None
    if missing := [name for name in _NEEDED[gateway.preset] if not getattr(gateway, name)]:
        raise SetupError(f"{SETTING}: {gateway.name} ({gateway.preset}) lacks {', '.join(missing)}.")
    return gateway
