"""What is meant: from typed words to what must be found."""
