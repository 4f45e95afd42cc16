"""The policy document: what is accepted, what is refused and where, and what is said of a change."""
