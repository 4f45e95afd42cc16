"""Takes in alerts: webhooks, mails, telephone notes, the mailbox."""
