"""Files and how they are read: from bytes to lines of text."""
