"""The rules of messages: the meaning of each kind, the recipients, the reasons, and retries after a failure."""
