"""The screen of a case for signed-in people: what it shows, and what its forms do."""
