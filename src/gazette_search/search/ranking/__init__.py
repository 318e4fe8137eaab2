"""Which document first, and which of its sentences."""
