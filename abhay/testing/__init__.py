"""Stand-ins for the far sides of channels: servers that speak as the providers do, for tests, drills and trials.

They are written from the providers' public words, and share no code with the adapters that they answer.
"""
