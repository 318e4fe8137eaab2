"""Full-text search for Chinese government gazettes in a terminal."""

__version__ = "0.1.0"
