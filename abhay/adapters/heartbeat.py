"""Sends the heartbeat to a monitoring service outside, which notices when it stops."""

import logging

import httpx

_LOG = logging.getLogger(__name__)

ANSWER_LIMIT = 5.0
"""Seconds that the service may take to answer."""


class Heartbeat:
    """Sends GET requests to one address outside."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def beat(self) -> bool:
        """Sends one heartbeat; returns whether it was accepted, and logs why not."""
        try:
            async with httpx.AsyncClient(timeout=ANSWER_LIMIT) as http:
                answer = await http.get(self._url)
        except httpx.HTTPError as error:
            _LOG.warning("the heartbeat was not heard (%s)", type(error).__name__)
            return False
        if not answer.is_success:
            _LOG.warning("the heartbeat was not heard (it was answered %d)", answer.status_code)
        return answer.is_success
