"""Sentences beside the rules of an author: what none of these does is done behind them."""

from decimal import Decimal

import pytest

from omninode_bridge.generation.cases.oracle import Oracle
from omninode_bridge.generation.compute import check_document
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.document import JsonValue
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.rules.evaluation.outcomes import Answered, Rejected
from omninode_bridge.stages.check import check_text

PRD = """# Ferry ticket

## Data model
### Traveller
| field | type | constraints |
| --- | --- | --- |
| age | int | >= 0 |
| seat | enum(deck, cabin) | default deck |

## Input
| field | type | constraints |
| --- | --- | --- |
| travellers | list[Traveller] | |
| voucher | money | >= 0, default 0 |
| bags | int | >= 0, <= 9, default 0 |
{inputs}
## Requirements
- F1: The fare price is 12.00 for each traveller, and 5.00 for each bag.
{requirements}

## Rules
- F1: `fare_amount = 12 * len(travellers) + 5 * bags`
- `balance_due = fare_amount - voucher`
{rules}

## Output
| field | type |
| --- | --- |
| fare_amount | money |
| balance_due | money |
{outputs}
{rest}
"""


def understood(
    *requirements: str,
    rules: tuple[str, ...] = (),
    outputs: str = "",
    rest: str = "",
    inputs: str = "",
) -> Understood:
    text = PRD.format(
        requirements="\n".join(f"- {one}" for one in requirements),
        rules="\n".join(f"- `{one}`" for one in rules),
        outputs=outputs,
        rest=rest,
        inputs=inputs,
    )
    return understand(read_prd(text).document, NodeType.COMPUTE)


def added(found: Understood) -> list[str]:
    return [one.text for one in found.document.rules if one.is_told]


def asked(found: Understood, **request: JsonValue) -> object:
    program = check_document(found.document).program
    assert program is not None
    return Oracle(found.document, program).told(dict(request)).outcome


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("A booking without travellers is refused.", "reject when len(travellers) = 0"),
        ("The balance due is never below 0.", "if balance_due < 0: balance_due = 0"),
        ("The fare amount is capped at 500 euros.", "if fare_amount > 500: fare_amount = 500"),
        (
            "Nobody under 3 sleeps in the cabin.",
            'reject when any(traveller.age < 3 and traveller.seat = "cabin"',
        ),
        (
            "Nobody under 3 may travel in a cabin seat.",
            'reject when any(traveller.age < 3 and traveller.seat = "cabin"',
        ),
        ("If there are more than 5 bags, the clerk is warned.", "warn when bags > 5"),
        ("Warn when there are more than 5 bags.", "warn when bags > 5"),
        (
            'If the voucher is above the fare price, the ticket is rejected with "too much".',
            'reject when voucher > fare_amount: "too much"',
        ),
    ],
)
def test_a_sentence_that_no_rule_realises_is_read(sentence: str, rule: str) -> None:
    found = added(understood(f"F2: {sentence}"))
    assert len(found) == 1
    assert found[0].startswith(rule)


def test_a_declared_output_that_no_rule_defines_is_defined_by_its_sentence() -> None:
    found = understood("F2: The tax is 7 % of the fare amount.", outputs="| tax | money |\n")
    assert added(found) == ["tax = fare_amount * 7%"]
    assert isinstance(asked(found, travellers=[{"age": 9}]), Answered)


def test_a_limit_holds_behind_the_rules_of_the_author() -> None:
    found = understood("F2: The balance due is never below 0.")
    outcome = asked(found, travellers=[{"age": 9}], voucher=20)
    assert isinstance(outcome, Answered)
    assert outcome.values["balance_due"] == Decimal(0)


def test_what_the_author_refuses_is_refused_first_even_where_it_is_worked_out() -> None:
    rules = ("people = len(travellers)", 'reject when people == 0: "nobody"')
    found = understood("F2: A booking without travellers is refused.", rules=rules)
    assert asked(found, travellers=[]) == Rejected("nobody")


@pytest.mark.parametrize(
    ("sentence", "rules", "outputs"),
    [
        # It defines what a rule defines.
        ("The fare amount is 10 euros for each traveller.", (), ""),
        ("The balance due is reduced by 10 %.", (), ""),
        # A warning, an answer or a value of the author's may be what is meant.
        ("Warn when there are more than 5 bags.", ('warn when bags > 4: "many"',), ""),
        ("A ticket with more than 5 bags is refused.", ("fits = bags <= 5",), "| fits | bool |"),
        (
            "A ticket with more than 5 bags is refused.",
            ('note = "too many bags" if bags > 5 else "fine"',),
            "| note | string |",
        ),
        ("The fare amount is never above 90.", ('reject when fare_amount > 90: "dear"',), ""),
        (
            "The fare amount is never above 90.",
            ("paid = min(fare_amount, 90)",),
            "| paid | money |",
        ),
        # Nothing depends on it, or the document does not know of it.
        ("The tip is 10 % of the fare amount.", (), ""),
        ("If the sea is rough, the ticket is refused.", (), ""),
        ("The ferry is painted white.", (), ""),
    ],
)
def test_what_rules_may_do_already_or_otherwise_is_left(
    sentence: str, rules: tuple[str, ...], outputs: str
) -> None:
    found = understood(f"F2: {sentence}", rules=rules, outputs=outputs)
    assert added(found) == []
    assert found.provenance == ()


def test_a_sentence_against_an_example_is_left_and_the_others_are_read() -> None:
    examples = "## Examples\n| travellers | balance_due |\n| --- | --- |\n| `[]` | 0 |\n"
    found = understood(
        "F2: A booking without travellers is refused.",
        "F3: The balance due is never below 0.",
        rest=examples,
    )
    assert added(found) == ["if balance_due < 0: balance_due = 0"]
    assert [one.code for one in found.diagnostics] == ["PRD811"]


def test_what_an_id_an_example_or_a_constraint_binds_is_not_read() -> None:
    found = understood("F2: A number of bags outside 0 to 9 is refused.")
    assert found.provenance == ()
    text = PRD.format(
        requirements="- F2: A number of bags outside 0 to 9 is refused.",
        rules="",
        outputs="",
        rest="",
        inputs="",
    )
    assert "PRD410" not in {one.code for one in check_text(text)}


def test_the_requirement_is_bound_by_the_pattern() -> None:
    found = understood("F2: The balance due is never below 0.")
    assert [one.shown for one in found.provenance] == [
        "pattern state_change: rules = if balance_due < 0: balance_due = 0"
    ]
    bound = next(one for one in found.document.requirements if one.id == "F2")
    assert bound.pattern.startswith("pattern state_change")


def test_rules_may_read_what_only_a_sentence_defines() -> None:
    found = understood(
        "F2: The tax is 7 % of the fare amount.",
        rules=("gross = balance_due + tax",),
        outputs="| tax | money |\n| gross | money |\n",
    )
    assert added(found) == ["tax = fare_amount * 7%"]
    outcome = asked(found, travellers=[{"age": 9}])
    assert isinstance(outcome, Answered)
    assert outcome.values["gross"] == Decimal("12.84")
