"""Evidence of place in an alert, with weights and reasons."""
