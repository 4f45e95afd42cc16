"""Connections, transactions, locks, signals, bulk inserts and migrations."""
