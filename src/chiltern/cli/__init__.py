"""The command line: each command parses its words, calls the package and shows what comes back."""
