"""The line of `omninode generate` that says how the new node is asked."""

from pathlib import Path

import pytest

from pipelines.cli.summary import summary_lines
from tests.effects.node import DOCUMENTS, package_of


def line(node_type: str, path: Path) -> str:
    result = {
        "status": "completed",
        "node_name": "n",
        "node_type": node_type,
        "quality_score": 1.0,
        "output_path": str(path),
    }
    return next(each for each in summary_lines(result, recorded=False) if "try it" in each)


@pytest.mark.slow
def test_an_effect_is_asked_for_its_first_operation_with_a_state_folder(tmp_path: Path) -> None:
    package = package_of((DOCUMENTS / "tickets.md").read_text(encoding="utf-8"))
    for path, content in package.files.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    expected = (
        f"omninode run {tmp_path} --operation save_ticket --state STATE_FOLDER --input REQUEST.json"
    )
    assert line("effect", tmp_path) == f"  try it     {expected}"


def test_of_an_effect_on_another_machine_the_operation_is_to_be_filled_in(tmp_path: Path) -> None:
    assert "--operation OPERATION --state STATE_FOLDER" in line("effect", tmp_path / "elsewhere")


@pytest.mark.parametrize("node_type", ["compute", "reducer", "orchestrator"])
def test_the_other_types_need_neither(node_type: str, tmp_path: Path) -> None:
    expected = f"  try it     omninode run {tmp_path} --input REQUEST.json"
    assert line(node_type, tmp_path) == expected
