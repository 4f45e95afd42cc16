"""The rules of text messages: how long they are, and what the operators in India let through (DLT)."""
