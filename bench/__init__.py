"""Measurements against other ways of doing the same: run by `make bench`, never by the tests."""
