"""Drills: which are run, the cases that they raise, and their scorecards."""
