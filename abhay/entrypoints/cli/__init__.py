"""The terminal's door: `abhay`. One module per noun; a command imports what it needs and nothing of the others."""

from abhay.entrypoints.cli.run import main

__all__ = ["main"]
