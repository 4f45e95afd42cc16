"""What tests share: a real PostgreSQL, a running system, synthetic alerts."""
