"""What is known of the mailbox: how far it was read, what became of each mail, and the test mails on their way."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from models.base import check, one_of, text_column
from models.enums import MailFate


class Mailbox(SQLModel, table=True):
    """A mail folder that is read.

    The server numbers its mails by UID; when it has to number them anew, it changes `uidvalidity`.
    Mails up to `last_uid` are noted as `MailboxMessage`. `looked_at` is the last time that everything
    in it was seen; `used_percent` how full it is, where the server tells.
    """

    __table_args__ = (check("percent_of_something", "used_percent >= 0"),)

    name: str = text_column(primary_key=True)
    uidvalidity: int = Field(sa_type=BigInteger)
    last_uid: int = Field(sa_type=BigInteger)
    opened_at: datetime
    looked_at: datetime | None = None
    used_percent: int | None = None


class MailboxMessage(SQLModel, table=True):
    """A mail of the folder: waiting until it has a fate, settled when the folder shows that too.

    `tries` counts how often its reading was begun; `sha256` is of the bytes that were read.
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
    fate: str | None = text_column(default=None)
    sha256: str | None = text_column(default=None)
    alert_id: UUID | None = Field(default=None, foreign_key="alert.id")
    taken_at: datetime | None = None
    settled_at: datetime | None = None


class Canary(SQLModel, table=True):
    """A test mail that we sent to the mailbox, and when it was found there."""

    __table_args__ = (check("due_after_sent", "due_at > sent_at"),)

    id: UUID = Field(primary_key=True)
    mailbox: str = text_column(index=True)
    sent_at: datetime
    due_at: datetime
    returned_at: datetime | None = None
