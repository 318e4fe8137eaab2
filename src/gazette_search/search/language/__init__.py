"""The query language: text as typed to a tree; knows no index."""
