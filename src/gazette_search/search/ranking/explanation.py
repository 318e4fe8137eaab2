"""What `--explain` says: how the query was read and where the scores come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette_search.search.ranking.scores import TUNING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette_search.index.bounds import Weighted
    from gazette_search.search.language.ast import Node
    from gazette_search.search.ranking.ranks import Fusion
    from gazette_search.search.ranking.selection import Ranked


def explain(
    node: Node, weighted: Sequence[Weighted], page: Sequence[Ranked], numbers: Sequence[str]
) -> Iterator[str]:
    """Lines for a reader: the parsed query, each word with its forms, each hit with its parts."""
    yield f"解析：{node}"
    for item in weighted:
        concept = item.concept
        wanted = "必需" if concept.wanted else "加分"
        yield f"词：{concept.label}（{wanted}，权重 {item.share:.3f}，{item.documents} 件）"
        for surface in concept.surfaces[1:]:
            yield f"  ＋{surface.text} ×{surface.weight:g}（{surface.reason or surface.kind}）"
    for hit, number in zip(page, numbers, strict=True):
        if hit.fusion:
            yield f"{number}：{_places(hit.fusion)}"
        if not hit.known:
            continue
        passage = TUNING.passage * max((unit.score for unit in hit.units), default=0.0)
        yield (
            f"{number}：总分 {hit.score:.4f} = "
            f"词频 {hit.known.frequency:.4f} ＋ 标题 {hit.known.title:.4f} ＋ "
            f"段落 {passage:.4f} ＋ 字对 {hit.known.pairs:.4f}，再计新旧与缺词"
        )


def _places(fusion: Fusion) -> str:
    """Where a document stands by words and by meaning, and how near its nearest stretch is."""
    words = f"按词第 {fusion.word_rank}" if fusion.word_rank else "没有词"
    meaning = f"按意思第 {fusion.near_rank}" if fusion.near else "意思不近"
    if fusion.near:
        near = fusion.near.likeness
        meaning += f"（余弦 {near.cosine:.3f}，除去共有的部分 {near.closeness:.3f}）"
    return f"{words}，{meaning}，合并得 {fusion.score:.4f}"
