"""Tables about the people who sign in."""
