"""The mailbox that alerts come into: its server, and the test mails that prove the way there."""
