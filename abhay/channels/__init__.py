"""The roads on which a message leaves: one module per channel, all behind `abhay.channels.base.Channel`."""
