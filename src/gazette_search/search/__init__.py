"""From query text to ranked hits with passages."""
