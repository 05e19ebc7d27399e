"""How many requests of a conformance set generated nodes answer as expected, by `omninode run`.

    python -m benchmarks.conformance --data DIR

DIR holds `prds/*.md` and `cases.jsonl`. A case has `prd`, `type`, `operation` (`$outbox` counts the
events that the effect has sent), `state_script` (cases of one script share a state), `request_text`
(`$name` stands for a value kept by an earlier case, `"$state"` for the last snapshot), `expected`
(only its keys are compared; `#items` is a length), `exit`, `keep` and `sort` (lists of any order).
"""

import argparse
import json
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.packages import OMNINODE, proven
from omninode_bridge.requirements.reading import read_prd

type Json = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
type Case = dict[str, Json]

SHOWN = 300


@dataclass(slots=True)
class Script:
    """What the cases of one `state_script` share."""

    folder: Path
    kept: dict[str, str] = field(default_factory=dict)
    snapshot: Json = None

    def text_of(self, case: Case) -> str:
        text = str(case["request_text"])
        for name, value in self.kept.items():
            text = text.replace(f'{name}"', f'{value}"')
        return text.replace('"$state"', json.dumps(self.snapshot))

    def remember(self, case: Case, answer: Json) -> None:
        if not isinstance(answer, dict):
            return
        self.snapshot = answer.get("state", self.snapshot)
        wanted = case.get("keep")
        for name, key in wanted.items() if isinstance(wanted, dict) else ():
            if str(key) in answer:
                self.kept[name] = str(answer[str(key)])


def main(data: Path | None = None) -> None:
    print("Requests of a conformance set")
    if data is None:
        print("  not measured: it is not part of the project (give its place with --data)")
        return
    with TemporaryDirectory(prefix="omninode-conformance-") as folder:
        packages = generated(data / "prds", Path(folder, "packages"))
        measure(data / "cases.jsonl", packages, Path(folder, "states"))


def generated(documents: Path, folder: Path) -> dict[str, Path]:
    """The package of each document, by the document's name."""
    told = proven(documents, folder).strip()
    print(f"  {told.splitlines()[-1]}" if told else "  nothing was generated")
    found = {}
    for document in sorted(documents.glob("*.md")):
        name = read_prd(document.read_text(encoding="utf-8")).document.name
        found[f"{documents.name}/{document.name}"] = next(folder.glob(f"node_{name}_*"))
    return found


def measure(cases: Path, packages: dict[str, Path], states: Path) -> None:
    scripts: dict[str, Script] = {}
    counts = Counter[tuple[str, bool]]()
    for number, line in enumerate(cases.read_text(encoding="utf-8").splitlines(), 1):
        case: Case = json.loads(line)
        key = str(case.get("state_script") or number)
        script = scripts.setdefault(key, Script(states / f"{len(scripts)}"))
        problem = differs(case, packages[str(case["prd"])], script)
        counts[str(case["type"]), problem is None] += 1
        if problem:
            print(f"case {number}, {case['prd']}: {problem[:SHOWN]}")
    for kind in sorted({kind for kind, _ in counts}):
        right, wrong = counts[kind, True], counts[kind, False]
        print(f"  {kind:13} {right:4} of {right + wrong:4} as expected")
    right = sum(count for (_, fine), count in counts.items() if fine)
    print(f"  {'all':13} {right:4} of {counts.total():4} as expected")


def differs(case: Case, package: Path, script: Script) -> str | None:
    """Where the answer is another than the expected one; None where it is as expected."""
    script.folder.mkdir(parents=True, exist_ok=True)
    if case["operation"] == "$outbox":
        outbox = script.folder / "outbox.jsonl"
        lines = outbox.read_text(encoding="utf-8").splitlines() if outbox.exists() else []
        answer: Json = {"lines": len(lines)}
        code: Json = 0
    else:
        code, answer = asked(case, package, script)
        script.remember(case, answer)
    expected = with_kept(case["expected"], script.kept)
    names = case.get("sort")
    for name in names if isinstance(names, list) else ():
        answer, expected = in_order(answer, str(name)), in_order(expected, str(name))
    if code != case["exit"]:
        return f"exit {code} instead of {case['exit']}: {json.dumps(answer)}"
    return None if expected is None else difference(expected, answer, "answer")


def asked(case: Case, package: Path, script: Script) -> tuple[int, Json]:
    command = [*OMNINODE, "run", str(package)]
    if case["operation"]:
        command += ["--operation", str(case["operation"])]
    if case["type"] == "effect":
        command += ["--state", str(script.folder)]
    done = subprocess.run(
        command, input=script.text_of(case), capture_output=True, text=True, check=False
    )
    try:
        return done.returncode, json.loads(done.stdout)
    except ValueError:
        return done.returncode, done.stderr


def with_kept(value: Json, kept: dict[str, str]) -> Json:
    match value:
        case str():
            return kept.get(value, value)
        case list():
            return [with_kept(each, kept) for each in value]
        case dict():
            return {name: with_kept(each, kept) for name, each in value.items()}
    return value


def in_order(value: Json, name: str) -> Json:
    if not isinstance(value, dict) or not isinstance(found := value.get(name), list):
        return value
    return {**value, name: sorted(found, key=json.dumps)}


def difference(expected: Json, found: Json, place: str) -> str | None:
    match expected, found:
        case dict(), dict():
            problems = (of_key(name, wanted, found, place) for name, wanted in expected.items())
        case list(), list() if len(expected) == len(found):
            pairs = enumerate(zip(expected, found, strict=True))
            problems = (difference(one, two, f"{place}[{i}]") for i, (one, two) in pairs)
        case _ if type(expected) is type(found) and expected == found:
            return None
        case _:
            return f"{place}: {expected!r} expected, {found!r} found"
    return next((problem for problem in problems if problem), None)


def of_key(name: str, wanted: Json, found: dict[str, Json], place: str) -> str | None:
    if name.startswith("#"):
        items = found.get(name[1:])
        length = len(items) if isinstance(items, list) else None
        return difference(wanted, length, f"{place}.{name}")
    if name not in found:
        return f"{place}.{name} is missing"
    return difference(wanted, found[name], f"{place}.{name}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    main(parser.parse_args().data)
