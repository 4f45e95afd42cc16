"""What a source of alerts has to be able to do; `docs/howto/add-a-source.md` is the checklist."""

from collections.abc import Mapping
from typing import Protocol

from abhay.settings import Settings
from models.payloads import AlertPayload

JSON = "application/json"


class Source(Protocol):
    """One partner's road in: how its messages prove themselves, and how they are read."""

    @property
    def name(self) -> str:
        """The word in the address `/v1/sources/{name}/alerts`, in the settings and in every case."""
        ...

    def verify(self, headers: Mapping[str, str], body: bytes, settings: Settings) -> None:
        """Return when the body comes from the partner; raises BadSignature otherwise, also without a key set."""
        ...

    def parse(self, body: bytes, media_type: str = JSON) -> AlertPayload:
        """Read a verified body as far as it can be read; raises EmptyBody for no bytes, and nothing else."""
        ...
