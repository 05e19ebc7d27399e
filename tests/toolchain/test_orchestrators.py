"""The gate's check that omnibase-core's orchestrator and the answers have the same order."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from omninode_bridge.generation.generate import generate_package
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.reading import read_prd
from resources.toolchain.inside.events import Finding
from resources.toolchain.inside.layout import find_layout, make_importable
from resources.toolchain.inside.types.orchestrator import agreement

WORKFLOW = """# {title}

## Input
| field | type |
| --- | --- |
| urgent | bool |

## Workflow
| step | uses | needs | when |
| --- | --- | --- | --- |
| send | e | pack | |
| pack | d | check, label | |
| check | b | pick | not urgent |
| pick | a | | |
| label | c | | |
"""
SAMPLE = '{"input": {"urgent": true}, "history": []}'

type Check = Callable[[str, str, str], list[Finding]]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    def run(title: str, old: str, new: str) -> list[Finding]:
        """Findings for a package in which `old` was replaced in every file."""
        document = read_prd(WORKFLOW.format(title=title)).document
        package = generate_package(document, node_type=NodeType.ORCHESTRATOR).package
        assert package is not None
        changed = 0
        for path, content in package.files.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            text = content.decode()
            changed += text.count(old) if old else 0
            target.write_text(text.replace(old, new) if old else text)
        assert bool(changed) == bool(old)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "path", list(sys.path))
        layout = find_layout()
        make_importable(layout)
        return list(agreement(layout, SAMPLE))

    return run


def test_a_good_node_agrees_though_a_step_is_skipped(check: Check) -> None:
    assert check("Agreeing", "", "") == []


@pytest.mark.parametrize(
    ("title", "old", "new"),
    [
        ("Backwards", "in plan.steps.items() if name", "in reversed(plan.steps.items()) if name"),
        ("Impatient", "elif done.issuperset(step.needs):", "elif True:"),
        ("Without needs", "depends_on=[step_id(need) for need in needs]", "depends_on=[]"),
    ],
)
def test_a_node_that_differs_is_found(check: Check, title: str, old: str, new: str) -> None:
    (found,) = check(title, old, new)
    assert "the base class executes" in str(found)
