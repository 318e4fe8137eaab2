"""Spans, numerals, dates and widths of Chinese text; knows nothing of gazettes."""
