"""The record in other programs' formats: one module for each, all of them fed by `rows` and `tables`."""
