"""Which content makes a version, and which version a reference means."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.registry.versioning import (
    latest,
    next_revision,
    parse_reference,
    version_key,
)
from tests.fakes.registry import FakeRegistry
from tests.state.records import a_version

VERSIONS = st.tuples(*[st.integers(0, 12)] * 3)


def test_the_first_revision_is_one() -> None:
    assert next_revision(None, "a") == 1


def test_equal_content_makes_no_revision_and_other_content_the_next() -> None:
    current = a_version(digest="a", revision=3)
    assert next_revision(current, "a") is None
    assert next_revision(current, "b") == 4


@given(one=VERSIONS, other=VERSIONS)
def test_versions_compare_by_number(one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    texts = ["{}.{}.{}".format(*each) for each in (one, other)]
    assert (version_key(texts[0]) < version_key(texts[1])) == (one < other)


@given(digests=st.lists(st.sampled_from("abc"), min_size=1, max_size=12))
def test_the_latest_revision_is_always_what_was_registered_last(digests: list[str]) -> None:
    registry = FakeRegistry()
    for digest in digests:
        registry.register(a_version(digest=digest))
        found = registry.find("price_quote", "1.0.0")
        assert found is not None
        assert found.digest == digest

    changes = 1 + sum(before != after for before, after in pairwise(digests))
    assert [row.revision for row in registry.versions("price_quote")] == [*range(changes, 0, -1)]


@pytest.mark.parametrize(
    "text", ["", "1", "1.0", "01.0.0", "1.0.0.0", "1.0.0-rc1", "٣.0.0", "-1.0.0"]
)
def test_other_texts_are_no_versions(text: str) -> None:
    with pytest.raises(InvalidRequestError, match="Not a version"):
        version_key(text)


def test_of_nothing_there_is_no_latest() -> None:
    assert latest([]) is None


@pytest.mark.parametrize(
    ("reference", "parsed"),
    [("price_quote", ("price_quote", None)), ("price_quote@1.0.0", ("price_quote", "1.0.0"))],
)
def test_references(reference: str, parsed: tuple[str, str | None]) -> None:
    assert parse_reference(reference) == parsed


@pytest.mark.parametrize("reference", ["", "@1.0.0", "a@", "a@b", "a@1.0.0@2.0.0"])
def test_bad_references_are_refused(reference: str) -> None:
    with pytest.raises(InvalidRequestError, match="Not a node reference"):
        parse_reference(reference)
