"""Exotel and Twilio: Basic authentication, a callback for each message."""

import base64
import hashlib
import hmac
import json
import re
from typing import Final

from abhay.testing.http import Received, Reply
from abhay.testing.sms.base import Account, Call, Outcome, SmsStandIn, Taken, new_id

_JSON: Final = "application/json"


def _is_let_in(request: Received, account: Account) -> bool:
    wanted = base64.b64encode(f"{account.username}:{account.password}".encode()).decode()
    return request.headers.get("authorization") == f"Basic {wanted}"


class ExotelStandIn(SmsStandIn):
    """`POST /v1/Accounts/{sid}/Sms/send.json`; a 200 may say `failed`."""

    def read(self, request: Received) -> Taken | Reply:
        """Returns the message, or the exception of what is wrong."""
        form = request.form
        if not _is_let_in(request, self.account) or f"/{self.account.client_id}/" not in request.path:
            return self._wrong(401, "Unauthorized")
        if form.get("DltEntityId") != self.account.entity_id or not form.get("DltTemplateId"):
            return self._wrong(400, "DLT details are missing")
        text = form.get("Body", "")
        if not text.isascii() and form.get("EncodingType") != "unicode":
            text = text.encode("ascii", "replace").decode()
        callback, ours = form.get("StatusCallback", ""), form.get("CustomField", "")
        to, header, template = form.get("To", ""), form.get("From", ""), form["DltTemplateId"]
        return Taken(new_id(), to, text, template, header, callback, client_ref=ours)

    def accepted(self, taken: Taken) -> Reply:
        """Returns the message as queued."""
        return self._said(taken.id, "queued", "PENDING_TO_OPERATOR")

    def refused(self, code: str) -> Reply:
        """Returns HTTP 200 with a message that has failed, or the exception of an HTTP status."""
        if code.isdigit():
            return self._wrong(int(code), "Failed")
        return self._said(new_id(), code, "FAILED_INVALID_DESTINATION_NUMBER")

    def report(self, taken: Taken, outcome: Outcome, url: str) -> Call:
        """Returns the status callback."""
        good = outcome is Outcome.DELIVERED
        fields = {"SmsSid": taken.id, "To": taken.number, "Status": "delivered" if good else "failed"}
        detail = "DELIVERED_TO_HANDSET" if good else "FAILED_DLT"
        return Call.form(url, {**fields, "DetailedStatus": detail, "CustomField": taken.client_ref})

    def _said(self, sid: str, status: str, detail: str) -> Reply:
        message = {"Sid": sid, "AccountSid": self.account.client_id, "Status": status, "DetailedStatus": detail}
        return Reply(json.dumps({"SMSMessage": message}), 200, _JSON)

    def _wrong(self, status: int, words: str) -> Reply:
        said = {"RestException": {"Status": status, "Message": words, "Code": status}}
        return Reply(json.dumps(said), status, _JSON)


class TwilioStandIn(SmsStandIn):
    """`POST /2010-04-01/Accounts/{AC}/Messages.json`; callbacks are signed with the account's token.

    `reaches_callbacks`: False refuses every callback address with 21609.
    """

    reaches_callbacks = True

    def read(self, request: Received) -> Taken | Reply:
        """Returns the message, or the code of what is wrong."""
        form = request.form
        if not _is_let_in(request, self.account):
            return self._wrong(401, 20003)
        if not re.fullmatch(r"\+\d{7,15}", form.get("To", "")):
            return self._wrong(400, 21211)
        callback = form.get("StatusCallback", "")
        if callback and not self.reaches_callbacks:
            return self._wrong(400, 21609)
        return Taken("SM" + new_id(), form["To"], form.get("Body", ""), "", form.get("From", ""), callback)

    def accepted(self, taken: Taken) -> Reply:
        """Returns 201 and the message as queued."""
        said = {"sid": taken.id, "status": "queued", "error_code": None, "num_segments": "1", "to": taken.number}
        return Reply(json.dumps(said), 201, _JSON)

    def refused(self, code: str) -> Reply:
        """Returns one of its codes with a 4xx."""
        return self._wrong(429 if code == "20429" else 400, int(code))

    def report(self, taken: Taken, outcome: Outcome, url: str) -> Call:
        """Returns the status callback; its signature goes with `signature`."""
        status = "delivered" if outcome is Outcome.DELIVERED else "undelivered"
        fields = {"MessageSid": taken.id, "MessageStatus": status, "To": taken.number, "From": taken.sender}
        return Call.form(url, fields)

    def signature(self, url: str, fields: dict[str, str]) -> str:
        """Returns `X-Twilio-Signature` of a call: HMAC-SHA1 over the address and the sorted fields."""
        text = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
        return base64.b64encode(hmac.digest(self.account.password.encode(), text.encode(), hashlib.sha1)).decode()

    def _wrong(self, status: int, code: int) -> Reply:
        said = {"code": code, "message": "Failed", "more_info": "", "status": status}
        return Reply(json.dumps(said), status, _JSON)
