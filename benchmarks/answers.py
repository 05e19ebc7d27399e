"""How nodes answer whose documents were written by people who had never used us.

    python -m benchmarks.answers [--part held] [--details] [NAME ...]

`prose_documents/` holds parts, each in the form of a conformance set. Of documents in prose alone
by authors who knew nothing, `looked_at` was read by those who write the readers, `held` was not
(only its counts were). By authors who had read the how-to are `first_drafts`, and the same
documents `after_hints`, when they had followed what `omninode check` told them; `later_drafts`,
which were mended for in part; and `unseen_drafts`, which were not, all in prose alone. A request is
answered `right`, `wrong`, or is `absent` (the node has no such operation, event or field); of a
document without a proven node there is `none`.
"""

import argparse
import json
import subprocess
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.conformance import Case, Script, differs
from benchmarks.packages import OMNINODE

DOCUMENTS: Final = Path(__file__).parent / "prose_documents"
PARTS: Final = (
    *("looked_at", "held"),
    *("first_drafts", "after_hints", "later_drafts", "unseen_drafts"),
)
RIGHT, WRONG, ABSENT, NO_NODE = "right", "wrong", "absent", "none"
SHOWN: Final = 240
_NOT_THERE: Final = ("exit 2 ", "unknown_event", "is not a field", "unknown field", "is missing")


def main(parts: Sequence[str] = PARTS, names: Sequence[str] = (), *, details: bool = False) -> None:
    for part in parts:
        cases = cases_of(DOCUMENTS / part)
        counts, proven = Counter[str](), 0
        for name in sorted(cases if not names else cases.keys() & set(names)):
            found = answered(DOCUMENTS / part / "prds" / f"{name}.md", cases[name], details=details)
            proven += not found[NO_NODE]
            counts += found
            if details:
                print(f"  {name}: {told(found)}", flush=True)
        print(f"documents of others, {part}: {proven} of {len(cases)} proven, {told(counts)}")


def cases_of(folder: Path) -> Mapping[str, list[Case]]:
    """By the name of the document."""
    found = defaultdict[str, list[Case]](list)
    for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        case: Case = json.loads(line)
        found[Path(str(case["prd"])).stem].append(case)
    return found


def answered(document: Path, cases: Sequence[Case], *, details: bool) -> Counter[str]:
    with TemporaryDirectory(prefix="omninode-answers-") as folder:
        package = proven_package(document, Path(folder, "packages"))
        if package is None:
            return Counter({NO_NODE: len(cases)})
        scripts: dict[str, Script] = {}
        counts = Counter[str]()
        for number, case in enumerate(cases, 1):
            key = str(case.get("state_script") or number)
            script = scripts.setdefault(key, Script(Path(folder, f"state-{len(scripts)}")))
            problem = differs(case, package, script)
            ended = RIGHT if problem is None else verdict_of(problem)
            counts[ended] += 1
            if details and problem:
                print(f"    {number} {ended}: {problem[:SHOWN]}")
        return counts


def proven_package(document: Path, folder: Path) -> Path | None:
    command = [*OMNINODE, "generate", "--local", "--prd", str(document)]
    done = subprocess.run(
        [*command, "--output-dir", str(folder)], capture_output=True, text=True, check=False
    )
    return next(folder.glob("node_*"), None) if done.returncode == 0 else None


def verdict_of(problem: str) -> str:
    return ABSENT if any(sign in problem for sign in _NOT_THERE) else WRONG


def told(counts: Mapping[str, int]) -> str:
    parts = (f"{counts.get(one, 0)} {one}" for one in (RIGHT, WRONG, ABSENT, NO_NODE))
    return " / ".join(parts)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--details", action="store_true", help="not for what is held back")
    options = parser.parse_args()
    main(options.part or PARTS, options.names, details=options.details)
