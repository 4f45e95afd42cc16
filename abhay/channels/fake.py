"""A channel in memory that keeps the whole contract: for tests, ours and yours, and for rehearsing failures."""

import asyncio
from collections import deque

from abhay.errors import DeliveryError, DeliveryUnknown
from models.payloads import OutgoingMessage, Receipt


class FakeChannel:
    """Remembers what arrived in `arrived`, and fails when told to.

    A failure is planned for the next sends to anybody (`fail_next`) or for all sends to one address
    (`fail_address`); planned failures of the address come first. With `DeliveryUnknown` the message
    arrives all the same: the sender is left in doubt, as in life.
    """

    def __init__(self, name: str = "fake", *, delay: float = 0) -> None:
        self._name = name
        self._delay = delay
        self._next: deque[DeliveryError] = deque()
        self._addresses: dict[str, DeliveryError] = {}
        self.arrived: list[OutgoingMessage] = []

    @property
    def name(self) -> str:
        """The name it was given: it can stand in for any channel."""
        return self._name

    def fail_next(self, error: DeliveryError, times: int = 1) -> None:
        """The next `times` sends fail with this error, then it works again."""
        self._next.extend([error] * times)

    def fail_address(self, to: str, error: DeliveryError | None) -> None:
        """Every send to this address fails with this error; None mends it."""
        if error is None:
            self._addresses.pop(to, None)
        else:
            self._addresses[to] = error

    async def send(self, message: OutgoingMessage) -> Receipt:
        """Remember the message, or fail as planned; takes `delay` seconds."""
        await asyncio.sleep(self._delay)
        error = self._addresses.get(message.to)
        if error is None and self._next:
            error = self._next.popleft()
        if error is None or isinstance(error, DeliveryUnknown):
            self.arrived.append(message.model_copy(update={"ack_pin": None}))
        if error is not None:
            raise type(error)(error.detail)
        return Receipt(provider_id=f"{self._name}-{len(self.arrived)}")
