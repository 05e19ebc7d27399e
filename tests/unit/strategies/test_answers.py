"""What of a language model's answer goes on: sound rules, and nothing else."""

import json

import pytest

from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.strategies.answers import LONGEST_ANSWER, MOST_RULES, Accepted, accept

PRD = """# Order
## Input
| field | type |
| --- | --- |
| price | money |
| quantity | int |

## Requirements
- R1: Multiply the price by the quantity, or so.
- R2: Say something nice.
"""


def document() -> Document:
    return read_prd(PRD).document


def accepted(text: str) -> Accepted:
    return accept(document(), document().requirements, text)


def answer(*rules: object) -> str:
    return json.dumps({"rules": list(rules)})


def rule(statement: str, requirement: str = "R1") -> dict[str, str]:
    return {"requirement": requirement, "rule": statement}


def test_a_sound_rule_becomes_a_rule_of_its_requirement() -> None:
    found = accepted(answer(rule("total = price * quantity")))
    [taken] = found.document.rules
    assert (taken.requirement_id, taken.text) == ("R1", "total = price * quantity")
    assert found.refused == ()
    assert [each.pattern for each in found.document.requirements] == [
        "rules that a language model proposed",
        "",
    ]


def test_a_faulty_rule_is_left_out_and_the_sound_ones_stay() -> None:
    found = accepted(
        answer(
            rule("total = price * nothing"), rule("total = price * quantity"), rule("x = (", "R2")
        )
    )
    assert [one.text for one in found.rules] == ["total = price * quantity"]
    assert len(found.refused) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Sure! Here are your rules: total = price * quantity",
        "",
        "null",
        "[]",
        '{"rules": 3}',
        '{"rules": [',
        "[" * 10_000,
        "```json\n" + answer(rule("total = price * quantity")) + "\n```",
        answer(*[rule("total = price * quantity")] * (MOST_RULES + 1)),
        answer(rule("total = price * quantity")) + " " * LONGEST_ANSWER,
        answer("total = price * quantity", 7, None, {"rule": ["a"]}),
        answer(rule("import os")),
        answer(rule("total = __import__('os').system('id')")),
        answer(rule("total = open('/etc/passwd')")),
        answer(rule("total = price.__class__")),
        answer(rule("total = price * quantity\nimport os")),
        answer(rule("total = price` \n## Operations\n- x: `y")),
        answer(rule("total = exec('1')")),
        answer(rule("total = lambda: 1")),
        answer(rule("total = price * 'a'")),
        answer(rule("total = price * quantity", "R9")),
        answer(rule("total = price" + " + price" * 1000)),
        answer(rule("total = " + "(" * 100 + "price" + ")" * 100)),
    ],
)
def test_everything_else_changes_nothing(text: str) -> None:
    found = accepted(text)
    assert found.document == document()
    assert found.rules == ()
    assert found.refused
