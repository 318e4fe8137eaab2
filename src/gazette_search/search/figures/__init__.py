"""Figures: amounts, what they are called, and how they change over time."""
