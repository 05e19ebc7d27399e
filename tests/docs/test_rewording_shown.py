"""What the how-to shows of wordings is what `check` tells, and following it leads to a node."""

import re
from pathlib import Path
from typing import Final

from omninode_bridge.stages.check import check_document

PAGE: Final = Path(__file__).parent.parent.parent / "docs" / "how-to" / "write-a-prd.md"
_TELLING: Final = ("Write instead", "Leave it")


def _section() -> str:
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(r"\n## When a sentence is not understood\n(.+?)\n## ", text, re.DOTALL)
    assert found is not None
    return found[1]


def _documents() -> list[str]:
    return re.findall(r"```markdown\n(.+?)```", _section(), re.DOTALL)


def test_the_table_holds_what_check_tells_of_the_first_document() -> None:
    shown = re.findall(r"^\| (\d+) \| (.+) \|$", _section(), re.MULTILINE)
    told = [
        (str(one.place.line), one.fix)
        for one in sorted(check_document(_documents()[0]).findings, key=lambda one: one.place.line)
        if one.fix.startswith(_TELLING)
    ]

    assert [line for line, _ in shown] == [line for line, _ in told]
    for (_, text), (_, fix) in zip(shown, told, strict=True):
        # Another way is told behind it.
        assert fix.removeprefix(text).partition(" Or ")[0] == ""


def test_the_second_document_is_the_first_with_every_wording_and_is_understood() -> None:
    first, second = _documents()
    lines = first.split("\n")
    for line, fix in re.findall(
        r'^\| (\d+) \| Write instead: "(.+)" \|$', _section(), re.MULTILINE
    ):
        old = lines[int(line) - 1]
        lines[int(line) - 1] = f"- {fix}" if old.startswith("- ") else fix
    checked = check_document(second)

    assert second == "\n".join(lines)
    assert checked.findings == ()
    assert checked.document.requirements
    assert all(one.pattern for one in checked.document.requirements)
