"""What every analysis of code promises: the fake's, and the service's over HTTP."""

import pytest

from omninode_bridge.advice.analyzer import CodeAnalyzer
from omninode_bridge.advice.values import Analysis, Kind
from omninode_bridge.advice.wire import REQUEST_BYTES
from omninode_bridge.errors import (
    BridgeError,
    InvalidRequestError,
    LimitExceededError,
    UnavailableError,
)
from resources.onextree.client import OnexTreeClient
from tests.fakes.code_analyzer import FakeCodeAnalyzer

pytest_plugins = ["tests.onextree.serving"]
pytestmark = pytest.mark.slow

CODE = {"a/first.py": '"""A module."""\n\neval(input())\n', "b/second.py": "x = 1\n"}


@pytest.fixture(params=["fake", "service"])
def analyzer(request: pytest.FixtureRequest) -> CodeAnalyzer:
    if request.param == "fake":
        return FakeCodeAnalyzer()
    return OnexTreeClient(request.getfixturevalue("served"), timeout_s=60)


@pytest.fixture(params=["fake", "service"])
def silent(request: pytest.FixtureRequest) -> CodeAnalyzer:
    if request.param == "fake":
        return FakeCodeAnalyzer(UnavailableError("it is away"))
    return OnexTreeClient("http://127.0.0.1:9", timeout_s=60)


def places(found: Analysis) -> list[tuple[str, str, int | None]]:
    return [(each.rule, each.file, each.line) for each in found.of(Kind.SECURITY)]


@pytest.mark.requirement("R249")
def test_a_danger_is_found_where_it_is(analyzer: CodeAnalyzer) -> None:
    found = analyzer.analyze_code(code=CODE, language="python", analysis_type="full")
    assert places(found) == [("S307", "a/first.py", 3)]
    assert (found.figures.files, found.figures.lines) == (2, 4)


def test_one_text_has_no_path(analyzer: CodeAnalyzer) -> None:
    assert places(analyzer.analyze_code(CODE["a/first.py"])) == [("S307", "", 3)]


def test_the_same_code_is_told_the_same(analyzer: CodeAnalyzer) -> None:
    assert analyzer.analyze_code(CODE) == analyzer.analyze_code(CODE)


@pytest.mark.parametrize(("kind", "count"), [("security", 1), ("performance", 0), ("quality", 0)])
def test_what_is_not_asked_for_is_not_told(analyzer: CodeAnalyzer, kind: str, count: int) -> None:
    found = analyzer.analyze_code(CODE, analysis_type=kind)
    assert len(found.of(Kind.SECURITY)) == count


def test_an_empty_text_has_nothing_to_be_said_of(analyzer: CodeAnalyzer) -> None:
    assert analyzer.analyze_code("").remarks == ()


@pytest.mark.parametrize(
    ("code", "language", "kind", "error"),
    [
        ("x", "cobol", "full", InvalidRequestError),
        ("x", "python", "beauty", InvalidRequestError),
        ({}, "python", "full", InvalidRequestError),
        ("x" * REQUEST_BYTES + "x", "python", "full", LimitExceededError),
    ],
)
def test_what_cannot_be_asked(
    analyzer: CodeAnalyzer,
    code: str | dict[str, str],
    language: str,
    kind: str,
    error: type[BridgeError],
) -> None:
    with pytest.raises(error):
        analyzer.analyze_code(code, language, kind)


def test_one_that_is_away_is_unavailable(silent: CodeAnalyzer) -> None:
    with pytest.raises(UnavailableError):
        silent.analyze_code(CODE)
