"""Findings for people, programs and code-scanning services: text, JSON, SARIF 2.1.0."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final
from urllib.parse import quote

from omninode_bridge.diagnostics import Code, Diagnostic, Severity
from omninode_bridge.requirements.asides import Aside
from omninode_bridge.requirements.codes import CODES
from omninode_bridge.requirements.data_shown import DataShown
from omninode_bridge.requirements.document import Requirement
from omninode_bridge.requirements.notebook import shown

ORDER: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
NUMBER_WIDTH: Final = 4
LONGEST_LINE: Final = 100
CONTEXT: Final = 40
MOST_ASIDES: Final = 20
LONGEST_ASIDE: Final = 60
DATA_WIDTH: Final = 110
SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"

type Tree = dict[str, "Tree"] | list["Tree"] | str | int | bool | None


@dataclass(frozen=True, slots=True)
class AsRead:
    """A requirement told in prose, and what it became: `rule `total = net + tax``."""

    requirement: Requirement
    how: str


@dataclass(frozen=True, slots=True)
class WasRead:
    """What a document's sentences became, which of them ask for nothing, and its data."""

    sentences: Sequence[AsRead] = ()
    asides: Sequence[Aside] = ()
    data: Sequence[DataShown] = ()


NOTHING: Final = WasRead()


def in_reading_order(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Errors first, then by place."""
    return sorted(found, key=lambda one: (ORDER[one.severity], one.place.line, one.place.column))


def as_text(
    found: Sequence[Diagnostic],
    text: str,
    path: str,
    was_read: WasRead = NOTHING,
) -> str:
    """Each finding with its line and a caret, what the sentences became, the data, and the sum."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks = [_block(one, lines, path) for one in in_reading_order(found)]
    told = (_understood(was_read.sentences), _known(was_read.data), _beside(was_read.asides))
    blocks += ["\n".join(one) for one in map(tuple, told) if len(one) > 1]
    return "\n\n".join([*blocks, _sum(found, path)]) + "\n"


def _understood(read: Sequence[AsRead]) -> Iterator[str]:
    yield "Understood:"
    for one in read:
        line = f"{one.requirement.place.line:>{NUMBER_WIDTH + 1}}"
        yield f'{line} | "{_short(one.requirement.shown)}": {one.how}'


def _known(data: Sequence[DataShown]) -> Iterator[str]:
    yield "Data:"
    for one in data:
        text = f"{shown(one.thing)}: {', '.join(map(shown, one.fields))}"
        yield from wrap(text, DATA_WIDTH, initial_indent="  ", subsequent_indent="      ")


def _short(text: str) -> str:
    return shown(text if len(text) <= LONGEST_ASIDE else f"{text[:LONGEST_ASIDE]}…")


def _beside(asides: Sequence[Aside]) -> Iterator[str]:
    yield "No requirements are:"
    for one in asides[:MOST_ASIDES]:
        yield f'{one.place.line:>{NUMBER_WIDTH + 1}} | "{_short(one.text)}": {one.reason}'
    if len(asides) > MOST_ASIDES:
        yield f"      and {len(asides) - MOST_ASIDES} more; --format json lists all"


def _block(one: Diagnostic, lines: Sequence[str], path: str) -> str:
    place = f"{path}:{one.place.line}:{one.place.column}"
    head = f"{place:<15} {one.severity.value:<7} {one.code}  {one.message}"
    source = lines[one.place.line - 1] if one.place.line <= len(lines) else ""
    if not source.strip():
        return f"{head}\n      fix: {one.fix}" if one.fix else head
    shown, start, length = _excerpt(source, one)
    number = f"{one.place.line:>{NUMBER_WIDTH + 1}}"
    margin = " " * len(number)
    caret = " " * start + "^" * length
    return f"{head}\n{number} | {shown}\n{margin} | {caret} {one.fix}".rstrip()


def _excerpt(source: str, one: Diagnostic) -> tuple[str, int, int]:
    """A line that fits, where the caret starts in it, and how long the caret is."""
    line = "".join(char if char.isprintable() else " " for char in source)
    start = min(one.place.column - 1, len(line))
    end = min(one.place.end - 1 if one.place.end else start + 1, len(line))
    first = 0 if len(line) <= LONGEST_LINE else max(0, start - CONTEXT)
    shown = line[first : first + LONGEST_LINE].rstrip()
    length = max(1, min(end, first + len(shown)) - start)
    prefix = "…" if first else ""
    suffix = "…" if first + LONGEST_LINE < len(line) else ""
    return prefix + shown + suffix, start - first + len(prefix), length


def _sum(found: Sequence[Diagnostic], path: str) -> str:
    """`1 error, 1 note in order.md.` and where to read on."""
    counts = Counter(one.severity for one in found)
    parts = [
        f"{counts[severity]} {severity.value}{'s' * (counts[severity] > 1)}"
        for severity in ORDER
        if counts[severity]
    ]
    if not parts:
        return f"No findings in {path}."
    code = in_reading_order(found)[0].code
    return f"{', '.join(parts)} in {path}. `omninode explain {code}` tells more."


def as_json(
    found: Sequence[Diagnostic],
    path: str,
    requirements: Sequence[Requirement] = (),
    was_read: WasRead = NOTHING,
) -> str:
    """One object: the file, the numbers by severity, the findings, what was read as what, data."""
    counts = Counter(one.severity for one in found)
    becomes = {one.requirement.id: one.how for one in was_read.sentences}
    tree: Tree = {
        "file": path,
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "notes": counts[Severity.NOTE],
        "findings": [_tree(one) for one in in_reading_order(found)],
        "requirements": [
            {
                "id": one.id,
                "line": one.place.line,
                "text": one.shown,
                "class": one.classification.value,
                "understood": one.pattern,
                "becomes": becomes.get(one.id, ""),
            }
            for one in requirements
        ],
        "data": {one.thing: list(one.fields) for one in was_read.data},
        "asides": [
            {"line": one.place.line, "text": one.text, "reason": one.reason}
            for one in was_read.asides
        ],
    }
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def _tree(one: Diagnostic) -> Tree:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "line": one.place.line,
        "column": one.place.column,
        "end": one.place.end,
        "message": one.message,
        "fix": one.fix,
    }


def as_sarif(
    found: Sequence[Diagnostic], path: str, codes: Mapping[str, Code] = CODES, version: str = "0"
) -> str:
    """SARIF 2.1.0. `codes` describes the rules; a code that it lacks gets an entry of its own."""
    ordered = in_reading_order(found)
    names = sorted({one.code for one in ordered})
    index = {name: number for number, name in enumerate(names)}
    driver: Tree = {
        "name": "omninode",
        "version": version,
        "rules": [_rule(name, codes.get(name)) for name in names],
    }
    results: Tree = [_result(one, path, index[one.code]) for one in ordered]
    tree: Tree = {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"


def _rule(name: str, code: Code | None) -> Tree:
    if code is None:
        return {"id": name, "shortDescription": {"text": name}}
    return {
        "id": code.code,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.explanation},
        "help": {"text": code.fix},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _result(one: Diagnostic, path: str, rule: int) -> Tree:
    region: dict[str, Tree] = {"startLine": one.place.line, "startColumn": one.place.column}
    if one.place.end is not None:
        region["endColumn"] = one.place.end
    text = f"{one.message} ({one.fix})" if one.fix else one.message
    return {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": one.severity.value,
        "message": {"text": text},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}
        ],
    }


def _uri(path: str) -> str:
    return quote(path.replace("\\", "/"))
