"""Pages for people who sign in: HTML in one language at a time, static files, and the guard of their forms."""
