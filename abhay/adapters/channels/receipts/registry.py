"""The readers of receipts and replies by the preset of a gateway; a new preset needs a line here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from abhay.adapters.channels.receipts import gupshup, kannel, msg91, plain, whatsapp
from abhay.adapters.channels.receipts.request import ButtonRead, CallRead, ReportRead, Request, TextRead

Reply = TextRead | CallRead | ButtonRead


@dataclass(frozen=True)
class Reader:
    """How one preset's calls are read. `both`: receipts and answers come in one call, at either address."""

    reports: Callable[[Request], Sequence[ReportRead]]
    replies: Callable[[Request], Sequence[Reply]]
    both: bool = False


READERS: Final[Mapping[str, Reader]] = {
    "kannel": Reader(kannel.reports, kannel.replies),
    "msg91": Reader(msg91.reports, msg91.replies),
    "gupshup": Reader(gupshup.reports, gupshup.replies),
    "exotel": Reader(plain.EXOTEL.reports, plain.EXOTEL.replies),
    "routemobile": Reader(plain.ROUTEMOBILE.reports, plain.ROUTEMOBILE.replies),
    "textlocal": Reader(plain.TEXTLOCAL.reports, plain.TEXTLOCAL.replies),
    "twilio": Reader(plain.TWILIO.reports, plain.TWILIO.replies),
    "whatsapp": Reader(whatsapp.reports, whatsapp.replies, both=True),
}

_OTHER: Final = Reader(plain.CUSTOM.reports, plain.CUSTOM.replies)


def reader_of(preset: str) -> Reader:
    """Returns the reader of a preset; those that promise no callback are read like a custom one."""
    return READERS.get(preset, _OTHER)
