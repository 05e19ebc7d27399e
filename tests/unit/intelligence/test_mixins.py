from importlib.util import find_spec
from pathlib import Path

import pytest

from omninode_bridge.intelligence.evidence import Evidence, Kind, SimilarNode
from omninode_bridge.intelligence.mixins import of_mixin_file, questions, recommended
from omninode_bridge.node_type import NodeType

SOURCE = '''
class MixinCaching(MixinBase, Generic[T]):
    """Keeps results.

    In memory.
    """

    def get_cached(self): ...
    def _inner(self): ...
    async def set_cached(self): ...


class Helper: ...
'''


def test_a_mixin_is_read_from_its_source() -> None:
    [entry] = of_mixin_file("omnibase_core.mixins.mixin_caching", SOURCE)
    found = entry.read()
    assert (found.kind, found.name, found.description) == (
        Kind.MIXIN,
        "MixinCaching",
        "Keeps results.",
    )
    assert found.choices == ("method get_cached", "method set_cached", "base MixinBase")
    assert list(of_mixin_file("x", "class (")) == []


def test_all_of_the_installed_package_can_be_read() -> None:
    spec = find_spec("omnibase_core")
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).parent / "mixins" / "mixin_caching.py"
    [entry] = of_mixin_file("m", source.read_text(encoding="utf-8"))
    assert "method get_cached" in entry.read().choices


def hit(name: str, confidence: float) -> SimilarNode:
    choices = ("method get_cached", "base MixinBase")
    return SimilarNode(
        name, NodeType.COMPUTE, "", confidence, "Keeps results.", "full_text", choices,
        kind=Kind.MIXIN, path="omnibase_core.mixins.mixin_caching",
    )  # fmt: skip


def test_each_is_recommended_once_with_its_reason_unless_it_is_there() -> None:
    answers = {
        "Cache the results": Evidence((hit("MixinCaching", 0.9), hit("MixinThere", 0.9))),
        "Results": Evidence((hit("MixinCaching", 0.6), hit("MixinVague", 0.2))),
    }
    [found] = recommended(answers, ["MixinThere"])
    assert (found["mixin_name"], found["confidence"]) == ("MixinCaching", 0.9)
    assert str(found["rationale"]).startswith('"Cache the results": shares the words')
    assert "from omnibase_core.mixins.mixin_caching import" in str(found["implementation_notes"])
    assert found["dependencies"] == ["MixinBase"]


@pytest.mark.parametrize("text", ["", "1 2", "the node"])
def test_what_says_nothing_is_not_asked(text: str) -> None:
    assert questions([text]) == {}
