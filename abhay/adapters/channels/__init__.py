"""Channels send messages: one module per channel, all behind `abhay.adapters.channels.base.Channel`."""
