"""How much a file of pages may hold, and when a page is a picture; the same for PDF and OFD."""

from __future__ import annotations

# A gazette has under 200 pages and 1,100 characters on each, a yearbook under 3,000 pages.
MOST_PAGES = 3_000
MOST_GLYPHS_A_PAGE = 200_000
MOST_GLYPHS = 20_000_000

SCAN_SHARE = 0.5  # of a page, covered by images
FEW_GLYPHS = 10  # a scan may have its page number as text
PICTURE_SHARE = 0.1  # of a page without a single character: a scan with wide margins


def is_scan(glyphs: int, images: float, page: float) -> bool:
    """Whether a page is an image.

    Args:
        glyphs: How many characters it has.
        images: The area that images cover.
        page: The area of the page.
    """
    if not glyphs:
        return images > PICTURE_SHARE * page
    return glyphs < FEW_GLYPHS and images > SCAN_SHARE * page
