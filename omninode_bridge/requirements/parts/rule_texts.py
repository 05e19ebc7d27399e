"""Where rules stand: bullets, fences, tables, and code inside requirements."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.document import Field, RuleText
from omninode_bridge.requirements.markdown.blocks import Block, Fence, Item, Listing, Table
from omninode_bridge.requirements.markdown.columns import rows_by_name
from omninode_bridge.requirements.markdown.inline import code_spans, unwrapped
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.parts.own_ids import split_id, split_ids

STATEMENT: Final = re.compile(
    r"(?:if|for each)\b[^=]*=|(?:reject|warn) (?:when|if)\b.*[:\"=<>]|"
    r"[A-Za-z_][\w.]{0,120}\s*=(?![=>~])",
    re.IGNORECASE | re.DOTALL,
)
"""`If it rains, the roof is closed` and `Reject when it is late` are sentences."""

IN_PROSE: Final = re.compile(
    r"(?:if|for each|reject when|warn when)\b.+:|[A-Za-z_][\w.]{0,120}\s+=\s", re.IGNORECASE
)
WARNING: Final = re.compile(r"warn\s+(?:when|if)\b", re.IGNORECASE)
RULE_FENCES: Final = frozenset({"", "rule", "rules", "text", "txt", "python", "py"})
PROGRAMS: Final = frozenset({"python", "py"})
COMMENT: Final = ("#", "//")
COLUMNS: Final = ("id", "rule")


def looks_like_rule(text: str) -> bool:
    """Whether a text begins as a statement of the rule language does."""
    return STATEMENT.match(text.strip()) is not None


def is_rule_in_prose(text: str) -> bool:
    """Stricter than `looks_like_rule`: code such as `debug=true` in a sentence is no rule."""
    return IN_PROSE.match(text.strip()) is not None


def rule_of(span: Span, requirement_id: str | None, also: Sequence[str] = ()) -> RuleText:
    return RuleText(span.text, span.place(), requirement_id, also=tuple(also))


def rules_in_item(item: Item, requirement_id: str | None) -> list[RuleText]:
    """The rules that a list item states; an id before them binds them to that requirement."""
    own, rest = split_ids(item.span)
    bound_to = own[0] if own else requirement_id
    found = [rule_of(span, bound_to, own[1:]) for span in _statements(rest)]
    for child in item.children:
        found.extend(rules_in_block(child, bound_to))
    return found


def rules_in_text(text: Span, requirement_id: str | None) -> list[RuleText]:
    """The rules in a text that has no id before it."""
    return [rule_of(span, requirement_id) for span in _statements(text)]


def _statements(rest: Span) -> Iterator[Span]:
    whole = unwrapped(rest)
    if whole.text != rest.text.strip():
        yield from _identified(whole)
        return
    in_code = [span for span in code_spans(rest) if looks_like_rule(span.text)]
    if in_code:
        yield from in_code
    elif looks_like_rule(rest.text):
        yield rest.strip()


def _identified(span: Span) -> Iterator[Span]:
    if span:
        yield span


def rules_in_block(block: Block, requirement_id: str | None) -> list[RuleText]:
    if isinstance(block, Listing):
        return [rule for item in block.items for rule in rules_in_item(item, requirement_id)]
    if isinstance(block, Fence) and block.info in RULE_FENCES:
        return rules_in_fence(block, requirement_id)
    return []


def rules_in_fence(fence: Fence, requirement_id: str | None) -> list[RuleText]:
    """One rule a line; blank lines and comments are none."""
    found: list[RuleText] = []
    for line in fence.lines:
        text = line.strip()
        if text and not text.text.startswith(COMMENT):
            own, rest = split_ids(text)
            bound_to = own[0] if own else requirement_id
            found.append(rule_of(unwrapped(rest), bound_to, own[1:]))
    # A program is no list of rules, although some of its lines may look like rules.
    is_program = fence.info in PROGRAMS and not all(looks_like_rule(rule.text) for rule in found)
    return [] if is_program else found


def rules_in_table(table: Table, notebook: Notebook) -> list[RuleText]:
    found: list[RuleText] = []
    for row in rows_by_name(table, COLUMNS, notebook):
        cell = row.cells.get("rule")
        if cell:
            found.extend(rules_in_cell(cell, row.text("id") or None))
    return found


def rules_in_cell(cell: Span, requirement_id: str | None) -> list[RuleText]:
    """Rules separated by semicolons, each with or without code ticks, or all in one code span."""
    found: list[RuleText] = []
    for part in unwrapped(cell).split_outside(";"):
        own_id, rest = split_id(part)
        inner = unwrapped(rest)
        if inner:
            found.append(rule_of(inner, own_id or requirement_id))
    return found


def rules_of_outputs(outputs: Sequence[Field]) -> list[RuleText]:
    """The `rule` cells of an output table: statements, or the expression of the cell's field."""
    return [rule for field in outputs for rule in _rules_of_output(field)]


def _rules_of_output(field: Field) -> Iterator[RuleText]:
    if field.rule_place is None:
        return
    cell = Span.on(field.rule, field.rule_place.line, field.rule_place.column)
    bound_to: str | None = None
    for part in unwrapped(cell).split_outside(";"):
        own_id, rest = split_id(part)
        bound_to = own_id or bound_to
        rule = rule_of(unwrapped(rest), bound_to)
        if looks_like_rule(rule.text):
            yield rule
        elif rule.text:
            prefix = f"{field.name} = "
            # The name stands left of the cell, so that the expression keeps its own columns.
            column = max(1, rule.place.column - len(prefix))
            start = Place(rule.place.line, column, rule.place.end)
            yield RuleText(prefix + rule.text, start, bound_to)


def is_warning(rule: RuleText) -> bool:
    return WARNING.match(rule.text.strip()) is not None


def assigned_names(rules: Sequence[RuleText]) -> list[str]:
    """Names that the rules assign, in the order in which they are written."""
    names: dict[str, None] = {}
    for rule in rules:
        text = rule.text.strip()
        if text.startswith(("for each", "reject", "warn")):
            continue
        match = re.match(r"(?:if\b.{1,2000}?:\s*)?([A-Za-z_]\w{0,119})\s*=(?!=)", text, re.DOTALL)
        if match is not None:
            names.setdefault(match.group(1))
    return list(names)
