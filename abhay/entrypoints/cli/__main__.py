"""`python -m abhay.entrypoints.cli` is `abhay`."""

from abhay.entrypoints.cli import main

main()
