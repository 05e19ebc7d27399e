"""Many documents in one go, each with its own end."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest

from omninode_bridge.errors import InvalidRequestError, UnavailableError
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.stages.batch import GROUP, Prd, check_names, run_together
from omninode_bridge.stages.local import Ids, Outcome, Tools, run_locally
from omninode_bridge.stages.values import Failure, GenerationOptions, Stage
from tests.fakes.toolchain import FakeFormatter, FakeToolchain
from tests.flows.line import QUOTE

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BROKEN = QUOTE.replace("name: order_total", "name: broken") + "\n## Rules\n- R9: `x = nothing`\n"


class PickyFormatter(FakeFormatter):
    """Cannot read the package of one name, and then formats none of those given with it."""

    def format(self, package: NodePackage) -> NodePackage:
        if package.name == "order_3":
            raise UnavailableError("ruff format failed", hint="Report it.")
        return package


def named(name: str) -> str:
    """The same document for a node of another name."""
    return (
        f"---\nname: {name}\ntype: compute\n---\n"
        + QUOTE.partition("---\n")[2].partition("---\n")[2]
    )


def prds(*texts: str | bytes) -> list[Prd]:
    return [
        Prd(f"{n}.md", text.encode() if isinstance(text, str) else text, ids(n))
        for n, text in enumerate(texts)
    ]


def ids(number: int) -> Ids:
    return Ids(UUID(int=number), UUID(int=100 + number))


def straight[V](stage: Stage, work: Callable[[], V]) -> V | Failure:
    del stage
    return work()


def tools(formatter: FakeFormatter | None = None, broken: str = "") -> Tools:
    return Tools(FakeToolchain(broken=broken), formatter or FakeFormatter(), lambda: NOON)


def together(texts: list[str | bytes], tools_: Tools) -> list[Outcome]:
    return run_together(prds(*texts), GenerationOptions(), tools_, straight)


def test_each_outcome_is_that_of_its_document_alone() -> None:
    texts: list[str | bytes] = [named("order_1"), b"\xff\xfe", BROKEN, named("order_2")]

    outcomes = together(texts, tools())

    alone = [
        run_locally(prd.content, GenerationOptions(), tools(), prd.ids, lambda *_: None)
        for prd in prds(*texts)
    ]
    assert outcomes == alone
    assert [outcome.failure is None for outcome in outcomes] == [True, False, False, True]


def test_a_failed_check_is_a_failure_of_the_gate() -> None:
    [outcome] = together([named("order_1")], tools(broken="mypy"))
    assert outcome.failure is not None
    assert outcome.failure.stage is Stage.QUALITY_REPORT
    assert outcome.judged is not None


def test_one_that_cannot_be_formatted_leaves_the_others_alone() -> None:
    texts: list[str | bytes] = [named(f"order_{n}") for n in range(5)]

    outcomes = together(texts, tools(PickyFormatter()))

    failed = [number for number, outcome in enumerate(outcomes) if outcome.failure]
    assert failed == [3]
    assert outcomes[3].failure is not None
    assert (outcomes[3].failure.stage, outcomes[3].failure.code) == (
        Stage.GENERATED_NODE,
        "unavailable",
    )


def test_an_error_that_nobody_foresaw_is_what_the_edge_makes_of_it() -> None:
    def refusing[V](stage: Stage, work: Callable[[], V]) -> V | Failure:
        done = work()
        if stage is Stage.GENERATED_NODE and "order_1" in str(done):
            return Failure(stage, "internal_error", "it broke")
        return done

    outcomes = run_together(
        prds(named("order_1"), named("order_2")), GenerationOptions(), tools(), refusing
    )
    assert [outcome.failure and outcome.failure.code for outcome in outcomes] == [
        "internal_error",
        None,
    ]


def test_more_than_a_group() -> None:
    texts: list[str | bytes] = [named(f"order_{n}") for n in range(GROUP + 2)]
    packages = [outcome.judged for outcome in together(texts, tools())]
    assert [judged and judged.built.package.name for judged in packages] == [
        f"order_{n}" for n in range(GROUP + 2)
    ]


def test_none_at_all() -> None:
    assert together([], tools()) == []


def test_two_documents_of_one_name_are_refused_with_both_names() -> None:
    check_names({"a.md": named("order_1"), "b.md": named("order_2")})
    with pytest.raises(InvalidRequestError, match=r"a\.md and c\.md both describe .*order_1"):
        check_names({"a.md": named("order_1"), "b.md": named("order_2"), "c.md": named("order_1")})
