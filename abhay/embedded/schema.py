"""A step of the start: `python -m abhay.embedded.schema` brings our database to this version's tables."""

from abhay.embedded.urls import database_urls
from abhay.settings import get_settings
from abhay.store.migrations import upgrade_to_head

if __name__ == "__main__":
    upgrade_to_head(database_urls(get_settings()).abhay)
