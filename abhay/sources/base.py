"""What a source of alerts has to be able to do; `docs/howto/add-a-source.md` is the checklist."""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from abhay.settings import Settings
from models.payloads import AlertPayload

JSON = "application/json"


@runtime_checkable
class NumbersMessages(Protocol):
    """What a source may add whose scheme numbers its messages: the same one sent again is known by its number."""

    def delivery_key(self, headers: Mapping[str, str], payload: AlertPayload) -> str | None:
        """A key of the number in the verified headers and of what the message says; None if either is missing."""
        ...


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
