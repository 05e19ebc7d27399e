"""What the service does where a limit is reached: of time, of what ruff prints, of places."""

from threading import BoundedSemaphore

import pytest
from fastapi import HTTPException

from omninode_bridge.advice.values import Kind
from omninode_bridge.advice.wire import AnalysisType
from resources.onextree import lint, service
from resources.onextree.analysis import analyzed
from resources.onextree.lint import linted

SECURITY = frozenset({Kind.SECURITY})
LONG = "def f(x):\n    assert x\n    return eval(x)\n" * 20_000


def test_ruff_is_ended_when_its_time_is_over() -> None:
    # A thousandth of what it needs.
    assert linted({"a.py": LONG}, SECURITY, 0.001) == (
        [],
        "ruff did not end within 0.001 s, or crashed",
    )


@pytest.mark.slow
def test_of_too_many_findings_the_first_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint, "PRINTED", 5_000)
    found, problem = linted({"a.py": "eval(x)\n" * 100}, SECURITY, 300)
    assert problem == "ruff finds more than can be told"
    assert [remark.line for remark in found] == [*range(1, len(found) + 1)]
    assert 0 < len(found) < 100


def test_what_had_no_time_is_named() -> None:
    moments = iter([0.0, *[1.0] * 100])
    found = analyzed("eval(x)", AnalysisType.PERFORMANCE, 0.5, clock=lambda: next(moments))
    assert found.remarks == ()
    assert all(reason.endswith("no time was left") for reason in found.not_run[-4:])


def test_the_best_known_kinds_of_ruff_have_a_kind_of_ours() -> None:
    code = "import os\nos.system(x)\ny = [a for a in b]\n"
    found, problem = linted({"a.py": code}, frozenset(Kind), 300)
    assert problem == ""
    kinds = {remark.rule: remark.kind for remark in found}
    assert kinds["S605"] is Kind.SECURITY
    assert kinds["C416"] is Kind.PERFORMANCE
    assert kinds["F821"] is Kind.QUALITY


def test_one_analysis_more_than_there_are_places_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "PATIENCE_S", 0.001)
    places = BoundedSemaphore(1)
    taken = service._taken
    with taken(places), pytest.raises(HTTPException) as caught, taken(places):
        pass
    assert caught.value.status_code == 503
    assert "Retry-After" in (caught.value.headers or {})
    with taken(places):
        pass
