"""What the service finds: ruff and our own rules, within a time."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from omninode_bridge.advice.review import relationships, review
from omninode_bridge.advice.values import SECONDS, Analysis, Kind, plain
from omninode_bridge.advice.wire import (
    AnalysisType,
    AskIntelligence,
    Intelligence,
    ToldPattern,
    ToldRelationship,
    told,
)
from resources.onextree.lint import linted

# Of the time: the rest is for our own rules.
RUFF: Final = 0.75
MOST: Final = 1_000
"""Relationships; remarks are as many as `told` keeps."""


def analyzed(
    code: str | Mapping[str, str],
    wanted: AnalysisType,
    seconds: float = SECONDS,
    *,
    clock: Callable[[], float] = time.monotonic,
) -> Analysis:
    """Security first, then compliance, speed and quality; each by file and line."""
    until = clock() + seconds
    files = files_of(code)
    kinds = frozenset(Kind) if wanted is AnalysisType.FULL else frozenset({Kind(wanted.value)})
    found, problem = linted(files, kinds, seconds * RUFF)
    own = review(files, kinds, lambda: clock() > until)
    order = [Kind.SECURITY, Kind.COMPLIANCE, Kind.PERFORMANCE, Kind.QUALITY]
    remarks = sorted(
        (*found, *own.remarks),
        key=lambda each: (order.index(each.kind), each.file, each.line or 0, each.rule),
    )
    not_run = (problem, *own.not_run) if problem else own.not_run
    return replace(own, remarks=tuple(remarks), not_run=not_run)


def intelligence(question: AskIntelligence, seconds: float = SECONDS) -> Intelligence:
    """The analysis of one text, and what it is woven of."""
    context = question.context
    found = analyzed(context, AnalysisType.FULL, seconds)
    counts = Counter((remark.kind, remark.rule) for remark in found.remarks)
    told_patterns = tuple(
        ToldPattern(kind=kind, rule=rule, count=count)
        for (kind, rule), count in counts.most_common()
    )
    return Intelligence(
        **dict(told(found)),
        patterns=told_patterns if question.include_patterns else None,
        relationships=_relations(context) if question.include_relationships else None,
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
