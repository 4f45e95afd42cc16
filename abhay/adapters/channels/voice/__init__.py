"""Telephone calls: the channel, and the forms of the gateways that make them."""
