"""The terminal's door: `abhay`. One module per noun; what a command needs is imported when it runs.

Prefect and the gazetteer take seconds to import: `abhay token create` does without them.
"""

from abhay.cli.run import main

__all__ = ["main"]
