"""The database's history: every schema that ever ran, and the way back from each."""
