"""What becomes a specification, and what ends with which code."""

from dataclasses import replace
from decimal import Decimal

import pytest

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.codes import CODES
from omninode_bridge.generation.design import Design, design_node
from omninode_bridge.generation.generate import generate_package
from omninode_bridge.generation.package import BindingState
from omninode_bridge.generation.profile import Profile
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import (
    Bound,
    Constraints,
    Default,
    Document,
    Entity,
    Field,
    JsonValue,
    Rejection,
    Requirement,
    RequirementClass,
    RuleText,
)
from omninode_bridge.requirements.types import (
    EntityRef,
    EnumOf,
    Kind,
    ListOf,
    Optional,
    Scalar,
    ValueType,
)
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.program import Checked, Program, Scope
from tests.unit.generation.quote import (
    DECIMAL,
    EMPTY,
    INT,
    LINE,
    MONEY,
    OUTPUTS,
    RULE_TEXTS,
    STRING,
    checked,
    document,
    example,
    program,
    spec,
)


def designed(changed: Document, rules: Program | None = None) -> Design:
    return design_node(changed, Checked(rules or program(), ()), Profile())


def with_input(
    kind: ValueType, default: str = "", constraints: Constraints | None = None
) -> Design:
    added = Field(
        "extra",
        kind,
        Place(21),
        required=not default,
        default=Default(default) if default else None,
        constraints=constraints or Constraints(),
    )
    known = document()
    return designed(replace(known, inputs=(*(known.inputs or ()), added)))


@pytest.mark.parametrize("node_type", [kind for kind in NodeType if kind is not NodeType.COMPUTE])
def test_a_computation_is_not_approximated_by_a_node_of_another_type(node_type: NodeType) -> None:
    found = generate_package(document(), node_type=node_type)
    assert found.package is None
    assert found.failure is not None


def test_rules_with_errors_give_no_package_and_no_second_reason() -> None:
    found = design_node(document(), Checked(None, ()), Profile())
    assert (found.spec, found.failure) == (None, None)


def test_a_document_without_a_bound_functional_requirement_fails() -> None:
    unrelated = Requirement("R9", "Export the quote as a PDF.", Place(30))
    found = designed(replace(document(), requirements=(unrelated,)))
    assert found.failure is not None
    assert found.failure.code == "PRD402"


def test_a_quality_attribute_alone_does_not_make_a_node() -> None:
    quality = Requirement("R1", "Fast.", Place(30), classification=RequirementClass.QUALITY)
    rest = Requirement("R9", "Export the quote as a PDF.", Place(31))
    found = designed(replace(document(), requirements=(quality, rest)))
    assert found.failure is not None
    assert found.failure.code == "PRD402"


def test_a_document_without_rules_is_no_node() -> None:
    found = designed(document(), Program(steps=(), outputs=()))
    assert found.failure is not None
    assert found.failure.code == "PRD407"


@pytest.mark.parametrize(
    ("kind", "default", "constraints"),
    [
        (INT, "1.5", Constraints()),
        (INT, "many", Constraints()),
        (Scalar(Kind.BOOL), "perhaps", Constraints()),
        (EnumOf(("a", "b")), "c", Constraints()),
        (Scalar(Kind.DATE), "2024-02-30", Constraints()),
        (DECIMAL, "2", Constraints(maximum=Bound(Decimal(1)))),
        (MONEY, "0", Constraints(minimum=Bound(Decimal(0), inclusive=False))),
        (STRING, "abcd", Constraints(max_length=3)),
        (STRING, "d", Constraints(one_of=("a", "b"))),
    ],
)
def test_a_default_must_fit_its_field(
    kind: ValueType, default: str, constraints: Constraints
) -> None:
    found = with_input(kind, default, constraints)
    assert found.failure is not None
    assert (found.failure.code, found.failure.place) == ("PRD404", Place(21))


@pytest.mark.parametrize(
    ("kind", "constraints"),
    [
        (STRING, Constraints(pattern="(")),
        (STRING, Constraints(pattern="(?=a)a")),
        (INT, Constraints(pattern="[0-9]+")),
        (INT, Constraints(one_of=("1", "x"))),
        (INT, Constraints(one_of=("1.5",))),
        (STRING, Constraints(minimum=Bound(Decimal(2)))),
        (Scalar(Kind.BOOL), Constraints(maximum=Bound(Decimal(2)))),
        (Scalar(Kind.DATE), Constraints(minimum=Bound(Decimal(2), inclusive=False))),
    ],
)
def test_a_constraint_must_fit_its_field(kind: ValueType, constraints: Constraints) -> None:
    found = with_input(kind, constraints=constraints)
    assert found.failure is not None
    assert found.failure.code == "PRD405"


def test_entities_in_a_circle_are_refused_but_one_may_contain_itself() -> None:
    def entity(name: str, other: str) -> Entity:
        return Entity(name, (Field("others", ListOf(EntityRef(other)), Place(2)),), Place(2))

    known = document()
    circle = (*known.entities, entity("A", "B"), entity("B", "A"))
    found = designed(replace(known, entities=circle))
    assert found.failure is not None
    assert found.failure.code == "PRD406"
    itself = replace(known, entities=(*known.entities, entity("A", "A")))
    assert designed(itself).failure is None


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (EntityRef("A"), "PRD414"),
        (Optional(EntityRef("A")), None),
        (ListOf(EntityRef("A")), None),
    ],
)
def test_an_entity_that_needs_another_of_itself_has_no_value(
    kind: ValueType, code: str | None
) -> None:
    known = document()
    entity = Entity("A", (Field("other", kind, Place(3)),), Place(2))
    found = designed(replace(known, entities=(*known.entities, entity)))
    assert (found.failure.code if found.failure else None) == code


def test_an_unbound_requirement_is_listed_with_its_question() -> None:
    known = document()
    added = Requirement("R9", "Export the quote as a PDF.", Place(30))
    found = designed(replace(known, requirements=(*known.requirements, added)))
    assert found.spec is not None
    *bound, unbound = found.spec.bindings
    assert {binding.state for binding in bound} == {BindingState.BOUND}
    assert unbound.state is BindingState.UNBOUND
    assert unbound.reason
    assert "R9: name = expression" in unbound.question
    assert [note.code for note in found.diagnostics] == ["PRD410"]


def test_each_bound_requirement_names_its_rules_and_its_test() -> None:
    r1, r2, r3, r4 = spec().bindings
    assert [binding.how for binding in (r1, r2, r3, r4)] == [
        "rule, line 31",
        "rule, line 32",
        "rule, line 33",
        "rule, line 34",
    ]
    assert all("test_requirements.py::test_r" in binding.tests[0] for binding in (r1, r2, r3, r4))


def test_without_examples_the_rules_are_tested_by_made_up_requests() -> None:
    found = designed(replace(document(), examples=())).spec
    assert found is not None
    assert [len(binding.tests) for binding in found.bindings] == [1, 1, 1, 1]
    discounts = [made_up.expected for made_up in found.tests.requirements[1].made_up]
    assert len({str(expected) for expected in discounts}) > 1
    assert all(set(expected) <= {"discount"} for expected in discounts)
    assert found.sample_request is not None
    assert found.sample_request["lines"]


def test_what_no_answer_shows_has_no_test_and_says_so() -> None:
    known = document()
    unseen = RuleText("unseen = subtotal * 2", Place(31), "R9")
    stated = (*known.requirements, Requirement("R9", "Double it.", Place(30)))
    scope = Scope({"Line": LINE}, known.inputs or (), OUTPUTS)
    found = check_program((*RULE_TEXTS, unseen), scope).program
    spec_ = designed(replace(known, requirements=stated), found).spec
    assert spec_ is not None
    assert spec_.bindings[-1].tests == ()
    assert spec_.bindings[-1].how.endswith(
        "(no executable test: nothing depends on what it assigns)"
    )


def test_a_rule_on_which_nothing_depends_is_reported_where_it_stands() -> None:
    known = document()
    texts = ("unseen = subtotal * 2", "if unseen > 4: again = 1 else: again = unseen")
    added = [RuleText(text, Place(40 + at), None) for at, text in enumerate(texts)]
    for_each = RuleText("for each part in parts: part.double = part.quantity", Place(50), None)
    copied = RuleText("parts = sorted(lines by line.quantity)", Place(51), None)
    scope = Scope({"Line": LINE}, known.inputs or (), OUTPUTS)
    program_ = check_program((*RULE_TEXTS, *added, for_each, copied), scope).program
    found = designed(known, program_)
    assert found.spec is not None
    assert [(note.place.line, note.message.split("`")[1]) for note in found.diagnostics] == [
        (40, "unseen"),
        (41, "again"),
        (50, "parts.double"),
        (51, "parts"),
    ]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"total": Decimal("21.90")}, 'expects `total` = "21.90"; the rules give "21.89"'),
        ({"lines": [{"amount": 1}]}, 'expects `lines[0].amount` = "1.00"'),
        ({"lines": []}, "expects `lines` = []"),
        ({"sum": 1}, "expects `sum`, which the answer does not have"),
    ],
)
def test_an_example_that_the_rules_contradict_is_an_error_in_its_place(
    wrong: dict[str, JsonValue], words: str
) -> None:
    known = document()
    examples = (replace(known.examples[0], expected=wrong), known.examples[1])
    found = designed(replace(known, examples=examples))
    assert found.spec is None
    assert found.failure is not None
    assert (found.failure.code, found.failure.place) == ("PRD412", known.examples[0].place)
    assert words in found.failure.message


def test_a_rejection_and_an_answer_contradict_each_other() -> None:
    first, second = document().examples
    given = (
        replace(first, rejection=Rejection(EMPTY), expected={}),
        replace(second, rejection=None, expected={"total": 0}),
        replace(first, rejection=None, given={**first.given, "tax_rate": 2}),
    )
    found = designed(replace(document(), examples=given))
    messages = [note.message for note in found.diagnostics]
    assert messages == [
        f'The example expects the rejection "{EMPTY}"; the rules answer the request.',
        f'The example expects an answer; the rules reject the request: "{EMPTY}".',
        "The example expects an answer; a type or constraint of `tax_rate` refuses it.",
    ]


def test_a_rejection_that_no_rule_words_so_is_a_warning() -> None:
    known = document()
    odd = replace(example(3, {"lines": []}), rejection=Rejection("something else"))
    found = designed(replace(known, examples=(*known.examples, odd)))
    assert found.failure is None
    assert [note.code for note in found.diagnostics] == ["PRD411"]


def test_version_domain_and_licence_follow_the_requester_then_the_document() -> None:
    known = replace(document(), front=replace(document().front, domain="sales", version=(2, 1, 0)))
    found = designed(known).spec
    assert found is not None
    assert (found.domain, found.version) == ("sales", (2, 1, 0))
    asked = design_node(known, checked(), Profile(domain="billing", version=(3, 0, 0))).spec
    assert asked is not None
    assert (asked.domain, asked.version) == ("billing", (3, 0, 0))


def test_every_code_explains_itself() -> None:
    assert all(code.explanation and code.fix and code.title for code in CODES.values())
    assert all(name == code.code and name.startswith("PRD4") for name, code in CODES.items())


def test_rules_without_any_stated_requirement_are_a_node() -> None:
    assert designed(replace(document(), requirements=())).failure is None
