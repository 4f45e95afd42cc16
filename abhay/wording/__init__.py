"""Every word that people read, in Hindi and in English, and the templates of messages."""
