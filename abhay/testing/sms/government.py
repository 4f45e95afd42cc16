"""The three government gateways: e-Sanchar of Rajasthan, C-DAC Mobile Seva and NIC. None reports a delivery."""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Final

from abhay.testing.http import Received, Reply
from abhay.testing.sms.base import SmsStandIn, Taken, from_entities, new_id

_TEMPLATE: Final = re.compile(r"\d{12}|\d{19}")


class EsancharStandIn(SmsStandIn):
    """`POST …/CreateSMS/Request?client_id=…` with JSON, and the headers `username` and `password`.

    Its success code is stated nowhere: `success_code` is this stand-in's own.
    """

    success_code = 200

    def read(self, request: Received) -> Taken | Reply:
        """Returns the message, or 401 and 400 of the API gateway in front of it."""
        head = (request.headers.get("username"), request.headers.get("password"))
        if request.query.get("client_id") != self.account.client_id:
            return Reply("<html>Invalid client id</html>", 401, "text/html")
        if head != (self.account.username, self.account.password):
            return self.refused("401")
        try:
            body = json.loads(request.body)
        except ValueError:
            return Reply('{"Message":"The request is invalid."}', 400, "application/json")
        named = {name.lower(): value for name, value in body.items()}
        numbers, text = named.get("mobileno"), named.get("message")
        if not isinstance(numbers, list) or len(numbers) != 1 or not isinstance(text, str):  # pyright: ignore[reportUnknownArgumentType]
            return self.refused("400")
        if named.get("language") != ("ENG" if text.isascii() else "HIN") or not named.get("uniqueid"):
            return self.refused("402")
        return Taken(new_id(), str(numbers[0]), text, str(named.get("templateid", "")), self.account.sender)  # pyright: ignore[reportUnknownArgumentType]

    def accepted(self, taken: Taken) -> Reply:
        """Returns the assumed success."""
        del taken
        return self._said(self.success_code, "Success")

    def refused(self, code: str) -> Reply:
        """Returns a code that is no success, under HTTP 200."""
        return self._said(int(code), "Failed")

    def _said(self, code: int, words: str) -> Reply:
        return Reply(json.dumps({"responseCode": code, "responseMessage": words}), 200, "application/json")


class CdacStandIn(SmsStandIn):
    """`POST` of a form: SHA-1 of the password, SHA-512 over what is sent, entities for Unicode."""

    def read(self, request: Received) -> Taken | Reply:
        """Returns the message, or the code of what is wrong."""
        if request.method != "POST" or not request.is_form:
            return Reply("<html><body>HTTP method not allowed</body></html>", 405, "text/html")
        if code := self._wrong_with(request.form):
            return self.refused(code)
        form = request.form
        content, number = form.get("content", ""), form.get("bulkmobno") or form.get("mobileno") or ""
        text = content if content.isascii() else "?" * len(content)
        if form.get("smsservicetype") == "unicodemsg":
            text = from_entities(content)
        return Taken(new_id(), number, text, form["templateid"], self.account.sender)

    def _wrong_with(self, form: dict[str, str]) -> str | None:
        """Returns the code of the first thing that is wrong."""
        account, content = self.account, form.get("content", "")
        hashed = hashlib.sha1(account.password.encode(), usedforsecurity=False).hexdigest()
        checks = {
            "401": (form.get("username"), form.get("password")) == (account.username, hashed),
            "411": form.get("senderid") == account.sender,
            "425": "key" in form,
            "416": form.get("key") == _key(account.username, account.sender, content, account.key),
            "406": re.fullmatch(r"(?:91)?[5-9]\d{9}", form.get("bulkmobno") or form.get("mobileno") or ""),
            "423": _TEMPLATE.fullmatch(form.get("templateid", "")),
            "405": form.get("smsservicetype") in ("singlemsg", "unicodemsg"),
        }
        return next((code for code, right in checks.items() if not right), None)

    def accepted(self, taken: Taken) -> Reply:
        """Returns `402` with an id made of the time."""
        del taken
        return Reply(f"402,MsgID = {datetime.now(UTC):%d%m%Y%H%M%S%f}msdgsms")

    def refused(self, code: str) -> Reply:
        """Returns a code under HTTP 200."""
        return Reply(f"{code},Failed" if code != "409" else "409")


def _key(username: str, sender: str, content: str, key: str) -> str:
    return hashlib.sha512(f"{username}{sender}{content}{key}".encode()).hexdigest()


class NicStandIn(SmsStandIn):
    """`GET` or `POST` of `username, pin, message, mnumber, signature, …`; `msgType=UC` for Unicode."""

    def read(self, request: Received) -> Taken | Reply:
        """Returns the message; a doubly encoded one keeps its percent signs."""
        fields = request.form if request.method == "POST" else request.query
        if (fields.get("username"), fields.get("pin")) != (self.account.username, self.account.password):
            return self.refused("API-2")
        if not fields.get("mnumber", "").startswith("91"):
            return self.refused("API-3")
        text = fields.get("message", "")
        if not text.isascii() and fields.get("msgType") != "UC":
            text = text.encode("ascii", "replace").decode()
        number, template = fields["mnumber"], fields.get("dlt_template_id", "")
        return Taken(new_id(), number, text, template, fields.get("signature", ""))

    def accepted(self, taken: Taken) -> Reply:
        """Returns the sentence of success."""
        at = f"{datetime.now(UTC):%Y/%m/%d/%H/%M}"
        return Reply(f"Message Accepted for Request ID={taken.id}~code=API000 & info=Platform accepted & Time ={at}")

    def refused(self, code: str) -> Reply:
        """Returns the sentence of a refusal, with its irregular blanks."""
        at = f"{datetime.now(UTC):%Y/%m/%d/%H/%M}"
        return Reply(f"Message Rejected for Request ID= ~code={code}& info=REJECTED: {code}& Time = {at}")
