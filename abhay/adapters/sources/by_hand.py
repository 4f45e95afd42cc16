"""What a person gets to see of a message that no parser could read."""

from abhay.adapters.sources.mail.headers import split_head
from abhay.adapters.sources.mail.message import RFC822
from abhay.adapters.sources.mail.mime import take_apart
from abhay.adapters.sources.mail.trust import own_results
from abhay.adapters.sources.reading.document import Problems, decode_body
from abhay.adapters.sources.reading.values import TEXT_LIMIT
from abhay.adapters.sources.unpacking import words_of_packed
from abhay.domain.text import clean
from models.views import SenderClaim

_SHOWN_HEADERS = ("from", "reply-to", "date", "subject")
_SENDER_LIMIT = 300
_MOST_RESULTS = 12


def words_of(raw: bytes, media_type: str) -> str:
    """Returns the words of a stored message for an operator's eyes, at most 100,000 characters; for plain display only.

    A mail's sender, date, subject and texts without its encodings; any other body as the text it was.
    """
    if media_type != RFC822:
        return plain_words_of(raw)
    mail = take_apart(raw, Problems())
    heads = [f"{name.title()}: {mail.headers.text(name)}" for name in _SHOWN_HEADERS if mail.headers.all(name)]
    return clean("\n\n".join(("\n".join(heads), *(body.text for body in mail.bodies))))[:TEXT_LIMIT]


def plain_words_of(raw: bytes) -> str:
    """Returns a body as the text it is, at most 100,000 characters."""
    return clean(decode_body(words_of_packed(raw), Problems()))[:TEXT_LIMIT]


def claim_of(raw: bytes, media_type: str, authserv_id: str) -> SenderClaim | None:
    """Returns the sender that a stored mail claims and what our mail server found of it; None for any other body."""
    if media_type != RFC822:
        return None
    headers, _ = split_head(raw)
    return SenderClaim(
        sender=headers.text("from")[:_SENDER_LIMIT],
        reply_to=headers.text("reply-to")[:_SENDER_LIMIT] or None,
        results=tuple(f"{method}={value}" for method, value in own_results(headers, authserv_id))[:_MOST_RESULTS],
    )
