"""The identity provider that people may sign in by."""
