"""The embedded database: a real PostgreSQL out of a wheel, in the home, for machines that have none."""

from abhay.embedded.urls import DatabaseUrls, database_urls

__all__ = ["DatabaseUrls", "database_urls"]
