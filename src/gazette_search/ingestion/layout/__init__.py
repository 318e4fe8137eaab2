"""The printed page: lines, what the page broke, tables."""
