"""A browser's subscription, which is the address of a push: given by a browser, so nothing of it is believed."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError

from abhay.errors import ChannelRefused
from abhay.security.push_sealing import Recipient
from models.payloads import Payload

_LONGEST: Final = 2000


class Subscription(Payload):
    """Where a browser takes pushes, the two keys of its own, and the public key of ours that it was made with."""

    endpoint: Annotated[str, Field(max_length=_LONGEST, pattern=r"^https?://\S+$")]
    p256dh: Annotated[str, Field(max_length=200)]
    auth: Annotated[str, Field(max_length=100)]
    key: Annotated[str, Field(max_length=200)]

    @classmethod
    def read(cls, text: str) -> Self:
        """Returns the subscription of a message's address. Raises `ChannelRefused`, without the address."""
        try:
            return cls.model_validate_json(text)
        except ValidationError:
            raise ChannelRefused("The contact's address is no subscription of a browser.") from None

    @property
    def origin(self) -> str:
        """The push service's scheme, name and port."""
        parts = urlsplit(self.endpoint)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def service(self) -> str:
        """The push service's name, without the port."""
        return (urlsplit(self.endpoint).hostname or "").lower()

    def recipient(self) -> Recipient:
        """Returns for whom a push is sealed. Raises `ChannelRefused` if the keys are none."""
        try:
            return Recipient.read(self.p256dh, self.auth)
        except ValueError:
            raise ChannelRefused("The subscription's keys are no keys of a browser.") from None

    def check(self, services: Sequence[str]) -> None:
        """Raises `ChannelRefused` unless the keys are keys and one of these names, `*` for any part, is its service."""
        self.recipient()
        if not any(fnmatchcase(self.service, each.lower()) for each in services):
            raise ChannelRefused("The push service is none of ABHAY_CHANNELS__WEBPUSH__SERVICES.")
