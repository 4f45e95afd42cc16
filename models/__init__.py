"""The data model: enums, payloads (values that travel) and tables (rows that are stored).

Importing `models.tables` registers every table on `SQLModel.metadata`, which the migrations compare the database with.
This package imports nothing, so that a process without a database need not load SQLAlchemy.
"""
