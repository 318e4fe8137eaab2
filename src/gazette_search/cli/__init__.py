"""The terminal: options, drawing, exit codes."""
