"""One module for each format of results; see `export.registry`."""
