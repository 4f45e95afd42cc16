"""Drills in the store: they raise ordinary cases, end them, and are scored from what these left behind."""
