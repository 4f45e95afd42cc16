"""The data that fills a database, as one short text: a start that would change nothing stops at comparing it."""

from hashlib import sha256
from importlib.resources import files

FILES = (
    "adapters/gazetteer/data/districts.csv",
    "adapters/gazetteer/data/police_units.csv",
    "domain/policy/default.toml",
    "adapters/store/directory/seed.py",
    "services/admin/seeding.py",
)
"""What decides on districts, units, posts, the first policy and synthetic contacts."""


def source(*, synthetic_contacts: bool) -> str:
    """Returns a text that differs whenever filling a database could change something in it."""
    digest = sha256()
    for name in FILES:
        digest.update(files("abhay").joinpath(name).read_bytes())
    return f"{digest.hexdigest()}{' with synthetic contacts' if synthetic_contacts else ''}"
