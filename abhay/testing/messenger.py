"""A stand-in for a messenger: it speaks the publishing of ntfy (JSON by POST), checks the login, shows what came."""

import base64
import json
from typing import Any, Final, cast

from abhay.testing.http import HttpStandIn, Knobs, Received, Reply

_JSON: Final = "application/json"


class MessengerStandIn(HttpStandIn):
    """The server. `plans` says how it treats the next messages to a topic, one by one."""

    def __init__(self, username: str = "abhay", password: str = "synthetic-password") -> None:  # noqa: S107  a stand-in's
        super().__init__()
        self.username, self.password = username, password
        self.plans: dict[str, list[Knobs]] = {}
        self.taken: list[tuple[str, str, str]] = []

    def shown(self, topic: str) -> list[tuple[str, str]]:
        """Returns title and text of each message to a topic, oldest first."""
        return [(title, text) for to, title, text in self.taken if to == topic]

    def knobs_of(self, request: Received) -> Knobs:
        """Returns the knobs planned for the request's topic, else those planned for the next or for all."""
        planned = self.plans.get(str(_published(request).get("topic")))
        return planned.pop(0) if planned else super().knobs_of(request)

    def reply(self, request: Received) -> Reply:
        """Takes a message, or says what is wrong with it as ntfy does."""
        login = base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {login}":
            return _wrong(40101, "unauthorized")
        message = _published(request)
        if request.method != "POST" or not message.get("topic"):
            return _wrong(40009, "invalid request: topic invalid")
        self.taken.append((str(message["topic"]), str(message.get("title", "")), str(message.get("message", ""))))
        return Reply(json.dumps({"id": f"m{len(self.taken)}", "event": "message", **message}), 200, _JSON)


def _published(request: Received) -> dict[str, Any]:
    try:
        found = json.loads(request.body)
    except ValueError:
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _wrong(code: int, words: str) -> Reply:
    return Reply(json.dumps({"code": code, "http": code // 100, "error": words}), code // 100, _JSON)
