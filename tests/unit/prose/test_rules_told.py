"""Rules told in sentences of many domains answer as the same rules written down.

A file of `rules_told` has one data model: entities, `>` the input, `<` the output. Below it stand
sentences, each with those (`+`) that it builds on and the rules (`=>`) that it comes to; `=> -` is
for sentences that say too little, and stay unbound.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from omninode_bridge.diagnostics import Place
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.document import Document, Entity, RuleText
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.requirements.types import EntityRef, EnumOf, ListOf, Optional, ValueType
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.evaluation.evaluate import evaluate
from omninode_bridge.rules.evaluation.outcomes import Answered, Outcome, Value
from omninode_bridge.rules.program import Program, Scope

FILES = sorted((Path(__file__).parent / "rules_told").glob("*.txt"))
REQUESTS = 60
VALUES: Mapping[str, Sequence[Value]] = {
    "bool": (True, False),
    "int": (-1, 0, 1, 2, 3, 4, 5, 6, 10, 12, 13, 14, 18, 20, 24, 49, 50, 51, 64, 65, 75, 90, 1000),
    "decimal": tuple(Decimal(one) / 10 for one in (-10, 0, 5, 10, 23, 50, 240, 241, 500, 3001)),
    "money": tuple(Decimal(one) / 100 for one in (0, 999, 5001, 99999, 100001, 2000000)),
    "date": tuple(date(2025, 1, 1) + timedelta(days=one) for one in (0, 1, 5, 364, 365, -10)),
    "string": ("", "a", "a@b", "A  b ", " x", "+49 12-3", "0123/4", "de", " a@b.C ", "y" * 51),
}


@dataclass(slots=True)
class Case:
    model: str
    sentence: str
    before: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)

    @property
    def document(self) -> Document:
        asked = "\n".join(f"- {one}" for one in (*self.before, self.sentence))
        text = f"---\ntype: compute\n---\n# Thing\n{self.model}\n## Requirements\n{asked}\n"
        return read_prd(text).document


def cases() -> Iterator[Case]:
    for path in FILES:
        yield from _cases_of(path.read_text(encoding="utf-8"))


def _cases_of(text: str) -> Iterator[Case]:
    head, *blocks = text.strip().split("\n\n")
    model = "\n".join(_model_line(line) for line in head.splitlines())
    for block in blocks:
        sentence, *rest = block.splitlines()
        case = Case(model, sentence)
        for line in rest:
            sign, _, said = line.partition(" ")
            (case.before if sign == "+" else case.rules).append(said)
        yield case


def _model_line(line: str) -> str:
    if line.startswith("# "):
        return f"## Data model\n### {line.removeprefix('# ')}"
    if line[0] not in "<>":
        return line
    title = "Input" if line[0] == ">" else "Output"
    return f"\n## {title}\n" + "\n".join(f"- {one}" for one in line[2:].split("; "))


def _is_bound(found: Understood, case: Case) -> bool:
    asked = next(one for one in found.document.requirements if case.sentence.startswith(one.text))
    return asked.id in {one.requirement_id for one in found.provenance}


def _program(document: Document, rules: Sequence[str]) -> Program:
    texts = tuple(RuleText(rule, Place(line)) for line, rule in enumerate(rules, 1))
    given = {one.name for one in document.inputs or ()}
    given |= {word for rule in rules for word in re.findall(r"(?:^|: |in )(\w+)(?= = |:)", rule)}
    outputs = tuple(one for one in document.outputs or () if one.name in given)
    entities = {one.name: one for one in document.entities}
    checked = check_program(texts, Scope(entities, document.inputs or (), outputs))
    assert checked.program is not None, (rules, checked.diagnostics)
    return checked.program


def _value(type_: ValueType, entities: Mapping[str, Entity], choose: random.Random) -> Value:
    match type_:
        case Optional(of):
            return choose.choice([None, _value(of, entities, choose)])
        case ListOf(item):
            return [_value(item, entities, choose) for _ in range(choose.choice([0, 1, 2, 3, 21]))]
        case EntityRef(name):
            return {one.name: _value(one.type, entities, choose) for one in entities[name].fields}
        case EnumOf(members):
            return choose.choice(members)
        case _:
            return choose.choice(VALUES[str(type_)])


def _shown(outcome: Outcome) -> Value:
    """Without the words of warnings, which a rule written down may choose."""
    if isinstance(outcome, Answered):
        return dict(outcome.values), len(outcome.warnings)
    return type(outcome)


def test_there_are_sentences() -> None:
    assert len(list(cases())) > 100


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.sentence)
def test_a_sentence_answers_as_its_rules(case: Case) -> None:
    document = case.document
    found = understand(document, NodeType.COMPUTE)
    if case.rules == ["-"]:
        assert not _is_bound(found, case)
        return
    told = _program(found.document, [one.text for one in found.document.rules])
    written = _program(document, case.rules)
    entities = {one.name: one for one in document.entities}
    choose = random.Random(7)
    for _ in range(REQUESTS):
        request = {one.name: _value(one.type, entities, choose) for one in document.inputs or ()}
        assert _shown(evaluate(told, request)) == _shown(evaluate(written, request)), request
