"""What the service finds: ruff and our own rules, within a time."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from omninode_bridge.advice.review import relationships, review
from omninode_bridge.advice.values import Analysis, Kind, plain
from omninode_bridge.advice.wire import (
    AnalysisType,
    Intelligence,
    ToldPattern,
    ToldRelationship,
    told,
)
from resources.onextree.lint import linted

# So that the answer is there before who asks for it gives up.
SECONDS: Final = 4.0
MOST: Final = 1_000
"""Relationships; remarks are as many as `told` keeps."""


def analyzed(
    code: str | Mapping[str, str],
    wanted: AnalysisType,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> Analysis:
    """Security first, then compliance, speed and quality; each by file and line."""
    until = clock() + SECONDS
    files = files_of(code)
    kinds = frozenset(Kind) if wanted is AnalysisType.FULL else frozenset({Kind(wanted.value)})
    found, problem = linted(files, kinds)
    own = review(files, kinds, lambda: clock() > until)
    order = [Kind.SECURITY, Kind.COMPLIANCE, Kind.PERFORMANCE, Kind.QUALITY]
    remarks = sorted(
        (*found, *own.remarks),
        key=lambda each: (order.index(each.kind), each.file, each.line or 0, each.rule),
    )
    not_run = (problem, *own.not_run) if problem else own.not_run
    return replace(own, remarks=tuple(remarks), not_run=not_run)


def intelligence(context: str, *, patterns: bool, relations: bool) -> Intelligence:
    """The analysis of one text, and what it is woven of."""
    found = analyzed(context, AnalysisType.FULL)
    counts = Counter((remark.kind, remark.rule) for remark in found.remarks)
    told_patterns = tuple(
        ToldPattern(kind=kind, rule=rule, count=count)
        for (kind, rule), count in counts.most_common()
    )
    return Intelligence(
        **dict(told(found)),
        patterns=told_patterns if patterns else None,
        relationships=_relations(context) if relations else None,
    )


def files_of(code: str | Mapping[str, str]) -> Mapping[str, str]:
    return {"": code} if isinstance(code, str) else code


def _relations(context: str) -> tuple[ToldRelationship, ...]:
    try:
        found = [*relationships(context)][:MOST]
    except RecursionError:
        return ()
    return tuple(
        ToldRelationship(kind=kind, target=plain(target), line=line) for kind, target, line in found
    )
