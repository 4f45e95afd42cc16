"""What a source of alerts has to be able to do; `docs/howto/add-a-source.md` is the checklist."""

from collections.abc import Collection, Mapping
from typing import Protocol, runtime_checkable

from models.payloads import AlertPayload

JSON = "application/json"


@runtime_checkable
class NumbersMessages(Protocol):
    """What a source may add whose scheme numbers its messages: the same one sent again is known by its number."""

    def delivery_key(self, headers: Mapping[str, str], payload: AlertPayload) -> str | None:
        """Returns a key of the number in the verified headers and of the contents; None if either is missing."""
        ...


class Source(Protocol):
    """One partner's way in: how its messages prove themselves, and how they are read."""

    @property
    def name(self) -> str:
        """The word in the address `/v1/sources/{name}/alerts`, in the settings and in every case."""
        ...

    def verify(self, headers: Mapping[str, str], body: bytes, keys: Collection[str]) -> None:
        """Checks that the body is signed with one of the partner's keys. Raises BadSignature otherwise."""
        ...

    def parse(self, body: bytes, media_type: str = JSON) -> AlertPayload:
        """Reads a verified body as far as it can be read. Raises EmptyBody for no bytes, and nothing else."""
        ...
