"""Where things stand: documents by words, numbers, filters and editions."""
