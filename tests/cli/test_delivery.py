from pathlib import Path

import pytest

from omninode_bridge.errors import ConflictError
from pipelines.cli.delivery import check_destination, copied
from resources.workspace.output import write_files

FILES = {"README.md": b"# Quote\n", "src/a.py": b"A = 1\n"}


def test_an_edited_package_is_refused_before_anything_is_asked_for(tmp_path: Path) -> None:
    package = write_files("node_quote_compute", FILES, tmp_path)
    check_destination(tmp_path, "quote")
    (package / "README.md").write_text("my note")
    (package / "notes.txt").write_text("a file of my own is no edit of theirs")

    with pytest.raises(ConflictError, match=r"README\.md") as caught:
        check_destination(tmp_path, "quote")

    assert "notes.txt" not in str(caught.value)
    check_destination(tmp_path, "another")


def test_a_package_is_copied_where_the_person_wants_it(tmp_path: Path) -> None:
    source = write_files("node_quote_compute", FILES, tmp_path / "workspace")
    result = {"status": "completed", "output_path": str(source)}

    there = Path(str(copied(result, tmp_path / "mine")["output_path"]))

    assert there == tmp_path / "mine" / "node_quote_compute"
    assert (there / "src" / "a.py").read_bytes() == b"A = 1\n"


def test_a_failed_generation_and_a_package_elsewhere_stay_as_they_are(tmp_path: Path) -> None:
    failed = {"status": "failed", "output_path": None}
    elsewhere = {"status": "completed", "output_path": str(tmp_path / "not-here")}
    assert copied(failed, tmp_path) == failed
    assert copied(elsewhere, tmp_path) == elsewhere
    assert list(tmp_path.iterdir()) == []
