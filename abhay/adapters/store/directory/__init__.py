"""Stores the directory: contacts, places, policies, tokens and the seed."""
