"""How Alembic reaches our database: the address comes from `abhay.adapters.store.db.migrations`, never from a file."""

import asyncio

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

import models.tables

TABLES = models.tables.__all__
"""Importing them is what fills the metadata that a database is compared with."""

UNLIMITED = {
    "application_name": "abhay migration",
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
}
"""A migration takes as long as it takes: half of one helps nobody."""


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=SQLModel.metadata, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


async def _connect(url: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool, connect_args={"server_settings": UNLIMITED})
    async with engine.begin() as connection:
        await connection.run_sync(_run)
    await engine.dispose()


asyncio.run(_connect(context.config.attributes["url"]))
