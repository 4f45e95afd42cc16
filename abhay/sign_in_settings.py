"""Settings of how people sign in: who needs a second factor, and an identity provider beside our own accounts."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field, SecretStr

from abhay.channel_settings import HttpUrl
from models.enums import Role

Totp = Literal["admins", "all", "off"]
_Text = Annotated[str, Field(min_length=1)]


class AccountSettings(BaseModel):
    """How people sign in."""

    totp: Totp | None = Field(default=None, description="Who needs a second factor; unset: admins, if embedded nobody.")


class OidcSettings(BaseModel):
    """An identity provider (OpenID Connect) beside our own accounts; it is off without an issuer."""

    issuer: HttpUrl | None = Field(default=None, description="The provider's issuer, letter by letter as it says it.")
    client_id: str = Field(default="", description="Our id at the provider.")
    client_secret: SecretStr | None = Field(default=None, description="Our secret there; a public client has none.")
    name_hi: _Text = Field(default="पुलिस पहचान सेवा", description="What the sign-in page calls it in Hindi.")
    name_en: _Text = Field(default="the police identity service", description="The same in English.")
    scopes: str = Field(default="openid profile", description="Scopes that are asked for, with blanks between.")
    name_claim: _Text = Field(default="name", description="The claim with the person's name, for a new account.")
    role_claim: str = Field(
        default="", description="The claim that gives roles, a text or a list; dots lead inward. Unset: nobody gets in."
    )
    roles: dict[str, Role] = Field(default={}, description="JSON: values of that claim, and the role that each gives.")
    unit_claim: str = Field(default="", description="The claim that names the police unit of the role `unit`.")
    units: dict[str, str] = Field(
        default={}, description="JSON: values of that claim, and our ids of units; without it the claim holds our ids."
    )
    factor_claim: str = Field(
        default="amr",
        description="The claim that says whether the provider saw a second factor; empty: it always does.",
    )
    factor_values: tuple[str, ...] = Field(
        default=("mfa",), description="JSON list: values of that claim that stand for a second factor."
    )
    ca_file: Path | None = Field(default=None, description="CA certificates to trust instead of the usual ones.")
    timeout: float = Field(default=5, gt=0, le=20, description="Seconds for one question to the provider.")
