"""Made-up values keep the constraints that they were made from, and edges lie on their sides."""

from dataclasses import replace
from decimal import Decimal
from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.edge_cases import edge_cases
from omninode_bridge.generation.pattern_samples import distinct_texts, matches, texts_of
from omninode_bridge.generation.samples import NoSampleError, Samples, fits, inner, outer
from omninode_bridge.requirements.document import Bound, Constraints, Document, Entity, Field
from omninode_bridge.requirements.types import EntityRef, Kind, ListOf, Scalar, ValueType
from tests.unit.generation.quote import document, spec

NUMBER_KINDS = st.sampled_from([Kind.INT, Kind.DECIMAL, Kind.MONEY, Kind.FLOAT])
BOUNDS = st.builds(
    Bound,
    st.decimals(-1000, 1000, allow_nan=False, places=3),
    st.booleans(),
)


@given(NUMBER_KINDS, BOUNDS)
def test_the_nearest_numbers_lie_on_either_side_of_a_lower_bound(kind: Kind, bound: Bound) -> None:
    found = Constraints(minimum=bound)
    inside, outside = inner(kind, bound, up=True), outer(kind, bound, up=True)
    assert fits(inside, found)
    assert not fits(outside, found)


@given(NUMBER_KINDS, BOUNDS)
def test_the_nearest_numbers_lie_on_either_side_of_an_upper_bound(kind: Kind, bound: Bound) -> None:
    found = Constraints(maximum=bound)
    inside, outside = inner(kind, bound, up=False), outer(kind, bound, up=False)
    assert fits(inside, found)
    assert not fits(outside, found)


@given(NUMBER_KINDS, BOUNDS, BOUNDS)
def test_a_made_up_number_keeps_both_bounds(kind: Kind, low: Bound, high: Bound) -> None:
    found = Constraints(minimum=low, maximum=high)
    try:
        value = Samples(Document("x")).value(Scalar(kind), found)
    except NoSampleError:
        assume(False)
    assert isinstance(value, int | float | str)
    assert fits(Decimal(repr(value) if isinstance(value, float) else value), found)


@pytest.mark.parametrize(
    "found",
    [
        Constraints(min_length=3, max_length=5),
        Constraints(pattern="[a-z]{2,9}"),
        Constraints(pattern="[A-Z][0-9]"),
        Constraints(one_of=("ada", "bix")),
        Constraints(min_length=0, max_length=0),
    ],
)
def test_a_made_up_text_keeps_its_constraints(found: Constraints) -> None:
    texts = list(Samples(Document("x")).texts(found))
    assert texts
    for text in texts:
        assert len(text) >= (found.min_length or 0)
        assert found.max_length is None or len(text) <= found.max_length
        assert found.pattern is None or matches(found.pattern, text)


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            "xyz[0-9]{7}q",
            r"[A-Z]\d{2}",
            r"(?:ab|cd)+-\w{3,}",
            "[^a-z]x?",
            r"\(\d{3}\) \d+",
            "(?i)a.",
        ),
        *(r"[]a]", r"[\]]{2}", "a{2,}b{0,3}", r"\x41\u00e9", "", "a|b", r"^[a-z]+@[a-z]+\.org$"),
    ],
)
def test_a_text_is_found_for_a_pattern(pattern: str) -> None:
    found = list(texts_of(pattern))
    assert found
    assert all(matches(pattern, text) for text in found)


@pytest.mark.parametrize("pattern", [r"[A-Z]{3}\d{6}", r"(?:GOLD|SILVER)-\d{2,4}", r"\w+"])
def test_a_pattern_has_many_different_texts(pattern: str) -> None:
    found = list(islice(distinct_texts(pattern), 100))
    assert len(set(found)) == 100
    assert all(matches(pattern, text) for text in found)


def test_the_texts_of_a_small_pattern_come_to_an_end() -> None:
    assert list(distinct_texts("[ab]{2}|c")) == ["aa", "ab", "ba", "bb", "c"]


def test_a_pattern_that_nothing_was_found_for_is_admitted() -> None:
    with pytest.raises(NoSampleError):
        Samples(Document("x")).value(Scalar(Kind.STRING), Constraints(pattern=r"a\Bb\b.c"))


def test_an_entity_that_needs_itself_has_no_sample() -> None:
    def entity(kind: ValueType) -> Document:
        return Document("x", entities=(Entity("Loop", (Field("next", kind, Place(1)),), Place(1)),))

    loop = EntityRef("Loop")
    with pytest.raises(NoSampleError):
        Samples(entity(loop)).value(loop, Constraints())
    assert Samples(entity(ListOf(loop))).value(loop, Constraints())


def test_every_constrained_field_has_a_case_on_either_side() -> None:
    found = edge_cases(document(), spec().names)
    accepted = {(case.owner, case.field) for case in found.accepted}
    refused = {(case.owner, case.field) for case in found.refused}
    constrained = {(None, "tax_rate"), *(("Line", n) for n in ("sku", "quantity", "unit_price"))}
    assert constrained <= accepted
    assert constrained <= refused


def test_a_length_without_room_has_one_case() -> None:
    exact = Constraints(min_length=2, max_length=2)
    found = document()
    (line,) = found.entities
    fields = [replace(one, constraints=exact) if one.name == "sku" else one for one in line.fields]
    changed = replace(found, entities=(replace(line, fields=tuple(fields)),))
    cases = [case for case in edge_cases(changed, spec().names).accepted if case.field == "sku"]
    assert [case.data["sku"] for case in cases] == ["aa"]
