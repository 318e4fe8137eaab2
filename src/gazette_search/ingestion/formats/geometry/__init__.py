"""From characters with places to paragraphs and rows; PDF, OFD and read images share it.

Lengths are points (1/72 inch) from the upper left corner of the page, y downwards.
"""
