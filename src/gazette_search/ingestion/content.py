"""What the blocks of one document say: citations, short names, duties, and who is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.ingestion.citing.aliases import find_aliases
from gazette_search.ingestion.citing.citations import find_citations
from gazette_search.ingestion.citing.context import read_contexts
from gazette_search.ingestion.citing.sightings import find_sightings
from gazette_search.ingestion.duties.tasks import find_duties
from gazette_search.ingestion.force.statements import find_statements
from gazette_search.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette_search.models import Alias, Block, Citation, Duty, Statement


@dataclass(frozen=True, slots=True)
class Content:
    """What was read from the blocks of one document; fields as those of `Document`."""

    citations: tuple[Citation, ...]
    aliases: tuple[Alias, ...]
    duties: tuple[Duty, ...]
    statements: tuple[Statement, ...]


def read_content(blocks: Sequence[Block]) -> Content:
    """Read the blocks of one document; what stands around each is computed once for all readers."""
    contexts = read_contexts(blocks)
    sightings = find_sightings(blocks, contexts)
    citations, aliases = find_citations(blocks, sightings), find_aliases(blocks)
    statements = find_statements(blocks, contexts, sightings, citations, aliases)
    return Content(citations, aliases, find_duties(blocks), statements)
