"""`python -m chiltern.cli` is the same as `chiltern`."""

from chiltern.cli.main import main

main()
