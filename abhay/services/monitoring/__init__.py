"""Monitors the system itself: readiness, the engine, the mailbox."""
