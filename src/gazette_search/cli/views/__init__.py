"""Values drawn for people; every function returns the text to write."""
