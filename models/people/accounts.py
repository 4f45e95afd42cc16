"""Accounts of people who sign in, their sessions, and what wrong passwords cost.

A secret that a browser or a link carries has 256 random bits and is kept as its SHA-256: a dump opens no session.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from models.base import check, enum_column, one_of, sealed_column, text_column
from models.enums import Role


class Account(SQLModel, table=True):
    """A person of ours who signs in. `name` is shown and written down, `sign_in_name` is its form for comparing.

    `password_hash` is null until a set-up link was used. `link_hash` is the SHA-256 of that link's token; a new link
    replaces the one before. `sealed_seed` is that of the second factor, which counts from `factor_since` on, and
    `used_step` the time step (of 30 s since 1970) of the last code that was taken: none is taken twice. One that was
    switched off has `disabled_at`; none is deleted, the audit log names it. `issuer` and `subject` are those of an
    identity provider, by which alone its person signs in.
    """

    __table_args__ = (
        one_of("role", Role),
        check("signs_in", "role <> 'integrator'"),
        check("unit_role_has_unit", "(role = 'unit') = (unit_id IS NOT NULL)"),
        check("link_ends", "(link_hash IS NULL) = (link_expires_at IS NULL)"),
        UniqueConstraint("issuer", "subject"),
        check("provider_names_person", "(issuer IS NULL) = (subject IS NULL)"),
        check("provider_keeps_password", "issuer IS NULL OR password_hash IS NULL"),
        check("factor_has_seed", "factor_since IS NULL OR sealed_seed IS NOT NULL"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = text_column()
    sign_in_name: str = text_column(unique=True)
    role: Role = enum_column(Role)
    unit_id: str | None = text_column(default=None, foreign_key="police_unit.id")
    password_hash: str | None = text_column(default=None)
    link_hash: str | None = text_column(default=None, unique=True)
    link_expires_at: datetime | None = None
    sealed_seed: bytes | None = sealed_column(default=None)
    used_step: int | None = None
    factor_since: datetime | None = None
    issuer: str | None = text_column(default=None)
    subject: str | None = text_column(default=None)
    created_at: datetime
    disabled_at: datetime | None = None


class RecoveryCode(SQLModel, table=True):
    """A code that stands in once for a second factor that was lost, as its SHA-256."""

    __tablename__ = "recovery_code"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    account_id: UUID = Field(primary_key=True, foreign_key="account.id")
    code_hash: str = text_column(primary_key=True)
    used_at: datetime | None = None


class Passkey(SQLModel, table=True):
    """A passkey of an account (WebAuthn), which stands in for a code.

    `credential` is its own name for itself and `public_key` its key (COSE), both in base64url; `sign_count` is how
    often it had signed when it was last used. A key that does not count says 0 for ever.
    """

    __table_args__ = (UniqueConstraint("account_id", "name"),)

    credential: str = text_column(primary_key=True)
    account_id: UUID = Field(foreign_key="account.id")
    name: str = text_column()
    public_key: str = text_column()
    sign_count: int = Field(sa_type=BigInteger)
    created_at: datetime
    used_at: datetime | None = None


class PasskeyChallenge(SQLModel, table=True):
    """What a browser is to sign with a passkey, as its SHA-256: once, for five minutes.

    `account_id` is the account that is to get a passkey by it, null where one is used.
    """

    __tablename__ = "passkey_challenge"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    challenge_hash: str = text_column(primary_key=True)
    account_id: UUID | None = None
    expires_at: datetime


class SignInSession(SQLModel, table=True):
    """A signed-in browser: of an account, or of a display that shows one board and changes nothing.

    `authenticated_at` is when a password was last given; `seen_at` is written at most once a minute. A row that is
    gone is a session that has ended. `by_provider` is one that an identity provider vouched for.
    """

    __tablename__ = "sign_in_session"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (
        check("an_account_s_or_a_display_s", "(account_id IS NULL) = (display IS NOT NULL)"),
        check("unit_of_a_display", "unit_id IS NULL OR display IS NOT NULL"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    id_hash: str = text_column(unique=True)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    display: str | None = text_column(default=None)
    unit_id: str | None = text_column(default=None, foreign_key="police_unit.id")
    created_at: datetime
    seen_at: datetime
    authenticated_at: datetime
    expires_at: datetime
    by_provider: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class ProviderSignIn(SQLModel, table=True):
    """A sign-in on its way to an identity provider and back: one state, of one browser, for ten minutes.

    `session_id` is the session whose person is only asked for the password again, null for a sign-in. `onward` is the
    path to go on to, empty for the start page.
    """

    __tablename__ = "provider_sign_in"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    state_hash: str = text_column(primary_key=True)
    browser_hash: str = text_column(index=True)
    sealed_nonce: bytes = sealed_column()
    sealed_verifier: bytes = sealed_column()
    onward: str = text_column()
    session_id: UUID | None = None
    created_at: datetime
    expires_at: datetime


class SignInFailures(SQLModel, table=True):
    """Tries with a wrong password since the last right one: of one account's name, or from one network.

    `key` is an HMAC of the name (what is typed there may be a password) or the network's address.
    """

    __tablename__ = "sign_in_failures"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (check("failures_not_negative", "failures >= 0"),)

    key: str = text_column(primary_key=True)
    failures: int = 0
    last_at: datetime
