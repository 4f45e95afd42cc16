"""Hand-overs to another State's police: the packets that were given out, and who said that it was received."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import check, one_of, text_column
from models.enums import PacketFormat


class HandOver(SQLModel, table=True):
    """One packet that was given out; its number and moment make the name that later packets refer to.

    `state` is the other State as it was named, `by` the token or terminal that asked. The packet itself
    is not kept: it is made from what is sealed elsewhere.
    """

    __tablename__ = "hand_over"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents
    __table_args__ = (
        one_of("format", PacketFormat),
        UniqueConstraint("alert_id", "number", name="uq_hand_over_number"),
        check("numbers_from_one", "number >= 1"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id")
    number: int
    format: str = text_column()
    state: str = text_column()
    at: datetime
    by: str = text_column()


class HandOverReceipt(SQLModel, table=True):
    """Somebody of the other State received the case; who, and what was noted of it, is sealed."""

    __tablename__ = "hand_over_receipt"  # pyright: ignore[reportAssignmentType]  a plain string is what SQLModel documents

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    at: datetime
    noted_by: str = text_column()
    sealed: bytes
