"""Statements that contradict each other."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from omninode_bridge.requirements.acceptance.values import ValueTextError, read_value
from omninode_bridge.requirements.defects.fields import all_fields
from omninode_bridge.requirements.defects.work_items import is_work_item
from omninode_bridge.requirements.document import Document, Example, Field
from omninode_bridge.requirements.notebook import Notebook, did_you_mean, shown
from omninode_bridge.requirements.structures import StateMachine, Target
from omninode_bridge.requirements.types import EnumOf, Optional, ValueType

# What may not stand before a figure is asked only where a digit is: `.` is that digit.
FIGURE: Final = re.compile(
    r"(\d(?<![\w.#].)(?<![A-Za-z]-.)(?<!rule .)(?<!step .)(?<!phase .)(?<!version .)(?<!case .)"
    r"(?<!level .)(?<!item .)(?<!round .)(?<!issue .)(?<!pr .)\d{0,39}(?:,\d{3})*(?:\.\d{1,40})?)",
)
FEWEST_WORDS: Final = 4
QUALIFIER: Final = re.compile(r"\b(?:for|on|with|under|during|per) [^,;]{1,80}$")
_CONDITION: Final = re.compile(r"(?:if|when|where|for|from|at|between)\b[^,]*,")
UPPER: Final = ("<", "<=")


def find_inconsistent(document: Document, notebook: Notebook) -> None:
    _requirements(document, notebook)
    for field in all_fields(document):
        _constraints(field, notebook)
        _default(field, notebook)
    _examples(document.examples, notebook)
    _targets(document.targets, notebook)
    if document.states is not None:
        _transitions(document.states, notebook)


def _requirements(document: Document, notebook: Notebook) -> None:
    """The same sentence twice, or twice with different figures."""
    texts: dict[str, str] = {}
    masked: dict[str, tuple[str, list[str]]] = {}
    for requirement in document.requirements:
        text = " ".join(requirement.text.lower().split()).rstrip(".")
        if is_work_item(requirement.text):
            continue
        first = texts.setdefault(text, requirement.id)
        if first != requirement.id:
            message = f"{requirement.id} says the same as {first}"
            notebook.add("PRD110", requirement.place, message)
            continue
        pieces = FIGURE.split(text)
        figures, shape = pieces[1::2], "#".join(pieces[::2])
        if not figures or len(shape.split()) < FEWEST_WORDS:
            continue
        other, known = masked.setdefault(shape, (requirement.id, figures))
        if known != figures and not _are_cases(text, known, figures):
            message = (
                f"{requirement.id} says {', '.join(figures)} where {other} says {', '.join(known)}"
            )
            notebook.add("PRD111", requirement.place, message)


def _are_cases(text: str, known: Sequence[str], figures: Sequence[str]) -> bool:
    """`If days is 0, it is 5` and `if days is 1, it is 2`: another case has another value."""
    condition = _CONDITION.match(text)
    count = len(FIGURE.findall(condition[0])) if condition is not None else 0
    return 0 < count < len(figures) and all(
        one != other
        for one, other in ((known[:count], figures[:count]), (known[count:], figures[count:]))
    )


def _constraints(field: Field, notebook: Notebook) -> None:
    limits = field.constraints
    low, high = limits.minimum, limits.maximum
    if low is not None and high is not None:
        touching = low.value == high.value and not (low.inclusive and high.inclusive)
        if low.value > high.value or touching:
            message = f"no value of `{field.name}` lies between {low.value} and {high.value}"
            notebook.add("PRD112", field.place, message)
    shortest, longest = limits.min_length, limits.max_length
    if shortest is not None and longest is not None and shortest > longest:
        message = f"no length of `{field.name}` lies between {shortest} and {longest}"
        notebook.add("PRD112", field.place, message)


def _default(field: Field, notebook: Notebook) -> None:
    if field.default is None:
        return
    try:
        value = read_value(field.default.text, field.type)
    except ValueTextError as error:
        message = f"the default {shown(field.default.text)} of `{field.name}` is {error}"
        notebook.add("PRD113", field.place, message)
        return
    choices = field.constraints.one_of or _members(field.type)
    if choices and value is not None and str(value) not in choices:
        fix = did_you_mean(str(value), choices)
        message = (
            f"the default {shown(field.default.text)} of `{field.name}` is not among its values"
        )
        notebook.add("PRD113", field.place, message, fix=fix)
    _default_in_range(field, value, notebook)


def _members(type_: ValueType) -> tuple[str, ...]:
    inner = type_.of if isinstance(type_, Optional) else type_
    return inner.members if isinstance(inner, EnumOf) else ()


def _default_in_range(field: Field, value: object, notebook: Notebook) -> None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return
    low, high = field.constraints.minimum, field.constraints.maximum
    below = low is not None and (number < low.value or (number == low.value and not low.inclusive))
    above = high is not None and (
        number > high.value or (number == high.value and not high.inclusive)
    )
    if below or above:
        message = f"the default {number} of `{field.name}` breaks its own limits"
        notebook.add("PRD113", field.place, message)


def _examples(examples: Sequence[Example], notebook: Notebook) -> None:
    seen: dict[str, Example] = {}
    for example in examples:
        other = seen.setdefault(repr(sorted(example.given.items())), example)
        shared = other.expected.keys() & example.expected.keys()
        differs = any(other.expected[name] != example.expected[name] for name in shared)
        if differs or (other.rejection is None) != (example.rejection is None):
            where = other.place.line
            message = f"{example.name} expects something else than line {where} of the same input"
            notebook.add("PRD114", example.place, message)


def _targets(targets: Sequence[Target], notebook: Notebook) -> None:
    seen: dict[tuple[str, bool, str], Target] = {}
    for target in targets:
        if target.metric is None or target.value is None or target.comparator is None:
            continue
        said_for = " ".join(QUALIFIER.findall(target.text.lower()))
        key = (target.metric.lower(), target.comparator in UPPER, said_for)
        other = seen.setdefault(key, target)
        if (other.value, other.unit) != (target.value, target.unit):
            message = f'"{shown(target.text)}" contradicts line {other.place.line}'
            notebook.add("PRD115", target.place, message)


def _transitions(machine: StateMachine, notebook: Notebook) -> None:
    """A transition behind one of the same source and event that has no guard never happens."""
    unguarded: set[tuple[str, str | None]] = set()
    for edge in machine.transitions:
        key = (edge.source, edge.event)
        if key in unguarded:
            message = f"{edge.event} in {edge.source} is already decided by a row without a guard"
            notebook.add("PRD116", edge.place, message)
        if edge.guard is None:
            unguarded.add(key)
