"""The embedded database: a real PostgreSQL from a wheel, in the home, for machines without one."""

from abhay.adapters.postgres.urls import DatabaseUrls, database_urls

__all__ = ["DatabaseUrls", "database_urls"]
