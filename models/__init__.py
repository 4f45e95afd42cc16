"""The nouns of the desk: enums, payloads (what travels) and tables (what is kept).

Importing this package registers every table on `SQLModel.metadata`, which the migrations compare
the database with.
"""

from models import tables as tables
