"""`python -m abhay.cli` is `abhay`."""

from abhay.cli.run import main

main()
