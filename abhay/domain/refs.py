"""The two spellings of a case's ref: `RJ-2026-000042`, and `RJ2026000042` in text messages.

DLT templates let letters and digits alone stand in an alphanumeric variable.
"""

import re
from typing import Final

from abhay.domain.text import ascii_digits

_TYPED: Final = re.compile(r"#?RJ[ -]?([0-9]{4})[ -]?([0-9]{6,12})\.?", re.IGNORECASE)
_COMPACT: Final = re.compile(r"RJ([0-9]{4})([0-9]{6,12})")


def compact(ref: str) -> str:
    """Returns a ref without its hyphens."""
    return ref.replace("-", "")


def as_written(typed: str) -> str:
    """Returns the ref that a person typed as it is stored; anything that is no ref stays as it is.

    Blanks and hyphens between its parts may be missing; letters of either case and digits of any script are understood.
    """
    found = _TYPED.fullmatch(ascii_digits(typed).strip())
    return f"RJ-{found[1]}-{found[2]}" if found else typed


def with_hyphens(ref: str) -> str:
    """Returns a ref of the compact spelling in the usual one; any other text as it is."""
    found = _COMPACT.fullmatch(ref)
    return f"RJ-{found[1]}-{found[2]}" if found else ref


def ref_at_start(text: str) -> str | None:
    """Returns the ref that a text begins with, None if it begins with something else."""
    found = re.match(r"RJ-[0-9]{4}-[0-9]{6,12}(?![0-9A-Za-z-])", text)
    return found[0] if found else None
