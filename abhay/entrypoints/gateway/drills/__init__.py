"""Drills for programs and for people who sign in."""
