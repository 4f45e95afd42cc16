"""The timeline of a case and the audit log."""
