"""Stores what comes in: alerts, original messages, the mailbox and its test mails."""
