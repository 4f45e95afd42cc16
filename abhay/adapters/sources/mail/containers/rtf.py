"""The words of a rich text document, by `striprtf`."""

from typing import Any, cast

from striprtf import striprtf  # pyright: ignore[reportMissingTypeStubs]

_BEGINS = "{\\rtf"


def is_rtf(text: str) -> bool:
    """Whether a text is a rich text document."""
    return text.lstrip().startswith(_BEGINS)


def rtf_to_text(text: str) -> str:
    """Returns its words with line ends and tabs; what cannot be decoded is left out."""
    return str(cast("Any", striprtf).rtf_to_text(text, errors="ignore"))
