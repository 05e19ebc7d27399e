"""A requirement is bound to what realises it, and to nothing that only sounds alike."""

from dataclasses import replace
from decimal import Decimal

import pytest

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.compute import check_document
from omninode_bridge.generation.constraint_binding import promise_of
from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.package import Binding, BindingState
from omninode_bridge.generation.reads import Followers
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import Bound, Constraints, Document, Requirement
from omninode_bridge.requirements.reading import read_prd
from tests.unit.generation.quote import document, field, program

PRD = """# Price quote

## Data model
### Line
| field | type | constraints |
| --- | --- | --- |
| quantity | int | > 0 |
| unit_price | money | >= 0 |

## Input
| field | type | constraints |
| --- | --- | --- |
| lines | list[Line] | |
| coupon | string? | length 3..8 |

## Requirements
- {requirement}

## Rules
- `subtotal = sum(line.quantity * line.unit_price for line in lines)`
- `discount = subtotal * 5% if subtotal > 1000 else 0`
- `reject when len(lines) == 0: "an order needs at least one line"`

## Output
| field | type |
| --- | --- |
| subtotal | money |
| discount | money |
"""


def bound(requirement: str) -> Binding | None:
    """The binding, or None where the whole document ends as a shell."""
    found = read_prd(PRD.format(requirement=f"R1: {requirement}")).document
    package = generate_package(found, node_type=NodeType.COMPUTE).package
    return None if package is None else package.bindings[0]


@pytest.mark.parametrize(
    ("requirement", "line"),
    [
        ("Compute the subtotal of the lines.", 20),
        ("The discount is 5 % of a subtotal above 1,000.", 21),
        ("Calculate the discount.", 21),
        ("An order needs at least one line.", 22),
    ],
)
def test_a_requirement_finds_the_rule_that_says_the_same(requirement: str, line: int) -> None:
    found = bound(requirement)
    assert found is not None
    assert (found.state, found.how.split(" (")[0]) == (BindingState.BOUND, f"rule, line {line}")


@pytest.mark.parametrize(
    "requirement",
    [
        pytest.param("Mail the discount.", id="a verb that the rule does not have"),
        pytest.param("The discount is 7 % of the subtotal.", id="another number"),
        pytest.param("The discount is 5 % of a subtotal below 1000.", id="the other way round"),
        pytest.param("Compute the tax.", id="a name that nothing assigns"),
        pytest.param("Do not compute the discount.", id="a negation"),
        pytest.param("Reject an order without a customer.", id="another rejection"),
        pytest.param("Reject an order that has at least one line.", id="the opposite rejection"),
        pytest.param("Compute.", id="nothing named"),
    ],
)
def test_a_requirement_that_only_sounds_alike_stays_unbound(requirement: str) -> None:
    assert bound(requirement) is None


def test_a_rule_with_an_id_belongs_to_that_requirement_alone() -> None:
    text = PRD.format(requirement="R1: Compute the discount.\n- R2: Everything else.")
    text = text.replace("`discount =", "R2: `discount =")
    package = generate_package(read_prd(text).document, node_type=NodeType.COMPUTE).package
    assert package is not None
    states = [binding.state for binding in package.bindings]
    assert states == [BindingState.UNBOUND, BindingState.BOUND]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The quantity must be greater than 0.", "quantity"),
        ("The quantity of a line must be positive.", "quantity"),
        ("The unit price must not be negative.", "unit_price"),
        ("The `unit_price` must be at least 0", "unit_price"),
        ("The tax rate must be between 0 and 1.", "tax_rate"),
        ("The quantity is required.", None),
        ("The quantity must be given.", "quantity"),
        pytest.param("The tax rate must be given.", None, id="it has a default"),
        pytest.param("The quantity must be at least 0.", None, id="zero itself is refused"),
        pytest.param("The quantity must be at most 0.", None, id="the other side"),
        pytest.param("The tax rate must be between 0 and 2.", None, id="another bound"),
        pytest.param("The quantity of a customer must be positive.", None, id="another owner"),
        pytest.param("The quantity must be greater than 0 and mailed.", None, id="and more"),
        pytest.param("The colour must be given.", None, id="no such field"),
    ],
)
def test_a_constraint_is_bound_only_when_it_is_the_whole_sentence(
    sentence: str, name: str | None
) -> None:
    promise = promise_of(document(), Requirement("R1", sentence, Place(1)))
    assert (promise.field.name if promise else None) == name


@pytest.mark.parametrize(
    ("sentence", "is_bound"),
    [
        ("The volume must be between 2 and 20 ml.", True),
        ("The volume must lie between 2 and 20.5 ml.", False),
        ("The volume must lie between 2 and 20 ml", True),
        ("The volume_ml must lie between 2 and 20.", True),
        ("The volume must be between 2 and 20 l.", False),
        ("The volume must be between 2 and 20.", False),
        ("The volume must be between 2 and 20 ml at night.", False),
    ],
)
def test_a_unit_is_the_end_of_the_name(sentence: str, *, is_bound: bool) -> None:
    volume = replace(
        field("volume_ml", program().items["lines"].answer[1].type),
        constraints=Constraints(minimum=Bound(Decimal(2)), maximum=Bound(Decimal(20))),
    )
    known = replace(document(), inputs=(volume,))
    promise = promise_of(known, Requirement("R1", sentence, Place(1)))
    assert (promise is not None) == is_bound


def test_a_sentence_about_two_fields_of_one_name_is_bound_to_neither() -> None:
    twice = field("quantity", program().items["lines"].answer[1].type)
    positive = replace(twice, constraints=Constraints(minimum=Bound(Decimal(0), inclusive=False)))
    known: Document = document()
    both = replace(known, inputs=(*(known.inputs or ()), positive))
    sentence = Requirement("R1", "The quantity must be positive.", Place(1))
    assert promise_of(both, sentence) is None


def test_a_bound_constraint_has_a_test_of_its_own() -> None:
    found = bound("The quantity must be greater than 0.")
    assert found is not None
    assert found.how == "constraint of `quantity` of Line, line 7"
    assert found.tests[0].endswith("test_requirements.py::test_r1")


def test_what_depends_on_a_name_follows_the_rules() -> None:
    text = PRD.format(requirement="R1: Compute the subtotal.")
    checked = check_document(read_prd(text).document)
    assert checked.program is not None
    assert Followers(checked.program).of("subtotal") == {"subtotal", "discount"}
    assert Followers(checked.program).of("discount") == {"discount"}


def bindings_of(requirements: str, rules: str = "", examples: str = "") -> dict[str, Binding]:
    text = PRD.format(requirement=requirements).replace("## Output", f"{rules}\n## Output")
    package = generate_package(read_prd(text + examples).document, node_type=NodeType.COMPUTE)
    assert package.package is not None, package.diagnostics
    return {found.requirement_id: found for found in package.package.bindings}


def test_how_it_is_bound_lists_every_line() -> None:
    rules = '- R1: `a = subtotal`\n- R1: `b = a`\n- R1: `warn when b > 5: "b"`\n'
    found = bindings_of("R1: Everything.\n- R2: The answer comes within 5 ms.", rules)
    assert found["R1"].how == "rules, lines 25, 26 and 27"
    assert found["R2"].state is BindingState.QUALITY_ATTRIBUTE
    assert "running system" in found["R2"].reason


def test_an_example_alone_realises_a_requirement() -> None:
    examples = """
## Examples
| requirement | lines | subtotal | discount |
| --- | --- | --- | --- |
| R1 | `[{"quantity": 1, "unit_price": 2}]` | 2.00 | 0.00 |
"""
    found = bindings_of("R1: One of them is enough.", examples=examples)["R1"]
    assert (found.state, found.how) == (BindingState.BOUND, "example, line 34")
    assert found.tests
