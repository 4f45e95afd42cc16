"""The policy document: its validation, the differences of two versions, and its TOML form."""
