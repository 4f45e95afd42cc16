"""Codes of a second factor: six digits that a telephone makes every 30 s (RFC 6238), and codes for its loss."""

import hmac
import secrets
from datetime import datetime
from typing import Final

import pyotp
from pyotp.totp import TOTP

STEP_SECONDS: Final = 30
_WINDOW: Final = (0, -1, 1)
"""Steps beside the present one that count too: telephones' clocks are off, and people type slowly."""

_DEVANAGARI: Final = str.maketrans("०१२३४५६७८९", "0123456789")
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
RECOVERY_CODES: Final = 10
_RECOVERY_CHARACTERS: Final = 12
"""59 bits: nobody guesses one within the waits after wrong ones."""


def make_seed() -> str:
    """Returns a new seed: 160 bits in base 32."""
    return pyotp.random_base32()


def enrolment_address(seed: str, name: str) -> str:
    """Returns the `otpauth:` address that a telephone reads from a QR code."""
    return TOTP(seed, interval=STEP_SECONDS).provisioning_uri(name=name, issuer_name="Abhay")


def step_of(seed: str, code: str, at: datetime, used: int | None) -> int | None:
    """Returns the time step that a code is of; None for a wrong one and for one of a step that was used or passed.

    Devanagari digits and blanks are accepted.
    """
    typed = "".join(code.split()).translate(_DEVANAGARI)
    present = int(at.timestamp()) // STEP_SECONDS
    maker = TOTP(seed, interval=STEP_SECONDS)
    fitting = [
        step
        for step in (present + offset for offset in _WINDOW)
        if hmac.compare_digest(maker.generate_otp(step).encode(), typed.encode(errors="surrogatepass"))
    ]
    return next((step for step in fitting if used is None or step > used), None)


def make_recovery_codes() -> tuple[str, ...]:
    """Returns ten codes for the loss of the telephone, in groups of four."""
    return tuple(_recovery_code() for _ in range(RECOVERY_CODES))


def _recovery_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_RECOVERY_CHARACTERS))
    return "-".join(letters[start : start + 4] for start in range(0, _RECOVERY_CHARACTERS, 4))


def recovery_form(code: str) -> str:
    """Returns a recovery code as it is compared: without blanks, hyphens and capitals."""
    return "".join(code.split()).replace("-", "").lower()
