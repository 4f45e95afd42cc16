"""Alerts by mail: MIME, character sets, labels, layouts, and how far the sender is proven."""
