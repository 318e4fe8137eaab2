"""The fingerprint of an index: when it differs, what is on disk was made by other rules."""

from __future__ import annotations

import hashlib

from gazette_search.analysis.fingerprint import fingerprint as analysis_fingerprint
from gazette_search.analysis.scan import KINDS
from gazette_search.version import __version__

SCHEMA_VERSION = 7  # of fields, records and catalog together


def fingerprint() -> str:
    """Changes with the package version, the analysis, the fields and the records."""
    parts = (__version__, str(SCHEMA_VERSION), analysis_fingerprint(), *KINDS)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
