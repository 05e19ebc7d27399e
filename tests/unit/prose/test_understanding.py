"""A document's prose becomes the structures that tables give, and nothing is added silently."""

import keyword
from dataclasses import replace

import pytest

from omninode_bridge.diagnostics import Severity
from omninode_bridge.intelligence.evidence import SimilarNode
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose import codes
from omninode_bridge.prose.catalogue import pattern_named
from omninode_bridge.prose.choices import Choice, Chosen
from omninode_bridge.prose.filling import Known, fill
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.type_of_prose import with_prose
from omninode_bridge.prose.understanding import Understood, understand
from omninode_bridge.requirements.detection.detect import Basis, detect_type
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.stages.check import check_text

EFFECT = NodeType.EFFECT


def understood(text: str, kind: NodeType = EFFECT) -> Understood:
    return understand(read_prd(text).document, kind)


def prose(*requirements: str, more: str = "") -> str:
    listed = "\n".join(f"- R{number}: {text}" for number, text in enumerate(requirements, 1))
    return f"# Customer book\n{more}\n## Requirements\n{listed}\n"


def codes_of(found: Understood) -> list[str]:
    return [one.code for one in found.diagnostics]


def test_sentences_about_one_thing_make_one_entity() -> None:
    found = understood(prose("Create customers with name and email", "Find a customer by id"))

    [entity] = found.document.entities
    assert entity.name == "Customer"
    assert [field.name for field in entity.fields] == ["id", "name", "email"]
    assert [(one.name, one.requirement_ids) for one in found.document.operations] == [
        ("create_customer", ("R1",)),
        ("find_customer", ("R2",)),
    ]


def test_each_requirement_tells_its_pattern_and_what_is_a_default() -> None:
    found = understood(prose("Create customers", "Wonder about life"))

    first, second = found.document.requirements
    assert first.pattern == ("pattern create_entity: entity = customer, fields = name (default)")
    assert second.pattern == ""
    [note] = found.diagnostics
    assert (note.code, note.severity) == ("PRD801", Severity.NOTE)
    assert note.fix == "Which fields has a customer?"
    assert note.place == first.place


def test_the_data_model_comes_before_the_default() -> None:
    model = "## Data model\n### Customer\n| field | type |\n| --- | --- |\n| vip | bool |\n"
    found = understood(prose("Create customers", more=model))

    assert found.document.requirements[0].pattern == "told: create_customer: create Customer"
    [entity] = found.document.entities
    assert [str(field.type) for field in entity.fields if field.name == "vip"] == ["bool"]


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        (NodeType.COMPUTE, "## Rules\n- `total = 1`\n"),
        (
            NodeType.EFFECT,
            "## Operations\n### add_row\n- kind: create\n- input: name: string\n",
        ),
        (NodeType.ORCHESTRATOR, "## Workflow\n1. reserve\n2. ship\n"),
        (
            NodeType.REDUCER,
            "## States\n| from | event | to |\n| --- | --- | --- |\n| a | go | b |\n",
        ),
    ],
)
def test_a_document_with_structure_of_its_type_is_left_alone(kind: NodeType, section: str) -> None:
    document = read_prd(prose("Create customers with name", more=section)).document
    assert understand(document, kind) == Understood(document)


@pytest.mark.parametrize(
    "text",
    [
        "Create customers with name if the clerk agrees",
        "Customers must not be created",
        "Add unit tests for customers",
        "Create customers later, in a future version",
    ],
)
def test_a_sentence_that_says_more_than_the_pattern_is_not_taken(text: str) -> None:
    found = understood(prose(text))
    assert found.provenance == ()
    assert found.document.operations == ()


def test_a_sentence_of_which_only_a_part_fits_is_not_taken() -> None:
    found = understood(prose("Create a customer and ponder the meaning of the name"))
    assert found.provenance == ()


def test_several_verbs_of_one_sentence_are_all_realised() -> None:
    found = understood(prose("Create customers with name and email", "Create and delete customers"))
    realised = {one.requirement_id: one.pattern for one in found.provenance}
    assert realised["R2"] == "delete_entity"
    names = {one.name for one in found.document.operations}
    assert {"create_customer", "delete_customer"} <= names


def test_the_same_operation_from_two_sentences_belongs_to_both() -> None:
    found = understood(prose("Create customers with name", "Add a customer with name"))
    [operation] = found.document.operations
    assert operation.requirement_ids == ("R1", "R2")


def test_check_tells_of_defaults_with_the_place_of_the_sentence() -> None:
    text = "---\ntype: effect\n---\n" + prose("Create customers")
    found = [one for one in check_text(text) if one.code == "PRD801"]
    assert [one.place.line for one in found] == [7]
    assert [one.severity for one in check_text(text) if one.severity is Severity.ERROR] == []


def test_what_similar_nodes_chose_comes_before_the_default() -> None:
    how = "pattern create_entity: entity = customer, fields = email, phone; operation a"
    other = "pattern create_entity: entity = supplier, fields = iban"
    similar = [
        SimilarNode("shops", EFFECT, "1.0.0", 0.9, "", "registry", (other, how)),
        SimilarNode("more", EFFECT, "1.0.0", 0.5, "", "registry", (how.replace("phone", "age"),)),
    ]
    found = understand(read_prd(prose("Create customers")).document, EFFECT, similar)

    assert found.document.requirements[0].pattern == (
        "pattern create_entity: entity = customer, fields = email, phone (similar nodes)"
    )
    [note] = [one for one in found.diagnostics if one.code == codes.CHOICE_USED.code]
    assert note.message.endswith("fields = email, phone, as it is in the similar node shops")
    assert "customer" in (note.fix or "")


def test_what_must_be_said_is_guessed_from_no_similar_node() -> None:
    pattern = pattern_named("step_timeout")
    similar = {Choice("step_timeout", "charge_customer", "limit"): Chosen(("10s",), "orders")}
    known = Known(steps=("charge_customer",), similar=similar)
    said = parse_sentence("Abort the charge after 1 minute")
    assert fill(pattern, said, said.clauses[0], known) is not None
    open_ended = parse_sentence("Abort the charge")
    assert fill(pattern, open_ended, open_ended.clauses[0], known) is None


def test_a_default_of_a_similar_node_is_no_choice() -> None:
    how = "pattern create_entity: entity = customer, fields = age (default)"
    similar = [SimilarNode("shops", EFFECT, "1.0.0", 0.9, "", "registry", (how,))]
    found = understand(read_prd(prose("Create customers")).document, EFFECT, similar)
    assert "fields = name (default)" in found.document.requirements[0].pattern


def test_the_patterns_decide_the_type_where_words_alone_would() -> None:
    text = prose(
        "Users can add a recipe with title and servings.",
        "Users can find a recipe by title.",
        "Users can delete a recipe.",
    )
    document = read_prd(text).document
    words = detect_type(document)
    assert words.basis is Basis.WORDS
    found = with_prose(document, replace(words, node_type=NodeType.COMPUTE))

    assert found.node_type is EFFECT
    assert "PRD807" in [one.code for one in found.diagnostics]
    stated = replace(words, node_type=NodeType.COMPUTE, basis=Basis.STATED)
    assert with_prose(document, stated) is stated


def test_a_field_that_one_is_found_by_becomes_unique_and_that_is_said() -> None:
    model = "## Data model\n### Customer\n| field | type |\n| --- | --- |\n| email | email |\n"
    found = understood(prose("Find a customer by email", more=model))
    [field] = [one for one in found.document.entities[0].fields if one.name == "email"]
    assert field.constraints.unique
    assert codes_of(found) == ["PRD806"]


def test_what_one_sentence_says_in_two_clauses_is_one_operation() -> None:
    found = understood(prose("Orders can be filtered by status and sorted by date"))
    [operation] = found.document.operations
    assert (operation.name, operation.requirement_ids) == ("list_orders", ("R1",))
    assert "filters = status" in found.document.requirements[0].pattern


HOSTILE = (
    "Create {{ 7*7 }} with {% for x in y %}",
    "Create classes with class, import and __init__",
    "Create ../../x with ../../etc/passwd",
    "Find a class by lambda",
    'Create """ with \\n and """',
    "Create customers with id, ID and created_at",
    "Create \u202ecustomers\u202c with \u6f22\u5b57",
    "Create customers with " + "a" * 900,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_sentence_holds_only_identifiers_come_out_of_it(text: str) -> None:
    document = understood(prose(text)).document
    names = [one.name for one in document.operations]
    assert not any(keyword.iskeyword(name) for name in names)
    names += [field.name for entity in document.entities for field in entity.fields]
    assert all(name.isidentifier() for name in names)
    assert all(len(name) <= 80 for name in names)


@pytest.mark.parametrize(
    ("sentence", "keys"),
    [
        ("Sort wines by vintage, newest first", "vintage"),
        ("Sort wines by vintage, most expensive first", "vintage"),
        ("Sort wines by vintage descending", "vintage"),
        ("Sort wines by vintage and by price, latest first", "vintage, price"),
    ],
)
def test_a_direction_is_no_field(sentence: str, keys: str) -> None:
    found = understood(prose(sentence), NodeType.COMPUTE)
    [requirement] = found.document.requirements
    assert f"keys = {keys}, direction" in requirement.pattern


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("Create users with first name, last name and email", "first_name, last_name, email"),
        ("Create orders with the total amount and a valid note", "total_amount, note"),
        ("Create recipes with a name and servings", "name, servings"),
    ],
)
def test_what_tells_a_field_from_another_is_part_of_its_name(sentence: str, fields: str) -> None:
    [requirement] = understood(prose(sentence)).document.requirements
    assert requirement.pattern.endswith(f"fields = {fields}")
