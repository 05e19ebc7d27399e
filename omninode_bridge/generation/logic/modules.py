"""What `emit.emit_logic(program, names, wording)` gives: `LogicModules`."""

import ast
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from omninode_bridge.rules.program import Source


@dataclass(frozen=True, slots=True)
class Trace:
    """Which function of the handler module realises which rules."""

    function: str
    sources: tuple[Source, ...]

    @property
    def requirement_ids(self) -> tuple[str, ...]:
        """Each once, in the order of the rules."""
        found = (one for each in self.sources for one in (each.requirement_id, *each.also))
        return tuple(dict.fromkeys(known for known in found if known is not None))


@dataclass(frozen=True, slots=True)
class RuleModule:
    """Where rules run: the dotted module, the class, and the labels of the rules in order."""

    module: str
    handler: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogicModules:
    """Python sources by path below the package's folder (`src/...`), before formatting.

    `handler_path` is the one that holds the handler class; the other is the support module.
    """

    files: Mapping[str, str]
    handler_path: str
    traces: tuple[Trace, ...]
    rules: RuleModule


@dataclass(frozen=True, slots=True)
class Wording:
    """Texts around the logic: comment lines above each file, and what the node is for."""

    header: tuple[str, ...] = ()
    purpose: str = ""


def origins_of(traces: Iterable[Trace]) -> dict[str, tuple[int, ...]]:
    """By function: the lines of the rules that it realises."""
    found: dict[str, tuple[int, ...]] = {}
    for trace in traces:
        lines = (*found.get(trace.function, ()), *(one.place.line for one in trace.sources))
        found[trace.function] = tuple(sorted(set(lines)))
    return found


def line_ranges(source: str, functions: Collection[str]) -> Mapping[str, tuple[int, int]]:
    """First and last line of each function, in any formatting of the handler module."""
    return {
        node.name: (node.lineno, node.end_lineno or node.lineno)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name in functions
    }
