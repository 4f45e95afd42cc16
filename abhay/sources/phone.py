"""Alerts heard on the telephone: an operator notes them, and the note goes the same way as any other alert."""

import re
from collections.abc import Mapping

from abhay.errors import BadSignature, EmptyBody
from abhay.settings import Settings
from abhay.sources.alert import Envelope, alert_objects, compose, read_alert
from abhay.sources.base import JSON
from abhay.sources.document import canonical, read_document
from abhay.sources.fields import Fields, Problems
from abhay.sources.values import media_type_of, read_text, read_word, words_only
from models.enums import IntakeChannel, Trust
from models.payloads import AlertPayload

_NAME = "phone"
_PARTNER = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class PhoneSource:
    """A call that an operator noted.

    `{severity, source, text?, posted_at?, subject{…}, location{…}, heard_from, note}`
    """

    name = _NAME

    def verify(self, headers: Mapping[str, str], body: bytes, settings: Settings) -> None:  # noqa: ARG002 - the protocol's
        """Raise BadSignature: a note has no signature, its operator's token is checked at POST /v1/alerts."""
        raise BadSignature

    def parse(self, body: bytes, media_type: str = JSON) -> AlertPayload:
        """Read a note; raises EmptyBody for no bytes.

        `source` becomes the payload's where it is one word (so that a call joins the same partner's
        webhook case), else `phone`. Trust is verified: the operator vouches. `location` may hold
        degrees, address fields, or words. A note that says who called or what was heard is readable.
        """
        if not body:
            raise EmptyBody
        problems = Problems()
        document = read_document(body, problems)
        objects = alert_objects(document)
        facts = read_alert(objects, problems)
        root = Fields(objects, "", problems)
        heard_from = root.read("heard_from", words_only(read_text), "heardfrom", "caller", "calledby")
        note = root.read("note", words_only(read_text), "note", "notes", "remark", "remarks")
        readable = facts.anything or heard_from is not None or note is not None
        envelope = Envelope(_partner(root), IntakeChannel.PHONE, Trust.VERIFIED, body, media_type_of(media_type))
        payload = compose(envelope, facts, canonical(document, body), problems, readable=readable)
        return payload.model_copy(update={"heard_from": heard_from, "note": note})


def _partner(root: Fields) -> str:
    word = root.read("source", words_only(read_word), "source") or _NAME
    return word if _PARTNER.fullmatch(word) else _NAME
