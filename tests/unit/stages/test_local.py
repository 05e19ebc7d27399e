"""The stages one after the other, in one process, without a record."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from omninode_bridge.generation.as_generated import GENERATED
from omninode_bridge.node_type import NodeType
from omninode_bridge.registry.results import KEYS
from omninode_bridge.stages.local import Ids, Outcome, Tools, local_result, run_locally
from omninode_bridge.stages.registered_node import extra_files, version_of
from omninode_bridge.stages.values import GenerationOptions
from tests.fakes.intelligence import FakeIntelligence
from tests.fakes.toolchain import FakeFormatter, FakeToolchain
from tests.flows.line import QUOTE

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
IDS = Ids(UUID(int=1), UUID(int=2))


def ticking() -> Callable[[], datetime]:
    """A clock that shows one second more each time."""
    moments = iter(NOON + timedelta(seconds=n) for n in range(1000))
    return lambda: next(moments)


def run(
    content: bytes,
    options: GenerationOptions | None = None,
    toolchain: FakeToolchain | None = None,
) -> tuple[Outcome, list[tuple[str, str, float]]]:
    told: list[tuple[str, str, float]] = []
    tools = Tools(toolchain or FakeToolchain(), FakeFormatter(), ticking(), FakeIntelligence())
    outcome = run_locally(
        content,
        options or GenerationOptions(),
        tools,
        IDS,
        lambda stage, sentence, seconds: told.append((stage, sentence, seconds)),
    )
    return outcome, told


def test_a_sound_document_comes_out_proven_and_each_stage_is_told() -> None:
    outcome, told = run(QUOTE.encode())

    assert outcome.failure is None
    assert outcome.judged is not None
    assert [stage for stage, _, _ in told] == [
        "prd", "intelligence", "node_spec", "generated_node", "quality_report",
    ]  # fmt: skip
    assert {seconds for _, _, seconds in told} == {1.0}
    result = local_result(outcome, IDS, output_path="/somewhere")
    assert tuple(result) == KEYS
    assert (result["status"], result["output_path"]) == ("completed", "/somewhere")


def test_what_the_registry_keeps_follows_from_the_verdict_alone() -> None:
    first, second = run(QUOTE.encode())[0].judged, run(QUOTE.encode())[0].judged
    assert first is not None
    assert second is not None
    assert version_of(first, now=NOON) == version_of(second, now=NOON)
    version = version_of(first, now=NOON)
    assert (version.name, version.version, version.domain) == ("order_total", "1.0.0", "sales")
    assert version.contract["name"]
    assert [each["state"] for each in version.requirements] == ["bound"]
    assert set(extra_files(first)) == {"QUALITY.md", "quality.json", GENERATED}


@pytest.mark.parametrize(
    ("content", "options", "stage", "code"),
    [
        (b"\xff\xfe", GenerationOptions(), "prd", "invalid_request"),
        (b"  \n", GenerationOptions(), "prd", "invalid_request"),
        (
            QUOTE.encode(),
            GenerationOptions(node_type=NodeType.EFFECT),
            "generated_node",
            "PRD701",
        ),
        (
            QUOTE.replace("quantity * unit_price", "quantity * price").encode(),
            GenerationOptions(),
            "generated_node",
            "PRD2",
        ),
        (
            QUOTE.replace("| total | money |", "| total | money |\n| tax | money |").encode(),
            GenerationOptions(),
            "generated_node",
            "PRD",
        ),
    ],
    ids=["not text", "empty", "type", "unknown name", "output that nothing assigns"],
)
def test_an_expected_failure_names_its_stage_and_code(
    content: bytes, options: GenerationOptions, stage: str, code: str
) -> None:
    outcome, told = run(content, options)
    assert outcome.failure is not None
    assert outcome.failure.stage == stage
    assert outcome.failure.code.startswith(code)
    assert told[-1][0] == stage
    result = local_result(outcome, IDS, output_path=None)
    assert result["status"] == "failed"
    assert result["error"] == {
        "code": outcome.failure.code,
        "message": outcome.failure.message,
        "hint": outcome.failure.hint,
    }


@pytest.mark.parametrize(
    ("toolchain", "min_coverage", "code", "said"),
    [
        (FakeToolchain(broken="mypy"), 0.0, "gate_failed", "src/handler.py:7"),
        (FakeToolchain(absent="mypy"), 0.0, "gate_failed", "did not run"),
        (FakeToolchain(), 0.9, "coverage_too_low", "50%"),
    ],
)
def test_a_closed_gate_says_why(
    toolchain: FakeToolchain, min_coverage: float, code: str, said: str
) -> None:
    text = QUOTE.replace("## Rules", "- R2: Exports a PDF.\n\n## Rules")
    outcome, _ = run(text.encode(), GenerationOptions(min_coverage=min_coverage), toolchain)
    assert outcome.failure is not None
    assert outcome.failure.code == code
    assert said in outcome.failure.message
    assert outcome.judged is not None
