"""The rules of intake: trust in the sender, severity, and the identity of the person."""
