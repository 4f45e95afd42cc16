"""What the reading process is asked and answers: a JSON object and byte strings, with their lengths before them."""

import json
import struct
from collections.abc import Sequence
from typing import Any

from models.payloads import AlertPayload, MailFacts

HEAD = struct.Struct(">II")
"""Bytes of the JSON object, and bytes of everything behind it."""

Frame = tuple[dict[str, Any], list[bytes]]

_SIZES = "sizes"


def pack(words: dict[str, Any], blobs: Sequence[bytes] = ()) -> bytes:
    """Returns a frame as bytes."""
    head = json.dumps({**words, _SIZES: [len(blob) for blob in blobs]}).encode()
    return b"".join((HEAD.pack(len(head), sum(map(len, blobs))), head, *blobs))


def unpack(head: bytes, rest: bytes) -> Frame:
    """Returns what a frame holds."""
    words: dict[str, Any] = json.loads(head)
    blobs: list[bytes] = []
    position = 0
    for size in words.pop(_SIZES):
        blobs.append(rest[position : position + size])
        position += size
    return words, blobs


def pack_payload(payload: AlertPayload, facts: MailFacts) -> bytes:
    """Returns an alert and the facts of its mail as a frame; the mail is left out, since whoever asked has it."""
    fields = payload.model_dump(mode="json", exclude={"raw": True, "attachments": {"__all__": {"data"}}})
    told = {"payload": fields, "facts": facts.model_dump(mode="json")}
    return pack(told, [file.data for file in payload.attachments])


def unpack_payload(frame: Frame, raw: bytes) -> tuple[AlertPayload, MailFacts]:
    """Returns the alert of a frame and of the mail that it was read from, and the facts of that mail."""
    words, blobs = frame
    fields: dict[str, Any] = words["payload"]
    files = [{**file, "data": data} for file, data in zip(fields["attachments"], blobs, strict=True)]
    payload = AlertPayload.model_validate({**fields, "attachments": files, "raw": raw})
    return payload, MailFacts.model_validate(words["facts"])
