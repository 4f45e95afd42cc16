"""Stores outgoing messages: recipients, the queue, and the facts that a message is rendered from."""
