"""What an acknowledgement link opens: the message it came with, and whether it was answered before."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from abhay.errors import BadLink
from abhay.store.cases import first_answer
from abhay.store.database import Database
from models.tables import Acknowledgement, AlertUnit, Notification


@dataclass(frozen=True)
class LinkState:
    """How a link stands.

    `answered`: this very link was used with its PIN before. `has_case`: its unit is one that the case was
    routed to and not taken from. `took_case`: the answer that stopped the climb is its unit's.
    """

    answered: bool
    has_case: bool
    took_case: bool

    @property
    def acts(self) -> bool:
        """Whether its unit acts on the case; a neighbour that was paged and took it does too."""
        return self.has_case or self.took_case


async def link_state(database: Database, message_id: UUID) -> LinkState:
    """How a link stands. Raises `BadLink` when its message is not in this database."""
    async with database.transaction() as session:
        message = await session.get(Notification, message_id)
        if message is None:
            raise BadLink
        answers = select(Acknowledgement.id).where(Acknowledgement.notification_id == message_id)
        units = select(AlertUnit.unit_id).where(
            AlertUnit.alert_id == message.alert_id,
            AlertUnit.unit_id == message.unit_id,
            col(AlertUnit.stood_down_at).is_(None),
        )
        holder = await first_answer(session, message.alert_id)
        return LinkState(
            answered=(await session.exec(answers)).first() is not None,
            has_case=(await session.exec(units)).first() is not None,
            took_case=holder is not None and holder.unit_id is not None and holder.unit_id == message.unit_id,
        )
