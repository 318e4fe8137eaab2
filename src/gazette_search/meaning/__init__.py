"""Meaning as vectors: who makes them, of what, how small they are kept, how the nearest are found.

Nothing here knows the index or a query. A plain query imports nothing of it.
"""
