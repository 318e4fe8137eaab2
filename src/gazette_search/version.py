"""The version of the program, by itself so that every layer may ask for it."""

__version__ = "0.2.0"
