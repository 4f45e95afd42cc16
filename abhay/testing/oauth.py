"""A stand-in for a mail provider's token endpoint (RFC 6749) and for the introspection of its tokens (RFC 7662).

`POST /token` gives a token to the application that it knows, `POST /introspect` says whether one is in force.
"""

import json
from typing import Final

from abhay.testing.http import HttpStandIn, Received, Reply

USER: Final = "abhay-mail"


class OAuthStandIn(HttpStandIn):
    """`issued` are the tokens that it gave, `revoked` those that are good no more, `asked` the forms that it got."""

    def __init__(self, *, client_id: str, client_secret: str, refresh_token: str = "", user: str = USER) -> None:
        super().__init__()
        self._known = {"client_id": client_id, "client_secret": client_secret}
        self._refresh, self._user = refresh_token, user
        self.issued: list[str] = []
        self.revoked: set[str] = set()
        self.asked: list[dict[str, str]] = []
        self.lasts = 3600

    def reply(self, request: Received) -> Reply:
        """Returns what the provider answers."""
        if request.path == "/introspect":
            return self._introspected(request)
        self.asked.append(request.form)
        wanted = "refresh_token" if self._refresh else "client_credentials"
        known = all(request.form.get(name) == value for name, value in self._known.items())
        if not known or request.form.get("refresh_token", "") != self._refresh:
            return _json({"error": "invalid_client"}, 401)
        if request.form.get("grant_type") != wanted:
            return _json({"error": "unsupported_grant_type"}, 400)
        self.issued.append(f"synthetic-token-{len(self.issued) + 1}")
        return _json({"access_token": self.issued[-1], "token_type": "Bearer", "expires_in": self.lasts})

    def _introspected(self, request: Received) -> Reply:
        token = request.form.get("token") or request.query.get("token", "")
        active = token in self.issued and token not in self.revoked
        return _json({"active": active, "username": self._user} if active else {"active": False})


def _json(body: object, status: int = 200) -> Reply:
    return Reply(json.dumps(body), status, "application/json")
