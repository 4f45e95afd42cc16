"""Commands about the system itself, each in a module of its own: what it imports is what it needs."""
