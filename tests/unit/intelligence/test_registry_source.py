from uuid import uuid4

from omninode_bridge.diagnostics import Place
from omninode_bridge.intelligence.evidence import Question
from omninode_bridge.intelligence.words import question_about, words_of
from omninode_bridge.requirements.document import Document, Entity, Field, Requirement
from omninode_bridge.requirements.types import Kind, Scalar
from resources.intelligence.registry_source import RegistrySource
from tests.fakes.registry import FakeRegistry
from tests.state.records import a_version

QUOTE = "# Price quote\nComputes line amounts, volume discount and tax of an order."
SHIP = "# Shipping label\nPrints the address of a parcel on a label."


def a_registry() -> FakeRegistry:
    registry = FakeRegistry()
    for name, prd in (("order_price", QUOTE), ("shipping_label", SHIP)):
        registry.register(
            a_version(
                name=name,
                prd=prd,
                description=prd,
                requirements=(),
                digest=name,
                correlation_id=uuid4(),
            )
        )
    return registry


def test_the_similar_node_comes_first_and_names_its_source() -> None:
    question = Question("invoice", "Compute the discount and the tax of an order's lines.")
    found = RegistrySource(a_registry()).similar(question)
    assert [(node.name, node.source) for node in found] == [("order_price", "registry")]
    assert 0.1 <= found[0].similarity <= 1


def test_the_same_text_is_the_best_possible_match() -> None:
    question = Question("other", f"order_price\n{QUOTE}\n{QUOTE}")
    [first, *_] = RegistrySource(a_registry()).similar(question)
    assert first.similarity > 0.9


def test_earlier_versions_of_the_node_are_no_evidence_for_it() -> None:
    assert RegistrySource(a_registry()).similar(Question("order_price", QUOTE)) == []


def test_an_empty_registry_knows_nothing() -> None:
    assert RegistrySource(FakeRegistry()).similar(Question("order_price", QUOTE)) == []


def test_a_question_without_words_matches_nothing() -> None:
    assert RegistrySource(a_registry()).similar(Question("x", "1 2 3 the a")) == []


def test_names_fall_apart_into_words() -> None:
    assert words_of("LineTotal of line_total, unit-price") == [
        "line", "total", "of", "line", "total", "unit", "price",
    ]  # fmt: skip


def test_a_question_says_names_models_and_requirements() -> None:
    amount = Field("unit_price", Scalar(Kind.MONEY), Place(3))
    document = Document(
        name="price_quote",
        description="Quotes.",
        requirements=(Requirement("R1", "Sum it.", Place(9)),),
        entities=(Entity("OrderLine", (amount,), Place(2)),),
    )
    question = question_about(document)
    assert question.name == "price_quote"
    assert {"price_quote", "Quotes.", "Sum it.", "OrderLine", "unit_price"} <= set(
        question.text.splitlines()
    )
