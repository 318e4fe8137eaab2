"""引用: documents that a text names, and what it does to them."""
