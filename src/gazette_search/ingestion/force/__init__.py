"""效力: what a text says about the life of documents."""
