"""The use cases of an admin: contacts, policies, tokens, keys, the first data."""
