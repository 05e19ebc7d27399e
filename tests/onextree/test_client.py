"""The client at servers that are slow, broken or mean, and what a run makes of it."""

import json
import re
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import pytest

from omninode_bridge.advice.analyzer import CodeAnalyzer
from omninode_bridge.advice.values import Kind
from omninode_bridge.errors import UnavailableError
from omninode_bridge.quality.json_report import to_json
from omninode_bridge.quality.report import QualityReport
from omninode_bridge.quality.text_report import as_markdown, as_text
from omninode_bridge.stages.local import Ids, Outcome, Tools, local_result, run_locally
from omninode_bridge.stages.summaries import summary_of
from omninode_bridge.stages.values import GenerationOptions
from resources.onextree.client import TIMEOUT_S, OnexTreeClient
from resources.reliability.guard import Guard
from tests.fakes.code_analyzer import FakeCodeAnalyzer
from tests.fakes.toolchain import FakeFormatter, FakeToolchain
from tests.flows.line import QUOTE
from tests.onextree.hostile import BAD, SLOW, about, says, talking

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
IDS = Ids(UUID(int=1), UUID(int=2))
# Nothing but a server that is slow reaches it.
PATIENT_S = 60.0


def run(client: CodeAnalyzer | None, *, wanted: bool = True, broken: str = "") -> Outcome:
    tools = Tools(FakeToolchain(broken), FakeFormatter(), lambda: NOON, analyzer=client)
    options = GenerationOptions(enable_onextree=wanted)
    return run_locally(QUOTE.encode(), options, tools, IDS, lambda *_: None)


def without_advice(outcome: Outcome) -> dict[str, object]:
    assert outcome.judged is not None
    return to_json(outcome.judged.report) | {"advice": None}


def report_of(outcome: Outcome) -> QualityReport:
    assert outcome.judged is not None
    return outcome.judged.report


def unharmed(outcome: Outcome) -> str:
    """The run went on as if nobody had been asked, and says why; the reason is returned."""
    plain = run(None, wanted=False)
    assert outcome.failure is None
    assert outcome.judged is not None
    assert plain.judged is not None
    assert outcome.judged.built.package == plain.judged.built.package
    assert without_advice(outcome) == without_advice(plain)
    advice = report_of(outcome).advice
    assert advice is not None
    assert advice.analysis is None
    assert f"advice: not run: {advice.reason}" in as_text(report_of(outcome))
    return advice.reason


@pytest.mark.requirement("R084")
@pytest.mark.parametrize("name", BAD)
def test_a_bad_service_harms_no_run(name: str) -> None:
    script, says_why = BAD[name]
    with talking(script) as url:
        assert says_why in unharmed(run(OnexTreeClient(url, timeout_s=PATIENT_S)))


def test_a_mistake_of_ours_harms_no_run_either(caplog: pytest.LogCaptureFixture) -> None:
    analyzer = FakeCodeAnalyzer(RuntimeError("a mistake"))
    assert unharmed(run(analyzer)) == "RuntimeError: a mistake"
    assert "There is no advice on order_total" in caplog.text


def test_a_closed_gate_stays_closed_whatever_is_advised() -> None:
    outcome = run(FakeCodeAnalyzer(), broken="mypy")
    assert outcome.failure is not None
    assert outcome.failure.code == "gate_failed"
    advice = report_of(outcome).advice
    assert advice is not None
    assert advice.analysis is not None


@pytest.mark.requirement("R260")
@pytest.mark.parametrize("name", SLOW)
def test_a_slow_service_is_given_up(name: str) -> None:
    assert TIMEOUT_S == 5.0
    with talking(SLOW[name]) as url:
        reason = unharmed(run(OnexTreeClient(url, timeout_s=0.3)))
    assert re.fullmatch(
        r"no answer within 0.3 s|its answer took longer than 0.3 s|it did not answer: \w+Timeout",
        reason,
    )


@pytest.mark.parametrize(
    ("url", "says_why"),
    [
        ("http://127.0.0.1:9", "did not answer"),
        ("localhost:8058", "no HTTP address"),
        ("file:///etc/passwd", "no HTTP address"),
        ("http://", "no HTTP address"),
        ("http://[::1", "no HTTP address"),
        ("http://127.0.0.1:99999", "did not answer"),
    ],
)
def test_an_address_where_nothing_is_harms_no_run(url: str, says_why: str) -> None:
    assert says_why in unharmed(run(OnexTreeClient(url, timeout_s=PATIENT_S)))


@pytest.mark.requirement("R082", "R094")
def test_a_service_that_fails_repeatedly_is_left_alone_for_a_minute() -> None:
    now = 0.0
    asked = []
    with talking(lambda connection: asked.append(connection.fileno())) as url:
        client = OnexTreeClient(url, timeout_s=PATIENT_S, guards=partial(Guard, clock=lambda: now))

        def tried() -> str:
            with pytest.raises(UnavailableError) as caught:
                client.analyze_code("x")
            return caught.value.message

        assert [("left alone" in tried()) for _ in range(7)] == [False] * 5 + [True] * 2
        assert len(asked) == 5
        assert "left alone" in unharmed(run(client))
        now = 61.0
        assert "left alone" not in tried()
        assert len(asked) == 6


def test_what_a_mean_service_says_can_neither_steer_a_terminal_nor_break_a_table() -> None:
    evil = "\x1b[2J|a|\n\n# Head <script>alert(1)</script> \u202e"
    with talking(about({"message": evil, "rule": f"S\r{evil}"})) as url:
        outcome = run(OnexTreeClient(url, timeout_s=PATIENT_S))
    assert outcome.judged is not None
    report = outcome.judged.report
    assert report.advice is not None
    assert report.advice.analysis is not None
    [remark] = report.advice.analysis.of(Kind.SECURITY)
    assert (remark.rule + remark.message).isprintable()
    assert "\x1b" not in as_text(report)
    shown = as_markdown(outcome.judged.built.package, report)
    [row] = [line for line in shown.splitlines() if "alert" in line]
    assert row.startswith("| security |")
    assert "<script>" not in row
    assert row.count("|") - row.count("\\|") == 5


def test_more_than_can_be_kept_is_counted() -> None:
    remarks = [{"rule": "S1", "message": str(number)} for number in range(900)]
    data = {"quality": {}, "performance": [], "security": remarks}
    answer = json.dumps({"status": "success", "data": data, "error": None}).encode()
    with talking(says(answer)) as url:
        report = report_of(run(OnexTreeClient(url, timeout_s=PATIENT_S)))
    assert "advice: 900 remarks (200 security, 700 more), no part of the score" in as_text(report)


def test_what_a_mean_service_says_fits_into_a_message() -> None:
    text = "\U0001f600" * 1000
    remarks = [{"rule": text, "message": text}] * 110
    figures = {"files": 10**9, "functions": 10**9, "most_complex": text}
    data = {
        "quality": {"figures": figures}, "performance": [], "security": remarks,
        "not_run": [text] * 20,
    }  # fmt: skip
    answer = json.dumps({"status": "success", "data": data}, ensure_ascii=False).encode()
    with talking(says(answer)) as url:
        outcome = run(OnexTreeClient(url, timeout_s=PATIENT_S))
    advice = report_of(outcome).advice
    assert advice is not None
    assert advice.analysis is not None
    assert len(advice.analysis.remarks) == 110
    assert len(json.dumps(local_result(outcome, IDS, output_path=None))) < 300_000
    assert outcome.judged is not None
    assert len(summary_of(outcome.judged).sentence) < 600


def test_the_health_of_what_is_no_service() -> None:
    answer = says(b'{"status": "success", "data": {}}')
    with talking(answer) as url, pytest.raises(UnavailableError, match="no OnexTree"):
        OnexTreeClient(url, timeout_s=PATIENT_S).health()
