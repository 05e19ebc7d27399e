"""The mutation score as a check of the gate."""

from omninode_bridge.quality.mutation.result import THRESHOLD, Fate, MutationResult, Tried
from omninode_bridge.quality.report import CheckResult, Finding, MutationFigures, Outcome, Part
from omninode_bridge.quality.weights import MUTATION


def mutation_not_run(reason: str) -> CheckResult:
    return CheckResult(MUTATION, Part.TESTS, gate=True, outcome=Outcome.NOT_RUN, reason=reason)


def mutation_check(result: MutationResult) -> CheckResult:
    """Passed from the threshold on; below it every survivor is a finding."""
    if result.score is None:
        return mutation_not_run(result.reason or "its time was up before every mutant was tried")
    survivors = tuple(finding_of(one) for one in result.survivors)
    passed = result.score >= THRESHOLD
    return CheckResult(
        MUTATION,
        Part.TESTS,
        gate=True,
        outcome=Outcome.PASSED if passed else Outcome.FAILED,
        findings=() if passed else survivors,
        duration_ms=result.seconds * 1000,
        mutation=MutationFigures(
            score=result.score,
            killed=result.killed,
            timed_out=len(result.of(Fate.TIMED_OUT)),
            equivalent=len(result.of(Fate.EQUIVALENT)),
            survivors=survivors,
        ),
    )


def finding_of(one: Tried) -> Finding:
    mutant = one.mutant
    before, after = (" ".join(text.split()) for text in (mutant.before, mutant.after))
    message = f"no test notices it ({one.by}): `{before}` becomes `{after}`"
    return Finding(mutant.edit.operator.value, message, mutant.file, mutant.line)
