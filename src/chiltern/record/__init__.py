"""The claims of all sources together, in one SQLite file: `store` opens it, `write` adds to it, `queries` read it."""
