"""Made-up requests: few, always the same, and each shows something."""

import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.cases.oracle import Oracle, Refused
from omninode_bridge.generation.cases.search import MOST_CASES, MOST_EVALUATIONS, chosen_cases
from omninode_bridge.generation.cases.variations import interleaved
from omninode_bridge.generation.compute import check_document
from omninode_bridge.requirements.document import (
    Bound,
    Constraints,
    Document,
    Entity,
    Field,
    JsonValue,
)
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.rules.evaluation.alteration import altered
from omninode_bridge.rules.evaluation.evaluate import Evaluator, Watch
from omninode_bridge.rules.evaluation.outcomes import Answered, Rejected
from omninode_bridge.rules.program import Scope
from tests.unit.generation.quote import document, program
from tests.unit.rules.declarations import field_of, program_of

ROOT = Path(__file__).parents[4]


def oracle_of(
    rules: str,
    *inputs: str,
    outputs: tuple[str, ...] | None = None,
    entities: dict[str, tuple[str, ...]] | None = None,
) -> Oracle:
    declared = {
        name: Entity(name, tuple(map(field_of, fields)), Place(1))
        for name, fields in (entities or {}).items()
    }
    given = tuple(map(field_of, inputs))
    answer = None if outputs is None else tuple(map(field_of, outputs))
    found = Document(name="case", inputs=given, outputs=answer, entities=tuple(declared.values()))
    return Oracle(found, program_of(rules, Scope(declared, given, answer)))


def endings(oracle: Oracle) -> set[str]:
    """Each kept case in a word: a rejection's message, else the values in order."""
    found = set()
    for case in chosen_cases(oracle):
        match case.outcome:
            case Rejected(message):
                found.add(message)
            case Answered() as outcome:
                found.add(str([*oracle.answer(outcome).values()]))
            case other:
                pytest.fail(f"{other} shows nothing")
    return found


def test_the_price_quote_is_shown_below_at_and_above_its_threshold() -> None:
    known = document()
    oracle = Oracle(known, program())
    cases = chosen_cases(oracle)
    answers = [c.outcome.values for c in cases if isinstance(c.outcome, Answered)]
    assert {values["subtotal"] == 1000 for values in answers} == {True, False}
    assert {values["discount"] > 0 for values in answers} == {True, False}
    assert {values["tax"] > 0 for values in answers} == {True, False}
    assert any(isinstance(case.outcome, Rejected) for case in cases)


@pytest.mark.parametrize(
    ("rules", "inputs", "expected"),
    [
        ('reject when n > 12: "many"\nout = 1', ("n: int",), {"many"}),
        ('reject when n <= 12: "few"\nout = 1', ("n: int",), {"few", "[1]"}),
        ('out = 1 if s == "gold" else 0', ("s: string",), {"[1]", "[0]"}),
        ('out = 1 if contains(s, "old") else 0', ("s: string",), {"[1]", "[0]"}),
        ("out = a and not b", ("a: bool", "b: bool"), {"[True]", "[False]"}),
        ("out = c", ("c: enum(red, green, blue)",), {"['red']", "['green']"}),
        ("out = 1 if n != none else 0", ("n: int?",), {"[1]", "[0]"}),
        ("out = len(xs)", ("xs: list[int]",), {"[0]", "[1]"}),
        ('out = 1 if d > "2025-05-05" else 0', ("d: date",), {"[1]", "[0]"}),
        ('out = n\nwarn when n > 41: "high"', ("n: int",), {"[42, ['high']]"}),
        ('out = 1 if t > "PT3H" else 0', ("t: duration",), {"[1]", "[0]"}),
        (
            'out = 1 if at >= "2025-05-05T12:00:00Z" else 0',
            ("at: datetime",),
            {"[1]", "[0]"},
        ),
        ('out = 1 if "k" in rates else 0', ("rates: map[string, money]",), {"[1]", "[0]"}),
        ("out = 1 if e.deep.n > 40 else 0", ("e: Outer",), {"[1]", "[0]"}),
        ("out = 1 if any(x > 40 for x in xs) else 0", ("xs: list[decimal]",), {"[1]", "[0]"}),
        ("out = n", ("n: int = 5", "mail: email", "raw: json"), {"[5]"}),
        ("out = 1 if n * 2 > 100 and m < 3 else 0", ("n: int", "m: int"), {"[1]", "[0]"}),
    ],
)
def test_each_condition_is_seen_both_ways(
    rules: str, inputs: tuple[str, ...], expected: set[str]
) -> None:
    entities = {"Outer": ("deep: Inner", "all: list[Inner]"), "Inner": ("n: int",)}
    assert expected <= endings(oracle_of(rules, *inputs, entities=entities))


def test_the_fields_of_items_are_varied() -> None:
    rules = 'out = sum(x.n for x in xs if x.kind == "b")'
    oracle = oracle_of(rules, "xs: list[X]", entities={"X": ("n: int", "kind: enum(a, b)")})
    assert len(endings(oracle)) > 1


def test_a_request_that_the_input_refuses_is_never_kept() -> None:
    limits = Constraints(minimum=Bound(Decimal(5)), maximum=Bound(Decimal(9)))
    known = oracle_of("out = 1 if n > 7 else 0", "n: int")
    inputs = tuple(replace(found, constraints=limits) for found in known.document.inputs or ())
    oracle = Oracle(replace(known.document, inputs=inputs), known.program)
    assert all(5 <= Decimal(str(case.request["n"])) <= 9 for case in chosen_cases(oracle))
    assert endings(oracle) == {"[0]", "[1]"}


def test_an_answer_that_breaks_an_output_constraint_is_never_kept() -> None:
    oracle = oracle_of("out = n", "n: int", outputs=("out: int",))
    output = oracle.program.outputs[0]
    limited = replace(
        output,
        declared=Field(
            "out", output.type, Place(1), constraints=Constraints(maximum=Bound(Decimal(2)))
        ),
    )
    strict = Oracle(oracle.document, replace(oracle.program, outputs=(limited,)))
    assert strict.told({"n": 3}).outcome == Refused("out")
    assert max(int(ending.strip("[]")) for ending in endings(strict)) <= 2


def test_without_a_sample_for_the_input_there_are_no_cases() -> None:
    assert chosen_cases(oracle_of("out = 1", "x: X", entities={"X": ("again: X",)})) == ()


def test_there_are_few_cases_however_many_rules() -> None:
    rules = "\n".join(f"out_{at} = 1 if n > {at} else 0" for at in range(60))
    oracle = oracle_of(rules, "n: int")
    assert 1 < len(chosen_cases(oracle)) <= MOST_CASES


def test_the_search_ends_within_its_evaluations(monkeypatch: pytest.MonkeyPatch) -> None:
    oracle = oracle_of("out = 1 if a * b * c == 123457 else 0", "a: int", "b: int", "c: int")
    asked: list[JsonValue] = []
    told = oracle.told

    def counted(
        request: dict[str, JsonValue],
        evaluator: Evaluator | None = None,
        watch: Watch | None = None,
    ) -> object:
        if evaluator is None:
            asked.append(request)
        return told(request, evaluator, watch)

    monkeypatch.setattr(oracle, "told", counted)
    chosen_cases(oracle)
    assert 10 < len(asked) <= MOST_EVALUATIONS


def test_people_of_an_age_are_made_up() -> None:
    oracle = oracle_of(
        """for each a in people: a.age = year(on) - year(a.born)
        reject when own >= price: "no loan needed"
        reject when any(a.age < 18 for a in people): "of age"
        out = "old" if any(a.age > 70 for a in people) else "young"
        """,
        *("people: list[Person]", "own: money", "price: money", "on: date"),
        outputs=("out: string",),
        entities={"Person": ("name: string", "born: date", "job: string")},
    )

    assert endings(oracle) == {"no loan needed", "of age", "['old']", "['young']"}


def test_what_has_no_value_at_first_is_passed() -> None:
    oracle = oracle_of(
        """reject when 100 / (people - 1) < 1: "too many"
        reject when days_between(first_day, last_day) < 14: "too short"
        out = month(last_day)
        """,
        *("people: int", "first_day: date", "last_day: date"),
    )

    found = endings(oracle)

    assert {"too many", "too short"} < found


def test_lists_and_texts_are_as_long_as_the_rules_ask() -> None:
    oracle = oracle_of(
        """reject when len(split(words, ";")) > 20: "too many words"
        out = "many" if len(items) > 9 else "few"
        """,
        *("items: list[int]", "words: string"),
    )

    assert endings(oracle) == {"too many words", "['many']", "['few']"}


def test_texts_fit_the_patterns_of_the_rules() -> None:
    rules = (
        'out = replace(replace(a, ";", "."), "!", "?") if matches(b, /[A-Z]{2}-\\d{3}/) else "-"'
    )

    found = endings(oracle_of(rules, "a: string", "b: string"))

    assert {"['-']", "['.']", "['?']"} < found


PROGRAM = """
from omninode_bridge.generation.cases.oracle import Oracle
from omninode_bridge.generation.cases.search import chosen_cases
from tests.unit.generation.quote import document, program
print([case.request for case in chosen_cases(Oracle(document(), program()))])
"""


@pytest.mark.slow
def test_the_choice_does_not_depend_on_the_process() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1


def test_interleaving_takes_turns() -> None:
    sources: list[list[int | None]] = [[1, 2, 3], [], [4, None]]
    assert list(interleaved(sources)) == [1, 4, 2, None, 3]


def test_an_entity_may_hold_itself() -> None:
    oracle = oracle_of(
        "c = len(root.units)\nd = 1 if root.parent != none else 2",
        "root: Unit",
        outputs=("c: int", "d: int"),
        entities={"Unit": ("name: string", "units: list[Unit]", "parent: Unit?")},
    )

    found = endings(oracle)

    assert {ending[-2] for ending in found} == {"1", "2"}
    assert len({ending[1] for ending in found}) > 1


def test_an_entity_that_never_ends_shows_nothing() -> None:
    oracle = oracle_of(
        "c = 1", "root: Unit", outputs=("c: int",), entities={"Unit": ("unit: Unit",)}
    )

    assert endings(oracle) == set()


def test_every_alteration_of_the_price_quote_is_told_apart() -> None:
    """A sign, a constant or a comparison that is another changes the end of some request."""
    oracle = Oracle(document(), program())
    others = list(altered(oracle.evaluator))
    assert len(others) >= 15
    assert {position for position, _ in others} <= set(range(len(oracle.program.steps)))
    cases = chosen_cases(oracle)
    for _, other in others:
        assert any(oracle.told(case.request, other).outcome != case.outcome for case in cases)


LARGE = """# Fence
## Input
| field | type | constraints |
| --- | --- | --- |
| width | decimal | > 0, <= 20 |
| height | decimal | > 0, <= 20 |
| gates | int | >= 0, default 0 |
## Rules
- `total = width * height * 9 + gates`
- `if total > 1500: total = total - 100`
- `reject when gates > width: "too many"`
## Output
| field | type |
| --- | --- |
| total | decimal |
"""


def test_what_only_large_values_decide_is_seen_at_work() -> None:
    found = read_prd(LARGE).document
    rules = check_document(found).program
    assert rules is not None
    cases = chosen_cases(Oracle(found, rules))
    answers = [one.outcome.values for one in cases if isinstance(one.outcome, Answered)]
    assert any(one["total"] > Decimal(1500) for one in answers)
