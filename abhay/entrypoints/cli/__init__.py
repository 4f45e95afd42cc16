"""The terminal's door: `abhay`. One module per noun; a command imports what it needs and nothing of the others."""

from abhay.adapters.processes.caller import enter


def main() -> None:
    """Runs one command and exits; the caller's environment is cleaned before anything else is imported."""
    enter()
    from abhay.entrypoints.cli.run import main as run  # noqa: PLC0415  what it imports must be found on the clean path

    run()
