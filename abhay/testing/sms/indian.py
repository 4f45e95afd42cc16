"""Commercial gateways in India: MSG91, Gupshup, Route Mobile and Textlocal."""

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from abhay.testing.http import Received, Reply
from abhay.testing.sms.base import Account, Call, Outcome, SmsStandIn, Taken, new_id
from abhay.testing.sms.scrubbing import Scrubber

_JSON: Final = "application/json"


class Msg91StandIn(SmsStandIn):
    """`POST /api/v5/flow/`: it holds the texts, and is sent the variables alone.

    `flows` are its texts by their id, with `##name##` for each variable; `webhook` is the form of its receipts.
    """

    webhook = "v2"

    def __init__(
        self, account: Account | None = None, scrubber: Scrubber | None = None, flows: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(account, scrubber)
        self.flows = dict(flows or {})

    def read(self, request: Received) -> Taken | Reply:
        """Returns the message with the text of its flow."""
        if request.headers.get("authkey") != self.account.key:
            return self.refused("Authentication failure")
        body = json.loads(request.body)
        (recipient,) = body["recipients"]
        values = {name: value for name, value in recipient.items() if name != "mobiles"}
        text = self.flows.get(body["template_id"]) if self.flows else " ".join(values.values())
        if text is None:
            return self.refused("template_id is invalid")
        for name, value in values.items():
            text = text.replace(f"##{name}##", value)
        if "##" in text:
            return self.refused("variable missing")
        found = tuple(values.values())
        return Taken(new_id(), recipient["mobiles"], text, body["template_id"], body.get("sender", ""), variables=found)

    def accepted(self, taken: Taken) -> Reply:
        """Returns the id of the request."""
        return Reply(json.dumps({"type": "success", "message": taken.id}), 200, _JSON)

    def refused(self, code: str) -> Reply:
        """Returns an error under HTTP 200."""
        return Reply(json.dumps({"type": "error", "message": code}), 200, _JSON)

    def report(self, taken: Taken, outcome: Outcome, url: str) -> Call:
        """Returns a webhook: v2 is a form with JSON in one field, v3 flat JSON, v4 an event with its data."""
        status = "1" if outcome is Outcome.DELIVERED else "2"
        at = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
        one = {"date": at, "number": taken.number, "status": status, "desc": outcome.value.upper()}
        if self.webhook == "v3":
            return Call("POST", url, json.dumps({"requestId": taken.id, **one}).encode(), _JSON)
        if self.webhook == "v4":
            data = {"requestId": taken.id, "telNum": taken.number, "description": outcome, "ts": at}
            return Call("POST", url, json.dumps([{"event": outcome, "data": [data]}]).encode(), _JSON)
        listed = [{"senderId": taken.sender, "requestId": taken.id, "userId": "1", "report": [one]}]
        return Call.form(url, {"data": json.dumps(listed)})


class GupshupStandIn(SmsStandIn):
    """`GatewayAPI/rest` with `method=SendMessage`; answers in pipes."""

    posts_receipts = True

    def read(self, request: Received) -> Taken | Reply:
        """Returns the message, or the code of what is wrong."""
        fields = request.form if request.method == "POST" else request.query
        number, text = fields.get("send_to", ""), fields.get("msg", "")
        checks = {
            "106": fields.get("method") == "SendMessage",
            "103": fields.get("userid") == self.account.username,
            "102": fields.get("password") == self.account.password and fields.get("auth_scheme") == "plain",
            "107": fields.get("v") == "1.1",
            "105": number.startswith("91") and len(number) == 12,
            "101": text,
        }
        if code := next((code for code, right in checks.items() if not right), None):
            return self.refused(code)
        if not text.isascii() and fields.get("msg_type") != "Unicode_text":
            text = text.encode("ascii", "replace").decode()
        id_ = f"{time.monotonic_ns()}-{len(self.taken) + 1}"
        return Taken(id_, number, text, fields.get("dltTemplateId", ""), fields.get("mask", ""))

    def accepted(self, taken: Taken) -> Reply:
        """Returns `success | <phone> | <id>`."""
        return Reply(f"success | {taken.number} | {taken.id}")

    def refused(self, code: str) -> Reply:
        """Returns `error | <code> | <words>`."""
        return Reply(f"error | {code} | The request was not understood.")

    def report(self, taken: Taken, outcome: Outcome, url: str) -> Call:
        """Returns a receipt: a POST of `response=` and a JSON list, or a GET."""
        status = "DELIVERED" if outcome is Outcome.DELIVERED else "FAILED"
        at = str(time.time_ns() // 1_000_000)
        code = "000" if outcome is Outcome.DELIVERED else "003"
        if not self.posts_receipts:
            fields = {"externalId": taken.id, "deliveredTS": at, "status": status, "cause": status.title()}
            return Call.query(url, {**fields, "phoneNo": taken.number, "errCode": code, "noOfFrags": "1"})
        event = {"externalId": taken.id, "eventType": status, "eventTs": int(at), "destAddr": taken.number}
        return Call("POST", url, b"response=" + json.dumps([{**event, "errCode": code}]).encode())


class RouteMobileStandIn(SmsStandIn):
    """`GET /bulksms/bulksms`: Unicode as hexadecimal UTF-16BE with `type=2`."""

    def read(self, request: Received) -> Taken | Reply:
        """Returns the message, or the code of what is wrong."""
        fields = request.query
        if (fields.get("username"), fields.get("password")) != (self.account.username, self.account.password):
            return self.refused("1703")
        if not fields.get("destination"):
            return self.refused("1706")
        if fields.get("source") != self.account.sender:
            return self.refused("1707")
        kind, message = fields.get("type"), fields.get("message", "")
        if kind not in ("0", "2") or not message:
            return self.refused("1704" if message else "1705")
        text = bytes.fromhex(message).decode("utf-16-be") if kind == "2" else message
        return Taken(new_id(), fields["destination"], text, fields.get("tempid", ""), fields["source"])

    def accepted(self, taken: Taken) -> Reply:
        """Returns `1701|<number>:<id>`."""
        return Reply(f"1701|{taken.number}:{taken.id}")

    def refused(self, code: str) -> Reply:
        """Returns the code alone."""
        return Reply(code)

    def report(self, taken: Taken, outcome: Outcome, url: str) -> Call:
        """Returns a receipt."""
        status = "DELIVRD" if outcome is Outcome.DELIVERED else "UNDELIV"
        return Call.query(url, {"sMobileNo": taken.number, "sMessageId": taken.id, "sStatus": status})


class TextlocalStandIn(SmsStandIn):
    """`POST /send/` of a form; failures come with HTTP 200."""

    def read(self, request: Received) -> Taken | Reply:
        """Returns the message, or the code of what is wrong."""
        form = request.form
        if form.get("apikey") != self.account.key:
            return self.refused("3")
        text = form.get("message", "")
        if not text.isascii() and form.get("unicode") != "true":
            text = text.encode("ascii", "replace").decode()
        number = form.get("numbers", "")
        if not number.isdigit():
            return self.refused("51")
        callback, ours = form.get("receipt_url", ""), form.get("custom", "")
        return Taken(new_id(), number, text, "", form.get("sender", ""), callback, client_ref=ours)

    def accepted(self, taken: Taken) -> Reply:
        """Returns the status and the message's id."""
        said = {"balance": 10, "messages": [{"id": taken.id, "recipient": int(taken.number)}], "status": "success"}
        return Reply(json.dumps(said), 200, _JSON)

    def refused(self, code: str) -> Reply:
        """Returns the errors under HTTP 200."""
        said = {"errors": [{"code": int(code), "message": "Failed"}], "status": "failure"}
        return Reply(json.dumps(said), 200, _JSON)

    def report(self, taken: Taken, outcome: Outcome, url: str) -> Call:
        """Returns a receipt: `D` delivered, `U` undelivered."""
        status = "D" if outcome is Outcome.DELIVERED else "U"
        return Call.form(url, {"number": taken.number, "status": status, "customID": taken.client_ref})
