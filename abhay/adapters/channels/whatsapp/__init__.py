"""WhatsApp by Meta's Cloud API: the channel, its templates, and what Meta's answers mean."""
