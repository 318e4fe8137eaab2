"""One module for each command: read the flags, call a workflow, render."""
