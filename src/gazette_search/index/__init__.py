"""The inverted index on disk: one immutable generation per build."""
