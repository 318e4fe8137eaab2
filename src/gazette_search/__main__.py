"""`python -m gazette_search` is `gsearch`."""

from __future__ import annotations

import sys

from gazette_search.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
