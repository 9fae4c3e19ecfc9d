"""The record in other programs' formats: one module for each. `rows` and `tables` are what they are made from."""
