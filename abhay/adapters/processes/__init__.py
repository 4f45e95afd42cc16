"""Starts the processes of one machine in order, watches, restarts and stops them."""
