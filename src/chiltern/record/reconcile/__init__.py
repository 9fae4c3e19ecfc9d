"""Claims of many reports, brought together: pure functions from claims to findings, copies and conflicts.

Nothing here knows the store: `chiltern.record.derive` reads what a new report touches, calls these functions, and keeps
what they give.
"""
