"""The matrix from requirements over code and tests to what became of the tests."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from omninode_bridge.generation.symbols import ranges_of

# Decoded JSON of the package's own files, read field by field below.
type Json = Mapping[str, Any]  # reason: see above

NOT_RUN: Final = "not run"


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Where a requirement is realised; lines count from 1, the last one included.

    `changed`: the file is not the one that was proven.
    """

    file: str
    first: int
    last: int
    symbol: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class TracedTest:
    """`result` is passed, failed, skipped or not run.

    `changed`: something in the package is not as it was then.
    """

    id: str
    result: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Traced:
    """One requirement: its state as bound, where it is realised, and by what it is shown."""

    requirement: str
    line: int
    text: str
    state: str
    code: tuple[CodePlace, ...]
    tests: tuple[TracedTest, ...]


type Made = tuple[CodePlace, frozenset[int]]
"""A place, and the lines of the document that it was made from."""


def trace(
    provenance: Json,
    quality: Json | None,
    files: Mapping[str, str],
    changed: Collection[str] = (),
) -> tuple[Traced, ...]:
    """`quality` is the report in JSON, None where there is none; `files` are sources by path.

    `changed` are the paths of what is not as it was when the report was made.
    """
    outcomes, places = dict(_outcomes(quality)), tuple(_places(provenance, files, changed))
    return tuple(
        Traced(
            requirement=name,
            line=int(found["line"]),
            text=str(found["text"]),
            state=str(found["state"]),
            code=tuple(_realising(_lines_of(provenance, name), places)),
            tests=tuple(
                TracedTest(test, _result(test, outcomes), changed=bool(changed))
                for test in found["tests"]
            ),
        )
        for name, found in sorted(
            provenance["requirements"].items(), key=lambda pair: int(pair[1]["line"])
        )
    )


def _outcomes(quality: Json | None) -> Iterator[tuple[str, str]]:
    for check in quality["checks"] if quality else ():
        yield from ((str(test["id"]), str(test["outcome"])) for test in check["tests"])


def _result(test: str, outcomes: Mapping[str, str]) -> str:
    """The worst of its cases; a test that no report knows has not run."""
    found = {
        outcome for id_, outcome in outcomes.items() if id_ == test or id_.startswith(f"{test}[")
    }
    for worst in ("failed", "not_run", "skipped"):
        if worst in found:
            return worst.replace("_", " ")
    return "passed" if found else NOT_RUN


def _places(provenance: Json, files: Mapping[str, str], changed: Collection[str]) -> Iterator[Made]:
    """Of all that was made from lines of the document."""
    for path, symbols in provenance["files"].items():
        if path not in files:
            continue
        for symbol, (first, last) in ranges_of(files[path], symbols):
            place = CodePlace(path, first, last, symbol, changed=path in changed)
            yield place, frozenset(symbols[symbol])


def _lines_of(provenance: Json, name: str) -> set[int]:
    elements = provenance["elements"].items()
    carrying = {int(line) for line, found in elements if found["requirement"] == name}
    return carrying.union(provenance["requirements"][name]["lines"])


def _realising(lines: set[int], places: Iterable[Made]) -> Iterator[CodePlace]:
    yield from (place for place, made_from in places if lines & made_from)


def as_text(traced: tuple[Traced, ...]) -> Iterator[str]:
    for each in traced:
        state = each.state.replace("_", " ")
        yield f"{each.requirement} (line {each.line}), {state}: {each.text}"
        for place in each.code:
            symbol = f" {place.symbol}" if place.symbol else ""
            edited = " (changed since the proof)" if place.changed else ""
            yield f"  code  {place.file}:{place.first}-{place.last}{symbol}{edited}"
        for test in each.tests:
            before = " before the change" if test.changed and test.result != NOT_RUN else ""
            yield f"  test  {test.result}{before}: {test.id}"
        if state == "bound" and not each.tests:
            yield f"  test  {NOT_RUN}: no executable test shows it"


def as_json(traced: tuple[Traced, ...]) -> list[dict[str, object]]:
    return [asdict(each) for each in traced]
