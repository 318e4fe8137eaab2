"""The fields that a cluster holds of a document, and how it takes them apart."""

from __future__ import annotations

from typing import Any

from gazette_search.index.opensearch.placing import BETWEEN, CAPTURED, COUNT

# One shard holds 20 to 40 GB well (OpenSearch's own advice); the user may say otherwise.
SHARDS = 3
REPLICAS = 1
# Fields that are only matched. They are left out of what is stored; a text is four times as long
# in tokens.
MATCHED = ("word", "gram", "form", "text", "latin", "genre_text", "number_text", "issue_name")

# Terms come counted by gsearch: a score is the number itself, in place of a formula of the engine.
_COUNTED = {
    "type": "text",
    "analyzer": "counted",
    "search_analyzer": "tokens",
    "index_options": "freqs",
    "norms": False,
    "similarity": "counted",
}
_CHARACTERS = {"type": "text", "analyzer": "characters", "norms": False}
# What is longer cannot be looked up; Lucene would refuse the document.
_NAME = {"type": "keyword", "ignore_above": 8000}
_NUMBER = {"type": "integer"}


def index_settings(shards: int, replicas: int) -> dict[str, Any]:
    """Of the index that holds documents.

    Args:
        shards: Parts into which it is divided; that cannot be changed later.
        replicas: Copies of each part besides the first.
    """
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "codec": "best_compression",
        "refresh_interval": -1,  # nothing is to be seen before it is published
        "similarity": {
            "counted": {"type": "scripted", "script": {"source": "return query.boost * doc.freq;"}}
        },
        "analysis": {
            "tokenizer": {
                "tokens": {
                    "type": "char_group",
                    "tokenize_on_chars": [BETWEEN],
                    "max_token_length": 2000,
                },
                "characters": {"type": "ngram", "min_gram": 1, "max_gram": 1},
            },
            "filter": {
                "counts": {"type": "delimited_term_freq", "delimiter": COUNT},
                "captures": {
                    "type": "pattern_capture",
                    "preserve_original": False,
                    "patterns": CAPTURED,
                },
            },
            "analyzer": {
                "tokens": {"type": "custom", "tokenizer": "tokens"},
                "counted": {"type": "custom", "tokenizer": "tokens", "filter": ["counts"]},
                "placed": {"type": "custom", "tokenizer": "tokens", "filter": ["captures"]},
                "characters": {"type": "custom", "tokenizer": "characters"},
            },
        },
    }


MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"excludes": [*MATCHED]},
    "_routing": {"required": True},
    "properties": {
        # Which documents are of a generation.
        "kind": _NAME,
        "build": _NUMBER,
        "store": _NAME,
        # The text.
        "word": _COUNTED,
        "gram": _COUNTED,
        "form": _COUNTED,
        "text": {
            "type": "text",
            "analyzer": "placed",
            "search_analyzer": "tokens",
            "norms": False,
            "index_options": "positions",
        },
        "latin": _NAME,
        "length": _NUMBER,
        # What the catalog says of a document.
        "number": _NAME,
        "number_text": _CHARACTERS,
        "serials": {"type": "long"},
        "titles": _CHARACTERS,
        "date": _NAME,
        "day": _NUMBER,
        "year": _NAME,
        "genre": _NAME,
        "genre_text": _CHARACTERS,
        "issuer": _NAME,
        "line": {"type": "integer", "index": False, "doc_values": False},
        "cites": {**_NAME, "doc_values": False},
        "cite_keys": _NAME,
        "acts": {"type": "keyword", "index": False, "doc_values": False},
        "act_keys": {**_NAME, "doc_values": False},
        "assigns": {"type": "boolean"},
        # The issue that printed it, and its place there.
        "file": _NAME,
        "place": _NUMBER,
        "issue_year": _NUMBER,
        "issue_number": _NUMBER,
        "issue_serial": _NUMBER,
        "issue_name": _CHARACTERS,
        "label": _NAME,
        "published": {"type": "keyword", "index": False, "doc_values": False},
        "format": {"type": "keyword", "index": False, "doc_values": False},
        # The scan record, read of candidates; whole documents lie in an index of their own.
        "scan": {"type": "binary"},
        # Of an issue alone: what an update and the contents of others ask.
        "source": {"type": "object", "enabled": False},
        "announced": {"type": "object", "enabled": False},
        "announced_serials": {"type": "long"},
        "prints": {**_NAME, "doc_values": False},
        "words": {**_NAME, "doc_values": False},
    },
}
RECORDS: dict[str, Any] = {"dynamic": False, "properties": {}}
