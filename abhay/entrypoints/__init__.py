"""The entry points that a person, a partner or the supervisor starts or calls."""
