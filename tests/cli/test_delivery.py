from pathlib import Path

import pytest

from omninode_bridge.errors import ConflictError
from pipelines.cli.delivery import check_destination, check_writable, copied
from pipelines.cli.edge import run
from pipelines.cli.main import cli
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


@pytest.mark.parametrize("place", ["/proc/none", "file/folder", "link"])
def test_a_folder_that_cannot_be_written_is_told_before_anything_is_done(
    tmp_path: Path, place: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "link").symlink_to("nowhere")
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "a.md").write_text("# A\n")
    output = str(tmp_path / place)
    for prd in (documents, documents / "a.md"):
        arguments = ["generate", "--local", "--prd", str(prd), "--output-dir", output]
        assert run(cli, arguments) == 5
        told = capfd.readouterr()
        assert (told.out, "cannot be written" in told.err) == ("", True)
    check_writable(tmp_path / "new" / "folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["documents", "file", "link"]
