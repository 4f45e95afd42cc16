"""The mailbox for alerts: its server, and the test mails that check the way there."""
