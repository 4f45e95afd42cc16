"""The address of a database as the driver itself reads it."""

import pytest

from abhay.adapters.store.db.plain import address_of


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (
            "postgresql+asyncpg://postgres@/abhay?host=%2Fsrv%2Fab%20hay%2Frun&port=5432",
            "postgresql://postgres@/abhay?host=%2Fsrv%2Fab+hay%2Frun&port=5432",
        ),
        (
            "postgresql+asyncpg://abhay:p%40w@db.example:5433/abhay?ssl=verify-full&prepared_statement_cache_size=0",
            "postgresql://abhay:p%40w@db.example:5433/abhay?sslmode=verify-full",
        ),
        ("postgresql+asyncpg://abhay@db.example/abhay", "postgresql://abhay@db.example/abhay"),
    ],
)
def test_sqlalchemys_own_words_are_not_the_drivers(url: str, address: str) -> None:
    assert address_of(url) == address
