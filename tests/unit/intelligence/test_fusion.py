from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omninode_bridge.intelligence.evidence import Kind, SimilarNode
from omninode_bridge.intelligence.fusion import Clues, confidence, fuse
from omninode_bridge.node_type import NodeType


def hit(
    name: str,
    similarity: float = 0.5,
    node_type: NodeType = NodeType.COMPUTE,
    kind: Kind = Kind.NODE,
    quality: float | None = None,
) -> SimilarNode:
    return SimilarNode(
        name, node_type, "1.0.0", similarity, "", "x", key=name, kind=kind, quality=quality
    )


@pytest.mark.requirement("R169")
def test_what_several_sources_find_comes_before_what_one_finds() -> None:
    found = fuse({"full_text": [hit("a"), hit("b")], "vectors": [hit("b"), hit("c")]}, 5)
    assert [node.name for node in found.similar] == ["b", "a", "c"]
    assert found.similar[0].source == "full_text+vectors"


def test_a_source_that_did_not_answer_does_not_make_the_others_less_sure() -> None:
    alone = fuse({"full_text": [hit("a", 0.8)]}, 5).similar[0]
    beside = fuse({"full_text": [hit("a", 0.8)], "vectors": [], "graph": []}, 5).similar[0]
    assert alone.similarity > beside.similarity


def test_the_better_one_comes_first_where_quality_counts() -> None:
    lists = {"full_text": [hit("poor", 0.52, quality=0.2), hit("good", 0.5, quality=1.0)]}
    assert [node.name for node in fuse(lists, 5).similar] == ["poor", "good"]
    assert [node.name for node in fuse(lists, 5, by_quality=True).similar] == ["good", "poor"]


def test_a_registered_node_that_was_read_from_a_folder_too_is_one_node() -> None:
    registered = replace(hit("price_quote", 0.5, quality=0.9), key="registry:price_quote")
    folder = replace(hit("node_price_quote_compute", 0.6), key="/generated:price_quote")
    other = hit("node_price_quote_effect", 0.4, NodeType.EFFECT)
    found = fuse({"full_text": [folder, registered, other], "vectors": [folder, registered]}, 5)
    assert [(each.name, each.key) for each in found.similar] == [
        ("price_quote", "registry:price_quote"),
        ("node_price_quote_effect", "node_price_quote_effect"),
    ]
    once = fuse({"full_text": [folder, other], "vectors": [folder]}, 5)
    assert [each.similarity for each in found.similar] == [
        each.similarity for each in once.similar
    ], "a second copy makes nothing surer"


@pytest.mark.requirement("R170")
def test_sources_that_disagree_on_the_type_are_named_and_the_surer_side_wins() -> None:
    lists = {
        "full_text": [hit("a", 0.9, NodeType.EFFECT)],
        "vectors": [hit("b", 0.3, NodeType.REDUCER)],
    }
    [conflict] = fuse(lists, 5).conflicts
    assert conflict.about == "node_type"
    assert conflict.said == (("full_text", "effect"), ("vectors", "reducer"))
    assert conflict.resolved == "effect"


@pytest.mark.requirement("R170")
def test_sources_that_disagree_on_the_pattern_are_named() -> None:
    lists = {
        "full_text": [hit("read_entity", 0.4, kind=Kind.PATTERN)],
        "vectors": [hit("list_entities", 0.4, kind=Kind.PATTERN)],
    }
    [conflict] = fuse(lists, 5).conflicts
    assert (conflict.about, conflict.resolved) == ("pattern", "read_entity")


def test_sources_that_agree_are_in_no_conflict() -> None:
    assert fuse({"full_text": [hit("a")], "vectors": [hit("b")]}, 5).conflicts == ()
    assert fuse({"full_text": [hit("a")], "vectors": []}, 5).conflicts == ()
    assert fuse({}, 5).similar == ()


shares = st.floats(0, 1)


@pytest.mark.requirement("R169")
@given(shares, shares, shares)
def test_more_rank_and_more_similarity_never_make_it_less_sure(
    rank: float, similarity: float, more: float
) -> None:
    now = confidence(Clues(rank, similarity))
    assert 0 < now < 1
    assert confidence(Clues(max(rank, more), similarity)) >= now
    assert confidence(Clues(rank, max(similarity, more))) >= now


@given(st.lists(st.tuples(st.sampled_from("abcdef"), shares), max_size=6), st.integers(1, 4))
def test_each_is_named_once_and_no_more_than_are_wanted(
    hits: list[tuple[str, float]], limit: int
) -> None:
    nodes = [hit(name, similarity) for name, similarity in dict(hits).items()]
    found = fuse({"full_text": nodes, "vectors": nodes[::-1]}, limit).similar
    assert len(found) == min(limit, len(nodes))
    assert len({node.name for node in found}) == len(found)
