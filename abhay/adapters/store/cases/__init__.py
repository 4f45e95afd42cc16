"""A case under its row lock: steps, answers, routes, merges, and what repairs it."""
