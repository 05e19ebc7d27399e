"""`omninode generate --local` on a folder: the same nodes as one by one, each with its own end."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.examples.command import EXAMPLES, Example, Omninode, Proven

pytestmark = pytest.mark.slow

NAMES = ("price_quote", "parcel_locker")
TIMES = {"QUALITY.md", "quality.json"}


def test_a_folder_gives_what_its_documents_give_alone(
    omninode: Omninode, proven: Proven, examples: Mapping[str, Example], tmp_path: Path
) -> None:
    assert proven.done.returncode == 1, proven.done.stderr
    counts = {"documents": len(examples), "proven": len(examples) - 1, "failed": 1}
    assert json.loads(proven.done.stdout)["counts"] == counts
    assert examples["broken"].result["error"]["code"] == "PRD204"
    for name in NAMES:
        assert _is_the_same_alone(omninode, examples[name])

    edited = tmp_path / "one" / Path(examples["price_quote"].node()).name / "README.md"
    edited.write_text("my own words\n")
    (tmp_path / "prds").mkdir()
    for name in (*NAMES, "broken"):
        shutil.copy(proven.folder / "prds" / f"{name}.md", tmp_path / "prds")
    again = omninode("generate", "--local", "--prd", "prds", "--output-dir", "one")

    assert again.returncode == 1
    assert "price_quote failed: Edited since they were written" in again.stdout
    assert "3 documents: 1 proven, 2 failed" in again.stdout
    assert edited.read_text() == "my own words\n"


def test_what_was_generated_is_assessed_as_it_was_proven(
    omninode: Omninode, examples: Mapping[str, Example]
) -> None:
    example = examples["tool_lending"]
    done = omninode("intelligence", "query", "assess_code_quality", example.node())
    assert done.returncode == 0, done.stdout
    checks = example.result["checks"]
    score, passed = float(example.result["quality_score"]), f"{len(checks)} passed"
    said = f"quality {score:.2f} passed (needs 0.70) · {len(checks)} checks: {passed}"
    assert done.stdout.startswith(f"{said} · requirements executed 100%")


def _is_the_same_alone(omninode: Omninode, example: Example) -> bool:
    result = example.result
    prd = str(EXAMPLES / result["document"])
    done = omninode(*f"generate --local --prd {prd} --output-dir one --format json".split())
    alone = json.loads(done.stdout)
    assert result["status"] == alone["status"] == "completed"
    assert result["quality_score"] == alone["quality_score"]
    assert result["requirements"] == alone["requirements"]
    outcomes = [[(c["name"], c["outcome"]) for c in one["checks"]] for one in (result, alone)]
    assert outcomes[0] == outcomes[1]
    assert _files(example.folder / result["output_path"]) == _files(
        omninode.folder / alone["output_path"]
    )
    return True


def _files(package: Path) -> dict[str, bytes]:
    """Without the reports, which hold times, and the list of digests, theirs among them."""
    return {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in package.rglob("*")
        if path.is_file() and path.name not in TIMES and ".omninode" not in path.parts
    }


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "holds no document"),
        (
            {"a.md": "# Same name\n\n- one\n", "b.md": "# Same name\n\n- two\n"},
            "a.md and b.md both describe the node same_name",
        ),
    ],
)
def test_nothing_is_generated_where_the_folder_is_wrong(
    omninode: Omninode, tmp_path: Path, files: dict[str, str], words: str
) -> None:
    folder = tmp_path / "prds"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)

    done = omninode("generate", "--local", "--prd", "prds", "--output-dir", "all")

    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert not (tmp_path / "all").exists()


def test_a_link_that_leads_nowhere_is_not_passed_over(omninode: Omninode, tmp_path: Path) -> None:
    (tmp_path / "prds").mkdir()
    (tmp_path / "prds" / "lost.md").symlink_to("nowhere.md")
    done = omninode("generate", "--local", "--prd", "prds")
    assert done.returncode == 2
    assert "lost.md" in done.stderr


def test_a_folder_is_for_this_process_only(omninode: Omninode, tmp_path: Path) -> None:
    (tmp_path / "prds").mkdir()
    done = omninode("generate", "--prd", "prds")
    assert done.returncode == 2
    assert "Add --local" in done.stderr
