"""How many requirements are done: on the command line as in the report."""

from pipelines.cli.summary import done_of, summary_lines


def result(*bound: dict[str, object]) -> dict[str, object]:
    return {
        "status": "completed",
        "node_name": "n",
        "node_type": "compute",
        "quality_score": 0.99,
        "output_path": "/out",
        "requirements": {"bound": list(bound), "unbound": [], "quality_attributes": []},
    }


SHOWN: dict[str, object] = {
    "id": "R1", "text": "A.", "how": "rule, line 3", "tests": ["t"], "executed": True,
}  # fmt: skip


def test_what_is_bound_and_not_shown_is_not_counted_but_named() -> None:
    hidden = SHOWN | {"id": "R2", "how": "rule, line 4 (no executable test)", "executed": False}
    first, second, *_ = summary_lines(result(SHOWN, hidden), recorded=False)
    assert "1 of 2 requirements are done" in first
    assert second.startswith('  no test    R2 "A.":')


def test_what_was_recorded_without_it_counts_by_its_tests() -> None:
    old = {name: value for name, value in SHOWN.items() if name != "executed"}
    assert done_of(result(old, old | {"tests": []})) == "1 of 2 requirements are done"
