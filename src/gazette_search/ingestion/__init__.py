"""From the file of an issue to its documents."""
