from __future__ import annotations

import json

from builders import embed_report, index_report
from gazette_search.export import json_export
from gazette_search.search.reports import VectorState


def test_vectors_of_an_index() -> None:
    report = index_report(vectors=VectorState(held=2000, waiting=12))
    assert json_export.index_fields(report)["vectors"] == {"held": 2000, "waiting": 12}


def test_embedding() -> None:
    report = embed_report()
    assert json.loads(json_export.embed_to_json(report)) == {
        "schema_version": 1,
        "model": "senses-1",
        "made": 12,
        "stretches": 2012,
        "seconds": 1.25,
        "generation": "g0003",
    }
