"""A record in other forms: one module for each."""
