"""What a command says does not depend on how its process begins."""

from pathlib import Path

import pytest

from tests.command import begun, omninode

pytestmark = pytest.mark.slow


def test_a_forked_process_says_what_one_of_its_own_interpreter_says(tmp_path: Path) -> None:
    (tmp_path / "prd.md").write_text("# Broken\n\n## Rules\n\n- R1: `total = nothing * 2`\n")
    asked = ("check", str(tmp_path / "prd.md"))

    with begun(*asked, home=tmp_path) as process:
        cold = process.communicate()
    warm = omninode(*asked, home=tmp_path, folder=tmp_path)

    assert (warm.returncode, warm.stdout, warm.stderr) == (process.returncode, *cold)
    assert warm.returncode == 1
    assert "PRD204" in warm.stdout


def test_each_command_has_a_folder_an_environment_and_an_end_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "prd.md").write_text("# Empty\n")
    here = omninode("check", "prd.md", home=tmp_path, folder=tmp_path)
    elsewhere = omninode("check", "prd.md", home=tmp_path)
    assert (here.returncode, elsewhere.returncode) == (1, 2)
    assert "prd.md" in elsewhere.stderr
    for name in ("one", "two"):
        assert str(tmp_path / name) in omninode("status", home=tmp_path / name).stdout
