"""Document numbers alone, one a line: what `-l` gives."""

from gazette_search.export.plain import joined_lines, listing_to_numbers, search_to_numbers
from gazette_search.export.registry import Format

FORMAT = Format(
    "numbers",
    "",
    {"search": search_to_numbers, "listing": listing_to_numbers},
    whole=True,
    join=joined_lines,
)
