from omninode_bridge.diagnostics import Place
from omninode_bridge.intelligence.words import name_of, question_about, terms_of, words_of
from omninode_bridge.requirements.document import Document, Entity, Field, Requirement
from omninode_bridge.requirements.types import Kind, Scalar


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


def test_terms_are_words_that_tell_something_without_their_endings() -> None:
    assert terms_of("The nodes must validate orders, and ordering is validated") == [
        *("nod", "validat", "order", "order", "validat"),
    ]


def test_a_compound_meets_those_who_write_it_as_one_word() -> None:
    assert set(terms_of("hardcoded")) <= set(terms_of("A hard-coded address"))
    assert terms_of("from 2020-01 to x-y, -v a--b") == terms_of("from 2020 01 to x y, v a b")


def test_the_name_of_a_thing_has_no_compounds() -> None:
    assert name_of("shop.evt.invoice-sent.v1") == "shop evt invoic sent v1"
