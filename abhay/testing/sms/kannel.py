"""Kannel as an HTTP gateway: `GET /cgi-bin/sendsms`, receipts to the `dlr-url` of each message, texts by `get-url`."""

import re
import time
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qs

from abhay.testing.http import Received, Reply
from abhay.testing.sms.base import Call, Outcome, SmsStandIn, Taken, new_id

_SAID: Final[Mapping[str, tuple[int, str]]] = {
    "3": (202, "3: Queued for later delivery"),
    "400": (400, "Missing receiver number, rejected"),
    "403": (403, "Authorization failed for sendsms"),
    "404": (403, "Not routable. Do not try again."),
    "503": (503, "Temporal failure, try again later."),
}
"""Its answers but the good one, each with its HTTP status."""


class KannelStandIn(SmsStandIn):
    """A Kannel with an operator: it names no id of its own before its receipts."""

    def read(self, request: Received) -> Taken | Reply:
        """Returns the message, or the words of what is wrong."""
        fields = request.query
        if (fields.get("username"), fields.get("password")) != (self.account.username, self.account.password):
            return self.refused("403")
        if not fields.get("to"):
            return self.refused("400")
        text = fields.get("text", "")
        if not text.isascii() and (fields.get("coding"), fields.get("charset")) != ("2", "UTF-8"):
            text = text.encode("ascii", "replace").decode()
        dlt = parse_qs(fields.get("meta-data", "").removeprefix("?smpp?"))
        template, callback = dlt.get("TEMPLATE_ID", [""])[0], fields.get("dlr-url", "")
        return Taken(new_id(), fields["to"], text, template, fields.get("from", ""), callback)

    def accepted(self, taken: Taken) -> Reply:
        """Returns the words of success."""
        del taken
        return Reply("0: Accepted for delivery", 202)

    def refused(self, code: str) -> Reply:
        """Returns one of its other answers, by a number of ours."""
        status, words = _SAID[code]
        return Reply(words, status)

    def report(self, taken: Taken, outcome: Outcome, url: str) -> Call:
        """Returns a receipt: the address with its escapes filled, `%d` 1 for delivered and 2 for not."""
        filled = {"d": "1" if outcome is Outcome.DELIVERED else "2", "I": taken.id, "T": str(int(time.time()))}
        return Call("GET", re.sub(r"%([dIT])(?![0-9A-Fa-f])", lambda found: filled[found[1]], url))
