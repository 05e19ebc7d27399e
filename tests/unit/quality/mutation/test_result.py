"""The score, the check of the gate, and what people read."""

from dataclasses import replace

import pytest

from omninode_bridge.quality.mutation.check import mutation_check, mutation_not_run
from omninode_bridge.quality.mutation.equivalents import RULES, equivalence_of
from omninode_bridge.quality.mutation.mutant import Edit, Mutant, Operator
from omninode_bridge.quality.mutation.result import Fate, MutationResult, Tried
from omninode_bridge.quality.mutation.texts import lines_of, sentence, to_json
from omninode_bridge.quality.report import CheckResult, Outcome
from omninode_bridge.quality.scoring import build_report
from omninode_bridge.quality.text_report import mutation_line
from tests.toolchain.seed_node import seed_node

MUTANT = Mutant("h.py", 7, Edit(Operator.CONSTANT, 0, 1, "2"), "    return 1", "    return 2")


def result(*fates: Fate) -> MutationResult:
    tried = tuple(Tried(MUTANT, fate, f"why {number}") for number, fate in enumerate(fates))
    return MutationResult(tried, tests=3, seconds=2.0)


GOOD = result(*[Fate.KILLED] * 3, Fate.TIMED_OUT, Fate.SURVIVED, Fate.EQUIVALENT)
WEAK = result(Fate.KILLED, Fate.SURVIVED)


@pytest.mark.parametrize(
    ("found", "score"),
    [
        (GOOD, 0.8),
        (WEAK, 0.5),
        (result(Fate.KILLED, Fate.NOT_RUN), None),
        (result(Fate.EQUIVALENT), None),
        (result(), None),
    ],
)
def test_the_score_is_killed_over_what_is_not_equivalent(
    found: MutationResult, score: float | None
) -> None:
    assert found.score == score


def test_from_the_threshold_on_the_check_passes_and_keeps_its_survivors() -> None:
    check = mutation_check(GOOD)
    assert (check.outcome, check.findings) == (Outcome.PASSED, ())
    assert check.mutation is not None
    assert (check.mutation.score, check.mutation.timed_out) == (0.8, 1)
    assert [found.line for found in check.mutation.survivors] == [7]


def test_below_it_every_survivor_is_a_finding() -> None:
    check = mutation_check(WEAK)
    assert (check.outcome, check.gate) == (Outcome.FAILED, True)
    assert [(found.file, found.line, found.rule) for found in check.findings] == [
        ("h.py", 7, "constant")
    ]
    assert "`return 1` becomes `return 2`" in check.findings[0].message


@pytest.mark.parametrize("found", [replace(result(), reason="no isolation"), result(Fate.NOT_RUN)])
def test_what_did_not_run_has_no_score(found: MutationResult) -> None:
    check = mutation_check(found)
    assert (check.outcome, check.mutation) == (Outcome.NOT_RUN, None)
    assert check.reason


def lines(*checks: CheckResult) -> str:
    report = build_report(
        seed_node(), checks, profile="strict", min_coverage=None, isolation="none."
    )
    return mutation_line(report)


def test_the_report_says_not_run_unless_it_ran() -> None:
    assert lines() == "mutation score: not run (asked for by the profile strict)"
    assert lines(mutation_not_run("no time")) == "mutation score: not run"
    assert lines(mutation_check(GOOD)).startswith("mutation score: 0.800 (4 of 5 mutants killed")


def test_it_stands_beside_the_score_and_never_inside() -> None:
    scores = {
        build_report(
            seed_node(), [check], profile="strict", min_coverage=None, isolation="none."
        ).score
        for check in (mutation_check(GOOD), mutation_check(WEAK), mutation_not_run("no time"))
    }
    assert len(scores) == 1


def test_people_read_each_mutant_that_was_not_killed_by_a_test() -> None:
    text = "\n".join(lines_of(GOOD))
    assert sentence(GOOD) in text
    assert "h.py:7: survived: constant (why 4)\n  -     return 1\n  +     return 2" in text
    assert "killed by time" in text
    assert "equivalent: constant (why 5)" in text
    assert "why 0" not in text
    assert "2.5 mutants/s" in text


def test_programs_read_every_mutant() -> None:
    found = to_json(GOOD)
    assert (found["score"], found["killed"], found["survived"]) == (0.8, 4, 1)
    mutants = found["mutants"]
    assert isinstance(mutants, list)
    assert len(mutants) == 6


def test_each_rule_of_equivalence_has_a_reason_and_fits_both_forms() -> None:
    line = "    with ports().store.transaction(reading=True) as unit:"
    edit = Edit(Operator.BOOLEAN, 0, 1, "False")
    other = line.replace("True", "False")
    assert equivalence_of(Mutant("h.py", 1, edit, line, other)) == RULES[2].reason
    assert equivalence_of(Mutant("h.py", 1, edit, line, "pass")) is None
    removed = replace(edit, operator=Operator.REMOVED_STATEMENT)
    assert equivalence_of(Mutant("h.py", 1, removed, line, other)) is None
    assert all(rule.reason for rule in RULES)
