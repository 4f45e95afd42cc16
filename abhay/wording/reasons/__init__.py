"""Why a message is sent: titles of reasons, and the words for readers beside the case."""
