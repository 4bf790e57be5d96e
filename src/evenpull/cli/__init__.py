"""The command line: thin commands over the use cases; words on standard error, results on standard output."""
