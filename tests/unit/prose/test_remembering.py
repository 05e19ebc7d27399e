"""A sentence that is read again among the same names has the reading that it had."""

import pytest

from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.remembering import remembered
from omninode_bridge.prose.statements.sentences import read_statement
from omninode_bridge.prose.statements.terms import Term, Terms

SENTENCES = (
    "The toll is the axles times 3.",
    "If the axles are more than 4, the toll is increased by 10 %.",
    "A toll above 500 is refused.",
    "The ferry sings in the harbour.",
)


def outcome(reading: object, text: str, terms: Terms) -> tuple[object, Terms]:
    assert callable(reading)
    try:
        return reading(text, terms), terms
    except UnreadError as error:
        return str(error), terms


@pytest.mark.parametrize("is_closed", [True, False])
@pytest.mark.parametrize("known", [{}, {"axles": Term("axles", "int")}])
def test_it_says_and_adds_what_the_reading_does(known: dict[str, Term], *, is_closed: bool) -> None:
    for _ in range(2):
        plain, own = (Terms(known=dict(known), is_closed=is_closed) for _ in range(2))
        for text in SENTENCES:
            assert outcome(remembered, text, own) == outcome(read_statement, text, plain)


def test_a_name_more_makes_it_another_reading() -> None:
    text = "The toll is the axles times 3."
    found = remembered(text, Terms(known={"axles": Term("axles", "int")}, is_closed=True))
    assert found.reads == {"axles"}
    with pytest.raises(UnreadError, match="axles"):
        remembered(text, Terms(known={"wheels": Term("wheels", "int")}, is_closed=True))


def test_what_one_reading_adds_is_not_shared_with_the_next() -> None:
    text = "The toll is the axles times 3."
    first, second = Terms(), Terms()
    remembered(text, first)
    first.invented.clear()
    remembered(text, second)
    assert [*second.invented] == ["axles"]
