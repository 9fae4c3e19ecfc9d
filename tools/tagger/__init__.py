"""Trains the tagger: `python -m tools.tagger CORPUS -o MODEL.npz`, or `make model CORPUS=…`."""
