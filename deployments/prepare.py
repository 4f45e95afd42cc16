"""A step of the start, `python -m deployments.prepare`: this version's tables, and what they need to work with.

That is the districts, police units, posts and policy, and, in an embedded database, synthetic contacts for posts
that have none.
"""

import asyncio
import sys

from abhay.embedded.urls import database_urls
from abhay.errors import AbhayError
from abhay.services.runtime import get_runtime
from abhay.services.seeding import seed_directory, seed_synthetic_contacts
from abhay.settings import get_settings
from abhay.store.migrations import upgrade_to_head
from abhay.store.sealing import seal_what_is_clear


async def seed() -> None:
    """Fill what is empty; what is there stays."""
    database = get_runtime().database
    await seed_directory(database)
    await seal_what_is_clear(database)
    if get_settings().wants_synthetic_contacts:
        await seed_synthetic_contacts(database)
    await database.close()


def main() -> None:
    """Upgrade, then seed."""
    upgrade_to_head(database_urls(get_settings()).abhay)
    asyncio.run(seed())


if __name__ == "__main__":
    try:
        main()
    except AbhayError as error:
        sys.exit(error.detail)
