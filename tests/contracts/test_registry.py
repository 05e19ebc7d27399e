"""What every registry promises; PostgreSQL and the fake."""

from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest

from omninode_bridge.errors import InvalidRequestError
from omninode_bridge.node_type import NodeType
from omninode_bridge.ports import Registry
from omninode_bridge.registry.records import NodeQuery
from resources.postgres.database import Database
from resources.postgres.registry import PostgresRegistry
from tests.fakes.registry import FakeRegistry
from tests.state.records import a_version

pytest_plugins = ["tests.postgres"]


@pytest.fixture(params=["fake", pytest.param("postgres", marks=pytest.mark.slow)])
def registry(request: pytest.FixtureRequest) -> Iterator[Registry]:
    if request.param == "fake":
        yield FakeRegistry()
        return
    with closing(Database(request.getfixturevalue("database_url"))) as database:
        yield PostgresRegistry(database)


@pytest.mark.requirement("R152")
def test_a_version_comes_back_as_it_was_registered(registry: Registry) -> None:
    version = a_version()

    registered = registry.register(version)

    assert registered.new
    assert registered.version.revision == 1
    assert registry.find("price_quote") == registered.version
    assert registry.find("price_quote", "1.0.0") == registered.version
    assert registered.version == a_version(correlation_id=version.correlation_id, revision=1)


def test_versions_are_counted_as_they_come(registry: Registry) -> None:
    registry.register(a_version(name="other"))
    first, second, third = (
        a_version(version=version, digest=digest)
        for version, digest in (("1.0.0", "a" * 64), ("2.0.0", "b" * 64), ("1.0.0", "c" * 64))
    )
    assert [registry.register(one).number for one in (first, second, third)] == [1, 2, 3]
    # The same content, and the same request again.
    assert registry.register(a_version(version="2.0.0", digest="b" * 64)).number == 2
    assert registry.register(first).number == 1


def test_what_is_not_there_is_none(registry: Registry) -> None:
    assert registry.find("nobody") is None
    registry.register(a_version())
    assert registry.find("price_quote", "9.0.0") is None
    assert registry.versions("nobody") == []


def test_the_same_content_makes_no_new_version(registry: Registry) -> None:
    first = registry.register(a_version())

    second = registry.register(a_version(quality_score=0.1))

    assert not second.new
    assert second.version == first.version
    assert len(registry.versions("price_quote")) == 1


def test_the_same_request_again_gets_the_same_answer(registry: Registry) -> None:
    version = a_version()
    assert registry.register(version) == registry.register(version)
    assert len(registry.versions("price_quote")) == 1


@pytest.mark.requirement("R154", "R156")
def test_other_content_makes_the_next_revision(registry: Registry) -> None:
    for digest in ("a" * 64, "b" * 64, "a" * 64):
        assert registry.register(a_version(digest=digest)).new

    found = registry.versions("price_quote")
    assert [(row.revision, row.digest[0]) for row in found] == [(3, "a"), (2, "b"), (1, "a")]
    assert registry.find("price_quote", "1.0.0") == found[0]


@pytest.mark.requirement("R154")
def test_a_bare_name_means_the_highest_version_by_number(registry: Registry) -> None:
    for number, version in enumerate(("1.9.0", "1.10.0", "1.2.0")):
        registry.register(a_version(version=version, digest=f"{number}" * 64))

    found = registry.find("price_quote")
    assert found is not None
    assert found.version == "1.10.0"
    assert [row.version for row in registry.versions("price_quote")] == ["1.10.0", "1.9.0", "1.2.0"]
    assert [row.version for row in registry.search(NodeQuery())] == ["1.10.0"]


def test_a_version_that_is_no_version_is_refused(registry: Registry) -> None:
    with pytest.raises(InvalidRequestError, match="Not a version"):
        registry.register(a_version(version="one"))
    assert registry.versions("price_quote") == []


@pytest.mark.requirement("R153", "R156")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        pytest.param(NodeQuery(), ["tax", "price_quote", "mail"], id="all, best score first"),
        (NodeQuery(text="basket"), ["price_quote"]),
        (NodeQuery(text="DISCOUNT customer"), ["price_quote"]),
        (NodeQuery(text="price_quote"), ["price_quote"]),
        pytest.param(NodeQuery(text="uot"), ["price_quote"], id="a part of a word"),
        (NodeQuery(text="basket tax"), []),
        pytest.param(NodeQuery(text="100%"), [], id="no wildcards"),
        pytest.param(NodeQuery(text="' or 1=1 --"), [], id="no SQL"),
        (NodeQuery(node_type=NodeType.EFFECT), ["mail"]),
        (NodeQuery(domain="finance"), ["tax"]),
        (NodeQuery(minimum_score=0.9), ["tax", "price_quote"]),
        (NodeQuery(limit=1), ["tax"]),
    ],
)
def test_search(registry: Registry, query: NodeQuery, names: list[str]) -> None:
    none = {"requirements": ()}
    registry.register(a_version())
    registry.register(
        a_version(
            name="tax", domain="finance", quality_score=0.95, description="Value added tax.", **none
        )
    )
    registry.register(
        a_version(
            name="mail",
            node_type=NodeType.EFFECT,
            domain="messaging",
            quality_score=0.7,
            description="Sends letters.",
            **none,
        )
    )

    assert [row.name for row in registry.search(query)] == names


def test_search_sees_only_the_latest_version(registry: Registry) -> None:
    registry.register(a_version(description="Counts apples."))
    registry.register(a_version(description="Counts pears.", digest="b" * 64))

    assert registry.search(NodeQuery(text="apples")) == []
    assert len(registry.search(NodeQuery(text="pears"))) == 1


def test_two_nodes_may_have_the_same_content(registry: Registry) -> None:
    assert registry.register(a_version()).new
    assert registry.register(a_version(name="other", correlation_id=uuid4())).new
