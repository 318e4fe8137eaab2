"""Web pages and EPUB books: the text that a reader sees, without what surrounds it."""
