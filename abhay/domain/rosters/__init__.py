"""Duty rosters: who is on duty at a post at a moment, and the minutes at which nobody is."""
