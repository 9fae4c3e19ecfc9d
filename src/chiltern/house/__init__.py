"""The chamber in numbers: who holds the majority, how divisions went, what would be if. Rolls in, typed results out."""
