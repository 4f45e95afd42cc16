"""Names are remembered for a while; contact points never are."""

from uuid import UUID

from sqlalchemy import text

from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.messages.briefing import read_briefing
from models.enums import Mover
from tests.support.cases import open_case


async def paged(database: Database) -> UUID:
    case = await open_case(database)
    (page,) = (await advance(database, case.id, Mover.FLOW)).messages
    return page.id


async def run(database: Database, statement: str, **values: object) -> None:
    async with database.transaction() as session:
        await (await session.connection()).execute(text(statement), values)


async def test_a_changed_contact_is_seen_at_once(database: Database) -> None:
    page = await paged(database)
    contact = (await read_briefing(database, page)).contact
    await run(database, "UPDATE contact_point SET address = 'elsewhere' WHERE id = :id", id=contact.id)
    assert (await read_briefing(database, page)).contact.address == "elsewhere"


async def test_a_contact_that_was_switched_off_is_not_paged(database: Database) -> None:
    await paged(database)
    await run(database, "UPDATE contact_point SET active = (post_id = 'abhay-desk')")
    case = await open_case(database)
    messages = (await advance(database, case.id, Mover.FLOW)).messages
    assert [message.kind for message in messages] == ["desk"]


async def test_a_post_that_is_new_is_known_at_once(database: Database) -> None:
    await read_briefing(database, await paged(database))
    await run(database, "INSERT INTO post VALUES ('night-desk', 'unit', 'Night desk', 'रात्रि डेस्क')")
    page = await paged(database)
    await run(database, "UPDATE notification SET post_id = 'night-desk' WHERE id = :id", id=page)
    assert (await read_briefing(database, page)).post.name_en == "Night desk"
