"""Sends messages: delivery, and notices to the desk."""
