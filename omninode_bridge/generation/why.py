"""Which requirement, rule and section stand behind a line of a generated package."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, Final

from omninode_bridge.generation.edits import Change, Stood, stood
from omninode_bridge.generation.symbols import symbols_at

# Decoded JSON of the package's own file, read field by field below.
type Json = Mapping[str, Any]  # reason: see above

_MACHINERY: Final[Mapping[str, str]] = {
    "tests": "the tests of every package: how they ask the node and compare answers",
    "models": "the models of every package",
    "enums": "the choices of every package",
    "value_types": "how values are read and written, the same in every package that uses them",
    "flow": "how every workflow is decided",
    "storage": "how every effect handles rows",
    "embedded": "the embedded adapters of every effect",
    "real": "the real adapters of every effect",
    "publisher": "how every effect publishes what its outbox holds",
    "ports": "the ports of every effect",
    "handlers": "how every handler is called and answers",
    "events": "how every event is taken",
    "aggregates": "how every metric is kept",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the document behind the code; `requirements` are ids."""

    line: int
    section: str
    text: str
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """`machinery` says what the line is for where no line of the document caused it.

    `since` is None where nobody can tell what was generated.
    """

    symbol: str
    reasons: tuple[Reason, ...]
    strategy: str
    machinery: str = ""
    since: Stood | None = None


def why(
    provenance: Json, path: str, source: str, line: int, generated: Mapping[str, str] | None = None
) -> Why:
    """`path` is below the package; raises `SyntaxError` for what is no Python and should be.

    `generated` are the files as they were: what a person has changed since is told by them.
    """
    if generated is None:
        return _why(provenance, path, source, line)
    if path not in generated:
        return Why("", (), provenance["strategy"], since=Stood(None, Change.ADDED))
    found = stood(path, generated[path], source, line)
    if found.line is None:
        return Why("", (), provenance["strategy"], since=found)
    return replace(_why(provenance, path, generated[path], found.line), since=found)


def _why(provenance: Json, path: str, source: str, line: int) -> Why:
    symbols = provenance["files"].get(path, {})
    candidates = list(symbols_at(source, line)) if path.endswith(".py") else []
    named = candidates[-1] if candidates else ""
    for symbol in candidates:
        if symbol in symbols:
            reasons = [_reason(provenance, number) for number in symbols[symbol]]
            return Why(symbol, tuple(reasons), provenance["strategy"])
    tested = list(_tested(provenance, path, candidates))
    if tested:
        return Why(named, tuple(tested), provenance["strategy"])
    if "" in symbols:
        reasons = [_reason(provenance, number) for number in symbols[""]]
        return Why(named, tuple(reasons), provenance["strategy"])
    return Why(named, (), provenance["strategy"], _machinery(path, provenance["node_type"]))


def _reason(provenance: Json, line: int) -> Reason:
    element = provenance["elements"].get(str(line), {})
    bound = [
        name
        for name, found in provenance["requirements"].items()
        if line in found["lines"] or name == element.get("requirement")
    ]
    section, text = str(element.get("section", "")), str(element.get("text", ""))
    return Reason(line, section, text, tuple(bound))


def _tested(provenance: Json, path: str, candidates: Sequence[str]) -> Iterator[Reason]:
    ids = {f"{path}::{symbol}" for symbol in candidates}
    for name, found in provenance["requirements"].items():
        if ids & set(found["tests"]):
            yield Reason(int(found["line"]), "Requirements", str(found["text"]), (name,))


def _machinery(path: str, node_type: str) -> str:
    parts = PurePosixPath(path).parts[:-1]
    about = next((_MACHINERY[part] for part in reversed(parts) if part in _MACHINERY), None)
    return f"machinery of every {node_type} node: {about or 'the frame of the package'}"
