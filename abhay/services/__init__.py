"""Use cases: what the doors ask for, composed from the adapters (see docs/adr/0004)."""
