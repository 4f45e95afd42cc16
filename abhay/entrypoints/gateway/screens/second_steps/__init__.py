"""Pages about what proves a person beside the password."""
