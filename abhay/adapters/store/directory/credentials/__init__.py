"""What proves a person beside a password: an identity provider's word, and passkeys."""
