"""A mutation result for people and for programs."""

from collections.abc import Iterator, Mapping

from omninode_bridge.quality.mutation.result import THRESHOLD, Fate, MutationResult, Tried

_WORDS: Mapping[Fate, str] = {
    Fate.SURVIVED: "survived",
    Fate.TIMED_OUT: "killed by time",
    Fate.EQUIVALENT: "equivalent",
    Fate.NOT_RUN: "not run",
}


def sentence(result: MutationResult) -> str:
    """The score and what it counts, or why there is none."""
    if result.score is None:
        ran = result.killed + len(result.survivors)
        return f"Mutation score: not run ({result.reason or f'{ran} mutants were tried'})"
    equivalent = len(result.of(Fate.EQUIVALENT))
    but = f" and {equivalent} equivalent ones" if equivalent else ""
    return (
        f"Mutation score: {result.score:.3f} ({result.killed} of "
        f"{result.killed + len(result.survivors)} mutants killed{but}; {result.tests} tests; "
        f"{result.per_second:g} mutants/s); wanted: {THRESHOLD}"
    )


def lines_of(result: MutationResult) -> Iterator[str]:
    """The sentence, then all mutants that a test did not kill, with what they change."""
    yield sentence(result)
    for one in result.of(*_WORDS):
        yield from _shown(one)


def _shown(one: Tried) -> Iterator[str]:
    mutant = one.mutant
    why = f" ({one.by})" if one.by else ""
    yield ""
    yield f"{mutant.file}:{mutant.line}: {_WORDS[one.fate]}: {mutant.edit.operator.value}{why}"
    yield from (f"  {line}" for line in mutant.diff.splitlines())


def to_json(result: MutationResult) -> dict[str, object]:
    """Everything, killed mutants included."""
    return {
        "score": result.score,
        "threshold": THRESHOLD,
        "killed": result.killed,
        "survived": len(result.survivors),
        "equivalent": len(result.of(Fate.EQUIVALENT)),
        "timed_out": len(result.of(Fate.TIMED_OUT)),
        "not_run": len(result.of(Fate.NOT_RUN)),
        "tests": result.tests,
        "seconds": round(result.seconds, 3),
        "per_second": result.per_second,
        "reason": result.reason,
        "mutants": [mutant_to_json(one) for one in result.tried],
    }


def mutant_to_json(one: Tried) -> dict[str, object]:
    return {
        "file": one.mutant.file,
        "line": one.mutant.line,
        "operator": one.mutant.edit.operator.value,
        "fate": one.fate.value,
        "by": one.by,
        "before": one.mutant.before,
        "after": one.mutant.after,
    }
