"""Run the command line as `python -m evenpull.cli`."""

from evenpull.cli.main import main

main()
