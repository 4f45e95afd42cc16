"""Text messages, through the HTTP gateways of the settings."""
