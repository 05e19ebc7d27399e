"""The mutation figures survive the way through JSON."""

from omninode_bridge.quality.json_report import check_from_json, check_to_json
from omninode_bridge.quality.report import CheckResult, Finding, MutationFigures, Outcome, Part

FIGURES = MutationFigures(0.75, 3, 1, 2, (Finding("constant", "no test", "h.py", 7),))


def test_a_check_with_figures_is_read_back() -> None:
    check = CheckResult("mutation", Part.TESTS, gate=True, outcome=Outcome.FAILED, mutation=FIGURES)
    assert check_from_json(check_to_json(check)) == check


def test_an_older_report_has_no_figures() -> None:
    check = CheckResult("mypy", Part.TYPES, gate=True, outcome=Outcome.PASSED)
    data = {key: value for key, value in check_to_json(check).items() if key != "mutation"}
    assert check_from_json(data) == check
