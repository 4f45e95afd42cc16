"""Tuning: the page of the policy, what another policy would have done, and the units with their contacts."""
