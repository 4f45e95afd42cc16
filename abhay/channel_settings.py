"""The settings of the channels, one class for each, and of delivery; `abhay.settings` reads them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, Field, SecretStr, field_validator

Port = Annotated[int, Field(ge=1, le=65535)]
HttpUrl = Annotated[str, Field(pattern=r"^https?://")]


class OutboxSettings(BaseModel):
    """The embedded channel: one JSON file per message in `$ABHAY_HOME/outbox`."""

    folder: Path | None = Field(default=None, description="Another folder than $ABHAY_HOME/outbox.")
    keep_days: float = Field(
        default=30,
        ge=1,
        description="Days until a file is deleted: it holds a link, its PIN and words about a case.",
    )


class OAuthSettings(BaseModel):
    """Where tokens for a mail server come from (XOAUTH2); without an address the password is used."""

    token_url: str | None = Field(default=None, description="Address of the provider's token endpoint.")
    client_id: str = Field(default="", description="Our application's id at the provider.")
    client_secret: SecretStr = Field(default=SecretStr(""), description="Its secret.")
    refresh_token: SecretStr = Field(
        default=SecretStr(""), description="A user's refresh token; without one the application signs in by itself."
    )
    scope: str = Field(
        default="https://outlook.office365.com/.default", description="What the token is for; Microsoft's default."
    )


class EmailSettings(BaseModel):
    """The SMTP server that takes our mails; the channel is off without a host."""

    host: str | None = Field(default=None, description="SMTP server's name.")
    port: Port = Field(default=587, description="SMTP server's port.")
    tls: Literal["starttls", "implicit", "none"] = Field(
        default="starttls", description="How the connection is secured."
    )
    ca_file: Path | None = Field(default=None, description="CA certificates to trust instead of the system's.")
    username: str | None = Field(default=None, description="SMTP user.")
    password: SecretStr | None = Field(default=None, description="SMTP password.")
    sender: str = Field(default="abhay@localhost", description="The From address.")
    timeout: float = Field(default=5, gt=0, le=8, description="Seconds for one attempt.")
    oauth: OAuthSettings = OAuthSettings()


class WebhookSettings(BaseModel):
    """Outgoing webhooks, signed by the Standard Webhooks scheme."""

    secret: SecretStr | None = Field(default=None, description="Signing key (whsec_…); without it the channel is off.")
    timeout: float = Field(default=5, gt=0, le=8, description="Seconds for one attempt.")
    allow_private: bool = Field(default=False, description="Allow targets on loopback and private networks.")
    ca_file: Path | None = Field(default=None, description="CA certificates to trust instead of the usual ones.")


class GatewaySettings(BaseModel):
    """The gateways of a channel; without any it is off."""

    gateways: SecretStr | None = Field(
        default=None, description="JSON list of gateways in order of preference: name, preset, and what it needs."
    )
    callback_secret: SecretStr | None = Field(
        default=None,
        description="Last part of the addresses at which gateways that sign nothing report and pass replies on.",
    )

    @field_validator("gateways", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        """Returns a list as JSON: it is read by the channel, so that a wrong one keeps no other from paging."""
        return json.dumps(value) if isinstance(value, (list, tuple)) else value


Gateways = TypeVar("Gateways", bound=GatewaySettings)

STAND_IN_REPLY_NUMBER: Final = "+91 55555 00100"
"""The invented number that texts of the stand-in print for replies."""


class SmsSettings(GatewaySettings):
    """Text messages; the channel is off without gateways."""

    reply_number: str | None = Field(
        default=None,
        pattern=r"^\+?[0-9][0-9 -]{1,18}[0-9]$",
        description="Number for replies, printed in the texts; without one they ask for none.",
    )
    reply_days: float = Field(
        default=90, ge=7, description="Days for which it is known that a reply was handled; then it is forgotten."
    )
    templates: Path | None = Field(
        default=None, description="TOML file of the DLT templates; unset: a sample with made-up ids."
    )


class VoiceSettings(GatewaySettings):
    """Telephone calls; the channel is off without gateways."""

    ring: int = Field(default=30, ge=10, le=60, description="Seconds that a telephone rings.")
    redial: float = Field(default=20, ge=1, description="Seconds after a call without an answer before the next one.")


class WebPushSettings(BaseModel):
    """Pushes to browsers of officers and of the desk, beside their contact's own channel."""

    contact: str | None = Field(
        default=None,
        pattern=r"^(mailto:[^\s@]+@[^\s@]+|https://\S+)$",
        description="Whom a push service may write to: mailto:… or https://…; without it the channel is off.",
    )
    key: SecretStr | None = Field(
        default=None,
        description="VAPID private key, 32 bytes in base64url; unset: the file vapid_key in $ABHAY_HOME/secrets. "
        "Another key ends every subscription.",
    )
    services: tuple[str, ...] = Field(
        default=(
            "fcm.googleapis.com",
            "updates.push.services.mozilla.com",
            "*.push.apple.com",
            "*.notify.windows.com",
        ),
        description="Names of the push services that are used, * for any part; a browser brings no other.",
    )
    ttl: int = Field(
        default=1800, ge=0, le=86400, description="Seconds for which a service keeps a push for a browser that is off."
    )
    keep_days: int = Field(
        default=90, ge=1, le=400, description="Days after its last call home at which a subscription ends."
    )
    timeout: float = Field(default=5, gt=0, le=8, description="Seconds for one attempt.")
    allow_private: bool = Field(default=False, description="Allow push services on loopback and private networks.")
    ca_file: Path | None = Field(default=None, description="CA certificates to trust instead of the usual ones.")


class WhatsAppSettings(BaseModel):
    """WhatsApp by Meta's Cloud API; the channel is off without a phone number id."""

    phone_number_id: str | None = Field(
        default=None, pattern=r"^[0-9]{5,20}$", description="Meta's id of the number that sends; without it off."
    )
    token: SecretStr | None = Field(default=None, description="Access token of a system user; never one of a person.")
    app_secret: SecretStr | None = Field(default=None, description="The app's secret, by which Meta signs its calls.")
    verify_token: SecretStr | None = Field(
        default=None, description="The word that Meta repeats when it checks the address of the webhook."
    )
    url: HttpUrl = Field(
        default="https://graph.facebook.com/v24.0", description="Address and version of the Graph API."
    )
    templates: Path | None = Field(
        default=None, description="TOML file of the approved templates; unset: the sample, to be registered as it is."
    )
    ca_file: Path | None = Field(default=None, description="CA certificates to trust instead of the usual ones.")
    timeout: float = Field(default=5, gt=0, le=8, description="Seconds for one attempt.")


class AppriseSettings(BaseModel):
    """Messengers as a side way, by the library `apprise`; the channel is off without services."""

    services: SecretStr | None = Field(
        default=None,
        description="JSON object: a name for contacts' addresses, and its apprise address with {target} in its path.",
    )
    timeout: float = Field(default=5, gt=0, le=8, description="Seconds for one attempt.")

    @field_validator("services", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        """Returns an object as JSON: it is read by the channel, so that a wrong one keeps no other from paging."""
        return json.dumps(value) if isinstance(value, dict) else value


class ChannelSettings(BaseModel):
    """The channels by name."""

    outbox: OutboxSettings = OutboxSettings()
    email: EmailSettings = EmailSettings()
    webhook: WebhookSettings = WebhookSettings()
    sms: SmsSettings = SmsSettings()
    voice: VoiceSettings = VoiceSettings()
    webpush: WebPushSettings = WebPushSettings()
    whatsapp: WhatsAppSettings = WhatsAppSettings()
    apprise: AppriseSettings = AppriseSettings()


class StandInSettings(BaseModel):
    """Stand-ins for a gateway of texts and one of calls, which `abhay up` starts; off without a port."""

    port: Port | None = Field(
        default=None, description="Their port on loopback; only with the embedded database, for trying out and drills."
    )
    secret: SecretStr = Field(
        default=SecretStr("whsec_c3ludGhldGljLXN0YW5kLWluLXNlY3JldA=="),
        description="Key between them and us; unset: a public one.",
    )

    def in_place_of_missing(self, channels: ChannelSettings) -> ChannelSettings:
        """Returns the settings of the channels, with the stand-ins where texts or calls have no gateway."""
        if self.port is None:
            return channels
        secret, url = self.secret.get_secret_value(), f"http://127.0.0.1:{self.port}"
        text = {"name": "stand-in", "preset": "kannel", "url": url, "username": "abhay", "password": secret}
        call = {"name": "stand-in", "preset": "generic", "url": f"{url}/calls", "secret": secret}
        return channels.model_copy(
            update={"sms": _with(channels.sms, text, self.secret), "voice": _with(channels.voice, call, self.secret)}
        )


def _with(own: Gateways, gateway: Mapping[str, str], secret: SecretStr) -> Gateways:
    """Returns the settings of a channel with this gateway, or as they are if it has its own."""
    if own.gateways is not None:
        return own
    given: dict[str, Any] = {
        "gateways": SecretStr(json.dumps([gateway])),
        "callback_secret": own.callback_secret or secret,
    }
    if isinstance(own, SmsSettings) and own.reply_number is None:
        given["reply_number"] = STAND_IN_REPLY_NUMBER
    return own.model_copy(update=given)


class DeliverySettings(BaseModel):
    """Seconds after which a message that is not known to be delivered goes on to the next contact point."""

    imminent: float = Field(default=30, ge=1, le=3600, description="Seconds for cases of severity imminent.")
    high: float = Field(default=60, ge=1, le=3600, description="Seconds for cases of severity high.")
    concern: float = Field(default=300, ge=1, le=3600, description="Seconds for cases of severity concern.")
