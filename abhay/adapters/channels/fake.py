"""A channel in memory that fulfils the whole contract, for tests and for rehearsing failures."""

import asyncio
from collections import deque

from abhay.errors import DeliveryError, DeliveryUnknown
from models.payloads import OutgoingMessage, Receipt


class FakeChannel:
    """Collects messages in `arrived`, and fails as planned.

    A failure is planned for the next sends to anybody (`fail_next`) or for all sends to one address
    (`fail_address`); failures of the address come first. With `DeliveryUnknown` the message
    arrives all the same, unknown to the sender. `takes_replies`: its messages carry a code that answers them.
    """

    def __init__(self, name: str = "fake", *, delay: float = 0, takes_replies: bool = False) -> None:
        self._name = name
        self._delay = delay
        self.takes_replies = takes_replies
        self._next: deque[DeliveryError] = deque()
        self._addresses: dict[str, DeliveryError] = {}
        self.arrived: list[OutgoingMessage] = []

    @property
    def name(self) -> str:
        """The given name: the fake can stand in for any channel."""
        return self._name

    def fail_next(self, error: DeliveryError, times: int = 1) -> None:
        """Makes the next `times` sends fail with this error."""
        self._next.extend([error] * times)

    def fail_address(self, to: str, error: DeliveryError | None) -> None:
        """Makes every send to this address fail with this error; None ends that."""
        if error is None:
            self._addresses.pop(to, None)
        else:
            self._addresses[to] = error

    async def send(self, message: OutgoingMessage) -> Receipt:
        """Collects the message, or fails as planned; takes `delay` seconds."""
        await asyncio.sleep(self._delay)
        error = self._addresses.get(message.to)
        if error is None and self._next:
            error = self._next.popleft()
        if error is None or isinstance(error, DeliveryUnknown):
            self.arrived.append(message.model_copy(update={"ack_pin": None}))
        if error is not None:
            raise type(error)(error.detail, error.tries)
        return Receipt(provider_id=f"{self._name}-{len(self.arrived)}")
