"""Pushes to browsers: who subscribes, what goes to them, and what they report."""
