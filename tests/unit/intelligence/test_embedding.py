import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.intelligence.embedding import DIMENSIONS, embedding


def cosine(one: str, other: str) -> float:
    return sum(a * b for a, b in zip(embedding(one), embedding(other), strict=True))


@given(st.text(max_size=80))
def test_a_vector_is_of_length_one_or_says_nothing(text: str) -> None:
    vector = embedding(text)
    assert len(vector) == DIMENSIONS
    length = math.sqrt(sum(value * value for value in vector))
    assert length == 0 or math.isclose(length, 1)


@pytest.mark.parametrize(
    ("near", "far"),
    [
        ("invoices with discounts", "parcels with labels"),
        ("invoce discont", "parcel label"),  # slips of the pen
        ("keeps a running total per customer", "translates a letter into French"),
    ],
)
def test_what_is_like_it_is_nearer(near: str, far: str) -> None:
    text = "The invoice has a discount; aggregate the sum of all invoices per customer"
    assert cosine(text, near) > cosine(text, far)


def test_the_same_text_is_the_nearest() -> None:
    assert math.isclose(cosine("a parcel label", "a parcel label"), 1)
