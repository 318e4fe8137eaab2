"""The order of operations behind each command."""
