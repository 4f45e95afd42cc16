"""Abhay (अभय, fearless): the escalation engine of a police suicide-prevention desk."""
