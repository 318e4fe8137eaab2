"""From text to the terms by which it is found."""
