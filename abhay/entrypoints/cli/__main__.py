"""`python -m abhay.entrypoints.cli` is `abhay`."""

from abhay.entrypoints.cli.run import main

main()
