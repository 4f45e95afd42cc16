"""The mailbox: how far it was read, the fate of each mail, and the test mails that are under way."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from models.base import check, enum_column, one_of, text_column
from models.enums import MailFate


class Mailbox(SQLModel, table=True):
    """A mail folder that is read.

    The server numbers its mails by UID; when it renumbers them, it changes `uidvalidity`. Mails up to
    `last_uid` are noted as `MailboxMessage`. `looked_at` is the time of the last complete look;
    `used_percent` is how full the mailbox is, where the server reports it.
    """

    __table_args__ = (check("percent_of_something", "used_percent >= 0"),)

    name: str = text_column(primary_key=True)
    uidvalidity: int = Field(sa_type=BigInteger)
    last_uid: int = Field(sa_type=BigInteger)
    opened_at: datetime
    looked_at: datetime | None = None
    used_percent: int | None = None


class MailboxMessage(SQLModel, table=True):
    """A mail of the folder: it waits until it has a fate, and is settled once the folder shows the fate too.

    `tries` counts the attempts to read it; `sha256` is the keyed hash of the bytes that were read
    (`Vault.keyed`), or their plain one in rows of older versions.
    """

    __tablename__ = "mailbox_message"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (
        one_of("fate", MailFate),
        check("fate_has_time", "(fate IS NULL) = (taken_at IS NULL)"),
        check("settled_after_fate", "settled_at IS NULL OR fate IS NOT NULL"),
        check("case_has_alert", "fate IS NULL OR fate NOT IN ('case', 'repeat') OR alert_id IS NOT NULL"),
        Index("ix_mailbox_message_unsettled", "mailbox", "uidvalidity", "uid", postgresql_where="settled_at IS NULL"),
        Index("ix_mailbox_message_sha256", "mailbox", "sha256"),
    )

    mailbox: str = text_column(foreign_key="mailbox.name", primary_key=True)
    uidvalidity: int = Field(sa_type=BigInteger, primary_key=True)
    uid: int = Field(sa_type=BigInteger, primary_key=True)
    noted_at: datetime
    tries: int = Field(default=0)
    fate: MailFate | None = enum_column(MailFate, default=None)
    sha256: str | None = text_column(default=None)
    alert_id: UUID | None = Field(default=None, foreign_key="alert.id")
    taken_at: datetime | None = None
    settled_at: datetime | None = None


class Canary(SQLModel, table=True):
    """A test mail that we sent to the mailbox, and the time at which it was found there."""

    __table_args__ = (check("due_after_sent", "due_at > sent_at"),)

    id: UUID = Field(primary_key=True)
    mailbox: str = text_column(index=True)
    sent_at: datetime
    due_at: datetime
    returned_at: datetime | None = None
