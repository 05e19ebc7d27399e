"""The optional step after generation in the pipeline: asked for, not asked for, not there."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import dagster as dg
import pytest

from omninode_bridge.advice.values import Kind
from omninode_bridge.stages.advice import NOT_CONFIGURED
from omninode_bridge.stages.values import Judged, Stage
from resources.onextree.client import OnexTreeClient
from resources.onextree.resource import OnexTreeResource
from tests.fakes.code_analyzer import FakeCodeAnalyzer
from tests.flows.line import QUOTE, Line
from tests.onextree.hostile import endless, talking

pytest_plugins = ["tests.onextree.serving"]
pytestmark = pytest.mark.slow


@pytest.fixture(name="line")
def a_line(tmp_path: Path) -> Iterator[Line]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield Line(tmp_path, instance)


def generated(line: Line, **options: bool) -> tuple[Judged, str, dict[str, object]]:
    """What was judged, what the UI shows of the advice, and what was recorded of the stage."""
    request = line.request(QUOTE, **options)
    result = line.generate(request)
    assert result.success
    [shown] = [
        event.materialization.metadata["advice"].value
        for event in result.get_asset_materialization_events()
        if event.asset_key == dg.AssetKey(Stage.QUALITY_REPORT.value)
    ]
    [recorded] = [
        dict(step.detail)
        for step in line.executions.steps(UUID(request.correlation_id))
        if step.name == Stage.QUALITY_REPORT
    ]
    judged = result.output_for_node(Stage.QUALITY_REPORT.value)
    assert isinstance(judged, Judged)
    return judged, str(shown), recorded


@pytest.mark.requirement("R251")
def test_the_whole_code_is_asked_about_once(line: Line) -> None:
    line.analyzer = analyzer = FakeCodeAnalyzer()
    judged, _, _ = generated(line, enable_onextree=True)
    [files] = analyzer.asked
    sources = judged.built.package.files
    wanted = {path for path in sources if path.endswith(".py") and "/tests/" not in path}
    assert set(files) == wanted
    assert all(sources[path].decode() == text for path, text in files.items())
    assert analyzer.as_what == [("python", "full")]


@pytest.mark.requirement("R083", "R252")
def test_who_does_not_ask_for_it_gets_none(line: Line) -> None:
    line.analyzer = analyzer = FakeCodeAnalyzer()
    judged, shown, recorded = generated(line)
    assert analyzer.asked == []
    assert judged.report.advice is None
    assert (shown, recorded["advice"]) == ("not asked for", None)


@pytest.mark.requirement("R018", "R081", "R085", "R247")
def test_the_service_reads_the_node_and_the_report_says_what(line: Line, served: str) -> None:
    line.analyzer = OnexTreeClient(served, timeout_s=60)
    judged, shown, recorded = generated(line, enable_onextree=True)
    advice = judged.report.advice
    assert advice is not None
    assert advice.analysis is not None
    # None of its own code is dangerous, and the rules of nodes were about it.
    assert advice.analysis.not_run == ()
    assert advice.analysis.of(Kind.SECURITY) == ()
    assert advice.analysis.of(Kind.COMPLIANCE) == ()
    files = [path for path in judged.built.package.files if path.endswith(".py")]
    figures = advice.analysis.figures
    assert figures.files == len([path for path in files if "/tests/" not in path])
    assert figures.functions > 0
    assert figures.highest_complexity > 0
    assert "no part of the score" in shown
    assert recorded["advice"] == shown


@pytest.mark.requirement("R084")
def test_advice_never_harms_a_run(line: Line) -> None:
    with talking(endless) as url:
        line.analyzer = OnexTreeClient(url, timeout_s=60)
        judged, shown, recorded = generated(line, enable_onextree=True)
    assert judged.failure is None
    assert recorded["advice"] == shown
    assert shown == "not run: its answer is larger than 1048576 bytes"
    line.analyzer = None
    _, shown, _ = generated(line, enable_onextree=True)
    assert shown == f"not run: {NOT_CONFIGURED}"


def test_without_an_address_there_is_no_client() -> None:
    with OnexTreeResource().yield_for_execution(dg.build_init_resource_context()) as client:
        assert client is None
    at_home = OnexTreeResource(url="http://127.0.0.1:8058")
    with at_home.yield_for_execution(dg.build_init_resource_context()) as client:
        assert isinstance(client, OnexTreeClient)
