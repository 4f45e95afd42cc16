"""Changes keys: seals values and indexes identities anew."""
