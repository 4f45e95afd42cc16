"""Messengers by the library `apprise`: few services, in threads of their own, and nothing of it in a log."""
