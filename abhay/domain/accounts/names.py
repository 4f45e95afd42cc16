"""Names of accounts and the rules of passwords."""

import re
import unicodedata
from typing import Final

from abhay.errors import BadInput

LONGEST_NAME: Final = 60
SHORTEST_PASSWORD: Final = 8
"""Characters; NIST SP 800-63B-4 asks for eight where a second factor may follow, and for no rules of composition."""

LONGEST_PASSWORD: Final = 256
"""Characters: beyond, a password is a way to keep a processor busy."""


def shown_name(text: str) -> str:
    """Returns a typed name on one line. Raises `BadInput` for none, a long one, or one with control characters."""
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    if not name or len(name) > LONGEST_NAME:
        raise BadInput(f"An account's name has 1 to {LONGEST_NAME} characters.")
    if any(unicodedata.category(each)[0] == "C" and each not in "\u200c\u200d" for each in name):
        raise BadInput("An account's name has no control characters.")
    return name


def sign_in_name(text: str) -> str:
    """Returns a name as it is compared: however it is typed, in capitals, with blanks around it, or in full width."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()[: 2 * LONGEST_NAME]


def require_password(password: str, name: str) -> str:
    """Returns a new password, if it may be one. Raises `BadInput` with what to do."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadInput(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters: choose another one.")
    if sign_in_name(password) == sign_in_name(name) or len(set(password)) == 1:
        raise BadInput("This password is the first that anybody tries: choose another one.")
    return password
