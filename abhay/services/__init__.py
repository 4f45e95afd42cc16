"""Use cases of the entrypoints, composed from the adapters (see docs/adr/0004)."""
