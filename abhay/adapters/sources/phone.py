"""Alerts heard on the telephone: an operator notes them, and a note goes the same way as any other alert.

A note has no signature: its operator's token is checked at `POST /v1/alerts`.
"""

from abhay.adapters.sources.base import JSON
from abhay.adapters.sources.reading.alert import Envelope, alert_objects, compose, read_alert
from abhay.adapters.sources.reading.document import Fields, Problems, canonical, read_document
from abhay.adapters.sources.reading.files import inline_files
from abhay.adapters.sources.reading.values import media_type_of, read_text, read_word, words_only
from abhay.errors import EmptyBody
from models.enums import IntakeChannel, Trust
from models.payloads import AlertPayload

PHONE = "phone"
"""The source of a note that names no partner."""

OF_A_CALL = ("heard_from", "heardfrom", "caller", "called_by", "note", "notes", "remark", "remarks")
"""What a call has beside the fields of an alert."""

PARTNERS = frozenset(("meta", "google", "youtube", "partner"))
"""The sources whose webhook cases a call may join; the registry has the same."""


def read_note(body: bytes, media_type: str = JSON) -> AlertPayload:
    """Reads what an operator noted of a call. Raises EmptyBody for no bytes.

    `{severity, source, text?, posted_at?, subject{…}, location{…}, heard_from, note}`

    `source` becomes the payload's where it is one of `PARTNERS` (so that a call joins the same partner's
    webhook case), else `phone`: the column is in clear, and other words may name somebody. Trust is verified:
    the operator vouches. `location` may hold degrees, address fields, or words. A note that says who called or
    what was heard is readable.
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
    return payload.model_copy(update={"heard_from": heard_from, "note": note, "attachments": inline_files(document)})


def _partner(root: Fields) -> str:
    word = root.read("source", words_only(read_word), "source") or PHONE
    return word if word in PARTNERS else PHONE
