"""The index in the files of one generation, asked through the port."""
