"""The sources that post signed JSON: they differ in their signature alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from abhay.errors import EmptyBody
from abhay.settings import Settings
from abhay.sources.alert import Envelope, alert_objects, compose, read_alert
from abhay.sources.base import JSON
from abhay.sources.document import canonical, read_document
from abhay.sources.fields import Problems
from abhay.sources.keys import delivery_key
from abhay.sources.signatures import message_number, verify_hub, verify_standard
from abhay.sources.values import media_type_of
from models.enums import IntakeChannel, Trust
from models.payloads import AlertPayload

Verifier = Callable[[Mapping[str, str], bytes, Settings, str], None]


@dataclass(frozen=True)
class WebhookSource:
    """A partner's webhook: its name and the scheme it signs with."""

    name: str
    verifier: Verifier

    def verify(self, headers: Mapping[str, str], body: bytes, settings: Settings) -> None:
        """Check the signature over the exact body; raises BadSignature."""
        self.verifier(headers, body, settings, self.name)

    def parse(self, body: bytes, media_type: str = JSON) -> AlertPayload:
        """Read the JSON body; raises EmptyBody for no bytes.

        What is no JSON, no alert, or several alerts at once comes out unreadable: the most urgent
        severity, its exact bytes, nothing else, for a person to read.
        """
        if not body:
            raise EmptyBody
        problems = Problems()
        document = read_document(body, problems)
        facts = read_alert(alert_objects(document), problems)
        envelope = Envelope(self.name, IntakeChannel.WEBHOOK, Trust.VERIFIED, body, media_type_of(media_type))
        return compose(envelope, facts, canonical(document, body), problems)


@dataclass(frozen=True)
class StandardSource(WebhookSource):
    """One whose scheme numbers each message, and signs the number: `webhook-id` stays when it is sent again."""

    def delivery_key(self, headers: Mapping[str, str], payload: AlertPayload) -> str | None:
        """A key of that number and of what the message says."""
        number = message_number(headers)
        return delivery_key(number, payload) if number else None


def meta() -> WebhookSource:
    """Facebook and Instagram: Meta's webhook convention."""
    return WebhookSource("meta", verify_hub)


def standard(name: str) -> StandardSource:
    """A partner that signs by the Standard Webhooks scheme."""
    return StandardSource(name, verify_standard)
