"""The text inside a PGP cleartext signature (RFC 9580, 7), taken out and not verified."""

import re

_SIGNED = re.compile(
    r"^[ \t>]*-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\n(?:[ \t>]*[A-Za-z-]+: [^\n]*\n)*[ \t>]*\n", re.MULTILINE
)
_SIGNATURE = re.compile(
    r"^[ \t>]*-----BEGIN PGP SIGNATURE-----(?:(?!-----).|\n)*?(?:^[ \t>]*-----END PGP SIGNATURE-----[^\n]*\n?|\Z)",
    re.MULTILINE,
)
_ESCAPE = re.compile(r"^([ \t>]*)- (?=-|From )", re.MULTILINE)
_ENCRYPTED = re.compile(r"^[ \t>]*-----BEGIN PGP MESSAGE-----", re.MULTILINE)


def without_armour(text: str) -> tuple[str, bool]:
    """Returns the text without armour and dash escapes, and whether any of it was signed."""
    if "-----BEGIN PGP SIG" not in text:
        return text, False
    text = text.replace("\r\n", "\n")
    start = _SIGNED.search(text)
    if start is None:
        return _SIGNATURE.sub("", text), "-----BEGIN PGP SIGNATURE-----" in text
    inside = _ESCAPE.sub(r"\1", _SIGNATURE.sub("", text[start.end() :]))
    return text[: start.start()] + inside, True


def is_encrypted(text: str) -> bool:
    """Whether the text is, or holds, an encrypted PGP message."""
    return "-----BEGIN PGP MESSAGE" in text and _ENCRYPTED.search(text) is not None
