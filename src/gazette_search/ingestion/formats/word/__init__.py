"""Word files (ECMA-376 WordprocessingML), read by their own rules of what is shown."""
