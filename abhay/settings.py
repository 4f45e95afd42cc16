"""All settings, read from the environment with the prefix `ABHAY_`.

Nested settings are joined by two underscores: `ABHAY_SOURCES__META__SECRET`. Secrets that are not
set come from `$ABHAY_HOME/secrets` (see `abhay.security.secretfiles`), where `abhay up` makes them on the
first start.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from abhay.channel_settings import (
    AppriseSettings,
    ChannelSettings,
    DeliverySettings,
    EmailSettings,
    GatewaySettings,
    HttpUrl,
    OAuthSettings,
    OutboxSettings,
    Port,
    SmsSettings,
    StandInSettings,
    VoiceSettings,
    WebhookSettings,
    WebPushSettings,
    WhatsAppSettings,
)
from abhay.report_settings import DrillSettings, ReadinessSettings, ReportSettings
from abhay.sign_in_settings import AccountSettings, OidcSettings, Totp

__all__ = [
    "EMBEDDED_AUTHSERV_ID", "EMBEDDED_OWN_DOMAINS", "EMBEDDED_PARTNER_DOMAINS", "MEANT_EMPTY", "AccountSettings",
    "AppriseSettings", "CanarySettings", "ChannelSettings", "DatabaseUrl", "DeliverySettings", "DeskSettings",
    "EmailSettings", "GatewaySettings", "LimitSettings", "LmtpSettings", "MailSettings", "MailboxSettings",
    "OAuthSettings", "OidcSettings", "OutboxSettings", "ReportSettings", "Settings", "SmsSettings", "SourceSettings",
    "StandInSettings", "VoiceSettings", "WatcherSettings", "WebPushSettings", "WebhookSettings", "WhatsAppSettings",
    "WorkerSettings", "get_settings",
]  # fmt: skip

MEANT_EMPTY = ("abhay_mail__authserv_id", "abhay_map_url")
"""The settings that say something when they are empty; every other empty variable counts as unset."""

DatabaseUrl = Annotated[str, Field(pattern=r"^postgresql\+asyncpg://")]

EMBEDDED_AUTHSERV_ID = "mail.kota-police.example"
EMBEDDED_PARTNER_DOMAINS = ("meta-partner.example",)
EMBEDDED_OWN_DOMAINS = ("kota-police.example",)


class SourceSettings(BaseModel):
    """One alert source."""

    secret: SecretStr | None = Field(default=None, description="Key of the source's webhook signature.")
    old_secret: SecretStr | None = Field(default=None, description="The previous key, accepted while it is set.")


class MailSettings(BaseModel):
    """Which mails are trusted."""

    authserv_id: str = Field(
        default=EMBEDDED_AUTHSERV_ID,
        description="Our own mail server's name in Authentication-Results; results of any other name are ignored. "
        "Empty: it writes no name, and the newest header without one counts.",
    )
    partner_domains: tuple[str, ...] = Field(
        default=EMBEDDED_PARTNER_DOMAINS,
        description="Domains that partners send alerts from; proven ones are verified.",
    )
    own_domains: tuple[str, ...] = Field(
        default=EMBEDDED_OWN_DOMAINS, description="Our own staff's domains; mails that they pass on count as forwarded."
    )
    read_seconds: float = Field(
        default=10, gt=0, le=14, description="Seconds for reading one mail; beyond it a person has to read it."
    )
    readers: int = Field(default=2, ge=1, le=16, description="Processes in which one process has mails read at once.")
    reader_memory: int = Field(default=1024, ge=256, description="MiB of address space for each of them.")


class CanarySettings(BaseModel):
    """The test mail that checks the way into the mailbox; the email channel sends it. It is off without an address."""

    address: str | None = Field(default=None, description="The mailbox's own address, as partners write to it.")
    every: float = Field(default=300, gt=0, description="Seconds between two test mails.")
    within: float = Field(
        default=120, gt=0, description="Seconds within which a test mail must return before the desk is told."
    )


class MailboxSettings(BaseModel):
    """The mailbox that `abhay collect` reads; it is off without a host."""

    host: str | None = Field(default=None, description="IMAP server's name.")
    port: Port = Field(default=993, description="IMAP server's port.")
    tls: Literal["implicit", "starttls", "none"] = Field(
        default="implicit", description="How the connection is secured."
    )
    ca_file: Path | None = Field(default=None, description="CA certificates to trust instead of the system's.")
    username: str = Field(default="", description="IMAP user.")
    password: SecretStr = Field(default=SecretStr(""), description="IMAP password.")
    folder: str = Field(default="INBOX", description="The folder that alerts come into.")
    junk: str = Field(
        default="", description="The folder that the provider sorts suspected junk into; it is watched too."
    )
    source: str = Field(default="meta", description="The source of alerts whose mails these are.")
    idle: bool = Field(default=True, description="Let the server say when a mail arrives (IDLE), if it can.")
    poll: float = Field(default=10, gt=0, description="Seconds between two looks, with IDLE too.")
    timeout: float = Field(default=20, gt=0, description="Seconds within which the server must answer.")
    unreachable: float = Field(
        default=120, gt=0, description="Seconds that a look may be overdue before the desk is told."
    )
    full_percent: int = Field(default=90, description="Percent to which it may be full before the desk is told.")
    canary: CanarySettings = CanarySettings()
    oauth: OAuthSettings = OAuthSettings()

    @property
    def name(self) -> str:
        """The mailbox's name in our database: server, user and folder."""
        return f"{self.host}/{self.username}/{self.folder}"


class LmtpSettings(BaseModel):
    """The listener of `abhay lmtp`, to which a mail server delivers; it is off without a port."""

    host: str = Field(
        default="127.0.0.1", description="Address it listens on: every sender that reaches it is trusted."
    )
    port: Port | None = Field(default=None, description="Port it listens on.")
    protocol: Literal["lmtp", "smtp"] = Field(default="lmtp", description="Protocol of the mail server.")
    source: str = Field(default="meta", description="The source of alerts whose mails these are.")


class DeskSettings(BaseModel):
    """Our own data for the police of another State, as a hand-over packet shows them."""

    name_hi: str = Field(default="अभय कमांड सेंटर डेस्क, राजस्थान पुलिस", description="The desk's name in Hindi.")
    name_en: str = Field(
        default="Abhay Command Centre desk, Rajasthan Police", description="The desk's name in English."
    )
    call_back: str | None = Field(default=None, description="Telephone at which the desk is reached round the clock.")
    email: str | None = Field(default=None, description="The desk's mail address.")
    cap_sender: str = Field(
        default="abhay-desk@kota-police.example",
        pattern=r"^[^\s,<&]+$",
        description="Sender of CAP messages: unique to this desk, without spaces and commas.",
    )


class LimitSettings(BaseModel):
    """The limits of the gateway."""

    json_bytes: int = Field(default=1024 * 1024, description="Largest JSON body.")
    mail_bytes: int = Field(default=25 * 1024 * 1024, description="Largest mail.")
    new_cases: int = Field(default=300, description="New cases per source in `window` that are no flood yet.")
    window: int = Field(default=300, description="Seconds that the rate of new cases is counted over.")
    hard_factor: int = Field(default=100, description="429 above `new_cases` times this.")


class WorkerSettings(BaseModel):
    """The in-process worker."""

    parallel: int = Field(default=8, ge=1, description="Flow runs in flight at once.")
    poll: float = Field(default=1.0, gt=0, description="Seconds between two looks for due runs.")
    equipment: float = Field(
        default=20, gt=0, description="Seconds between two looks at the work pool, queue and deployments in Prefect."
    )


class WatcherSettings(BaseModel):
    """The watcher."""

    grace: float = Field(default=2.0, ge=0, description="Seconds that a step may be late before the watcher takes it.")
    every: float = Field(default=0.5, gt=0, description="Seconds between two looks for late steps.")
    crowd: int = Field(
        default=12,
        ge=1,
        description="Due cases that the engine can carry in the grace; of more the watcher takes all but two at once.",
    )
    late_steps: int | None = Field(
        default=None,
        description="Steps that it took within 5 minutes before the desk is told; unset: 3, with stock workers 30.",
    )
    unreachable: float = Field(
        default=15, gt=0, description="Seconds that a part may be missing before the desk is told."
    )
    starting: float = Field(
        default=120, ge=0, description="Seconds that Prefect and the worker may take to start before they are missed."
    )
    tell_again: float = Field(
        default=300,
        gt=0,
        description="Seconds before the desk is told again of a fault that lasts; then twice as long.",
    )
    heartbeat_url: HttpUrl | None = Field(
        default=None, description="Address for a GET request while all open cases are on time."
    )
    heartbeat_every: float = Field(default=60, gt=0, description="Seconds between two heartbeats.")


class _Environment(EnvSettingsSource):
    """The environment without the variables that are set to nothing."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        found = super()._load_env_vars()
        return {name: value for name, value in found.items() if (value or "").strip() or name in MEANT_EMPTY}


class Settings(BaseSettings):
    """All settings; see each field's description."""

    model_config = SettingsConfigDict(env_prefix="ABHAY_", env_nested_delimiter="__", extra="ignore")

    home: Path = Field(default=Path("var"), description="Folder of all state.")
    host: str = Field(default="127.0.0.1", description="Address the gateway listens on.")
    port: Port = Field(default=8080, description="Port the gateway listens on.")
    prefect_port: Port = Field(default=4200, description="Port of the embedded Prefect server.")
    prefect_api_url: HttpUrl | None = Field(
        default=None, description="A Prefect API elsewhere; unset: the embedded one."
    )
    public_url: HttpUrl | None = Field(
        default=None, description="How phones reach the gateway; the start of every link."
    )
    database_url: DatabaseUrl | None = Field(
        default=None, description="Our database (postgresql+asyncpg://…); unset: embedded."
    )
    prefect_database_url: DatabaseUrl | None = Field(default=None, description="Prefect's database; unset: embedded.")
    worker_type: Literal["abhay", "process"] = Field(default="abhay", description="In-process, or Prefect's own.")
    keys: SecretStr | None = Field(default=None, description="Fernet keys, newest first, separated by commas.")
    link_key: SecretStr | None = Field(default=None, description="Key that signs acknowledgement links.")
    index_key: SecretStr | None = Field(default=None, description="Key of the lookup HMACs.")
    old_link_keys: SecretStr | None = Field(
        default=None, description="Previous keys, separated by commas: links that they signed stay valid."
    )
    old_index_key: SecretStr | None = Field(
        default=None, description="The previous key, looked up beside the new one until `abhay key rotate` is done."
    )
    sources: dict[str, SourceSettings] = Field(default_factory=dict, description="Alert sources by name.")
    mail: MailSettings = MailSettings()
    mailbox: MailboxSettings = MailboxSettings()
    lmtp: LmtpSettings = LmtpSettings()
    desk: DeskSettings = DeskSettings()
    accounts: AccountSettings = AccountSettings()
    oidc: OidcSettings = OidcSettings()
    channels: ChannelSettings = ChannelSettings()
    delivery: DeliverySettings = DeliverySettings()
    stand_in: StandInSettings = StandInSettings()
    special_numbers: tuple[str, ...] = Field(
        default=(), description='Allowed special numbers for voice: "112", "1600*".'
    )
    test_numbers: bool | None = Field(default=None, description="Let +91 55555 xxxxx be mobiles; unset: if embedded.")
    limits: LimitSettings = LimitSettings()
    readiness: ReadinessSettings = ReadinessSettings()
    reports: ReportSettings = ReportSettings()
    drills: DrillSettings = DrillSettings()
    worker: WorkerSettings = WorkerSettings()
    watcher: WatcherSettings = WatcherSettings()
    form_seconds: int = Field(
        default=900, ge=60, le=3600, description="Seconds after a right PIN in which the case page asks for no PIN."
    )
    map_url: str = Field(
        default="https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}",
        description="Map that a position on the case page leads to, with {lat} and {lon}; empty: the map app alone.",
    )
    attach_window: int = Field(
        default=7 * 86400,
        description="Seconds after a case's last message in which further messages about the person join it.",
    )
    synthetic_contacts: bool | None = Field(
        default=None, description="Give posts without a contact point a synthetic one; unset: only if embedded."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="WARNING", description="Level of the logs of the commands, the watcher and the collector."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Reads what a caller hands over, then the environment; no `.env` file and no folder of secrets."""
        return init_settings, _Environment(settings_cls)

    @model_validator(mode="after")
    def _with_stand_ins(self) -> Self:
        """Puts the stand-ins where gateways are missing: never beside real data, since nobody hears them."""
        if self.database_url is None:
            self.channels = self.stand_in.in_place_of_missing(self.channels)
        return self

    @property
    def wants_synthetic_contacts(self) -> bool:
        """Whether posts without a contact get a synthetic one: never by default on real data."""
        return self.database_url is None if self.synthetic_contacts is None else self.synthetic_contacts

    @property
    def allows_test_numbers(self) -> bool:
        """Whether invented numbers may be contacts: never by default on real data."""
        return self.database_url is None if self.test_numbers is None else self.test_numbers

    @property
    def totp(self) -> Totp:
        """Who needs a second factor: by default admins, never in a trial on embedded defaults."""
        return self.accounts.totp or ("off" if self.database_url is None else "admins")

    @property
    def base_url(self) -> str:
        """The start of every link, without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def prefect_url(self) -> str:
        """Prefect's API address."""
        return self.prefect_api_url or f"http://127.0.0.1:{self.prefect_port}/api"


@cache
def get_settings() -> Settings:
    """Returns the settings of this process, read once."""
    return Settings()
