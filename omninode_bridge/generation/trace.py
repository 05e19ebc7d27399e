"""The matrix from requirements over code and tests to what became of the tests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from omninode_bridge.generation.symbols import range_of

# Decoded JSON of the package's own files, read field by field below.
type Json = Mapping[str, Any]  # reason: see above

NOT_RUN: Final = "not run"


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Where a requirement is realised; lines count from 1, the last one included."""

    file: str
    first: int
    last: int
    symbol: str


@dataclass(frozen=True, slots=True)
class TracedTest:
    """`result` is passed, failed, skipped or not run."""

    id: str
    result: str


@dataclass(frozen=True, slots=True)
class Traced:
    """One requirement: its state as bound, where it is realised, and by what it is shown."""

    requirement: str
    line: int
    text: str
    state: str
    code: tuple[CodePlace, ...]
    tests: tuple[TracedTest, ...]


def trace(provenance: Json, quality: Json | None, files: Mapping[str, str]) -> tuple[Traced, ...]:
    """`quality` is the report in JSON, None where there is none; `files` are sources by path."""
    outcomes = dict(_outcomes(quality))
    return tuple(
        Traced(
            requirement=name,
            line=int(found["line"]),
            text=str(found["text"]),
            state=str(found["state"]),
            code=tuple(_places(provenance, name, files)),
            tests=tuple(TracedTest(test, _result(test, outcomes)) for test in found["tests"]),
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


def _places(provenance: Json, name: str, files: Mapping[str, str]) -> Iterator[CodePlace]:
    lines = set(provenance["requirements"][name]["lines"])
    elements = provenance["elements"].items()
    lines |= {int(line) for line, found in elements if found["requirement"] == name}
    for path, symbols in provenance["files"].items():
        for symbol, made_from in symbols.items():
            place = range_of(files[path], symbol) if path in files else None
            if place is not None and lines & set(made_from):
                yield CodePlace(path, *place, symbol)


def as_text(traced: tuple[Traced, ...]) -> Iterator[str]:
    for each in traced:
        state = each.state.replace("_", " ")
        yield f"{each.requirement} (line {each.line}), {state}: {each.text}"
        for place in each.code:
            symbol = f" {place.symbol}" if place.symbol else ""
            yield f"  code  {place.file}:{place.first}-{place.last}{symbol}"
        for test in each.tests:
            yield f"  test  {test.result}: {test.id}"
        if state == "bound" and not each.tests:
            yield f"  test  {NOT_RUN}: no executable test shows it"


def as_json(traced: tuple[Traced, ...]) -> list[dict[str, object]]:
    return [
        {
            "requirement": each.requirement,
            "line": each.line,
            "text": each.text,
            "state": each.state,
            "code": [
                {
                    "file": place.file,
                    "first": place.first,
                    "last": place.last,
                    "symbol": place.symbol,
                }
                for place in each.code
            ],
            "tests": [{"id": test.id, "result": test.result} for test in each.tests],
        }
        for each in traced
    ]
