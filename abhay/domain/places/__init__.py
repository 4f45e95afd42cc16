"""Rules about places that routing uses."""
