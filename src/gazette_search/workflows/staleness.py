"""How an index stands to its corpus, as a search says it: what an update would change.

The hint is there only when the update helps. It would be refused where most files are away, a
folder that is not mounted or was moved; and where nothing can be looked at, nobody knows.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from gazette_search.index.planning import loses_most, plan
from gazette_search.workflows.surveying import look_at_corpus

if TYPE_CHECKING:
    from gazette_search.index.manifest import Manifest
    from gazette_search.workflows.home import Home
    from gazette_search.workflows.surveying import Corpus


def changes_since(home: Home, manifest: Manifest) -> tuple[int, str]:
    """How many files an update would add, change or remove, and what else there is to say.

    A file as large and as old as it was is not read; of any other the content decides. An index
    without a corpus can be searched, and nothing is said of it.
    """
    if not os.path.lexists(home.corpus):
        return 0, ""
    corpus = look_at_corpus(home, manifest, trust_stamps=True)
    if told := _unseen(home, corpus) or _missing(home, manifest, corpus):
        return 0, told
    return plan(manifest, corpus.hashes, manifest.fingerprint).differs, ""


def _unseen(home: Home, corpus: Corpus) -> str:
    """What to say when the folder or most of its files do not let themselves be read."""
    name = home.name_of(home.corpus)
    closed = next((one.reason for one in corpus.passed_over if one.file == name), "")
    failed = [bad.file for bad in corpus.failed]
    if not closed and not (failed and loses_most(corpus.hashes, corpus.hashes.keys() - failed)):
        return ""
    reason = closed or corpus.failed[0].message
    return (
        f"{home.corpus} {reason}，看不到公报有没有变化，结果按现有的索引。请检查目录的权限或网络盘"
    )


def _missing(home: Home, manifest: Manifest, corpus: Corpus) -> str:
    """What to say when most files are neither under their names nor under others."""
    held = {source.file: source.sha256 for source in manifest.sources}
    lying = {*corpus.hashes.values()}
    left = {file for file in held if file in corpus.hashes or held[file] in lying}
    if not loses_most(held, left):
        return ""
    return (
        f"索引里的 {len(held) - len(left)} 期公报已不在 {home.corpus}，结果按现有的索引。"
        "目录没有挂上或被移走的，放回去就行；确实不要了，请运行 gsearch index --force"
    )
