"""Operations: a table, or a subsection each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.document import (
    Entity,
    Operation,
    OperationInput,
    OperationOutput,
    RuleText,
)
from omninode_bridge.requirements.markdown.blocks import Fence, Item, Listing, Table
from omninode_bridge.requirements.markdown.columns import Row, bind_columns, rows_by_name
from omninode_bridge.requirements.markdown.inline import bare, unwrapped
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import field_name, pascal_case, symbol_name
from omninode_bridge.requirements.notebook import Notebook, did_you_mean, shown
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.own_ids import ids_in
from omninode_bridge.requirements.parts.retries import read_retry, read_timeout
from omninode_bridge.requirements.parts.rule_texts import (
    rules_in_block,
    rules_in_cell,
    rules_in_fence,
)
from omninode_bridge.requirements.parts.type_text import (
    TypeTextError,
    known_type_name,
    parse_type,
)
from omninode_bridge.requirements.structures import SectionKind

COLUMNS: Final = (
    "operation", "kind", "entity", "input", "output", "errors", "emits", "rules", "request",
    "timeout", "retry", "description", "realises",
)  # fmt: skip
KINDS: Final = (
    "create", "read", "update", "upsert", "delete", "restore", "list", "call", "publish", "query",
    "notify", "write file", "read file", "delete file",
)  # fmt: skip
SYNONYMS: Final[Mapping[str, str]] = {
    "add": "create", "insert": "create", "get": "read", "find": "read", "fetch": "read",
    "remove": "delete", "modify": "update", "change": "update", "search": "list", "http": "call",
    "create or update": "upsert", "insert or update": "upsert", "undelete": "restore",
    "emit": "publish", "event": "publish", "file write": "write file", "file read": "read file",
}  # fmt: skip
BLANK: Final = ("", "-", "\u2013", "\u2014", "none", "nothing", "{}")
KEY: Final = re.compile(r"[`*_]{0,3}([A-Za-z][A-Za-z ]{1,30}?)[`*_]{0,3}\s*:[*_`]{0,3}\s*")
KEY_SYNONYMS: Final[Mapping[str, str]] = {
    "inputs": "input", "outputs": "output", "error": "errors", "rule": "rules", "emit": "emits",
    "returns": "output", "retries": "retry",
}  # fmt: skip
INPUT: Final = re.compile(r"([A-Za-z_]\w{0,79})(?:\s+(contains))?\s*(\?)?", re.IGNORECASE)


def is_operation_table(table: Table) -> bool:
    bound = bind_columns(table, COLUMNS)
    return "operation" in bound and len(bound.keys() & {"kind", "input", "output", "entity"}) > 1


def is_operation_part(part: Part) -> bool:
    """A subsection that says of what kind it is, or what goes in or out."""
    keys = {key for listing in part.listings() for item in listing.items for key in _keys(item)}
    return bool(keys & {"kind", "input", "output"})


def _keys(item: Item) -> Iterator[str]:
    match = KEY.match(item.span.text)
    if match is not None:
        yield _canonical(match.group(1))


def _canonical(key: str) -> str:
    lowered = key.strip().lower()
    return KEY_SYNONYMS.get(lowered, lowered)


class OperationReader:
    def __init__(self, fields: FieldReader, entities: Sequence[Entity], notebook: Notebook) -> None:
        self._fields = fields
        self._entities = {entity.name.lower(): entity for entity in entities}
        self._notebook = notebook

    def read(self, root: Part) -> tuple[Operation, ...]:
        found: dict[str, Operation] = {}
        for part in root.walk():
            for operation in self._of_part(part):
                if operation.name in found:
                    message = f"the operation `{operation.name}` is there twice"
                    self._notebook.add("PRD016", operation.place, message)
                found.setdefault(operation.name, operation)
        return tuple(found.values())

    def _of_part(self, part: Part) -> Iterator[Operation]:
        if part.kind in (SectionKind.OPERATIONS, SectionKind.OPERATION):
            for table in part.tables():
                if is_operation_table(table):
                    for row in rows_by_name(table, COLUMNS, self._notebook):
                        yield from self._of_row(row)
        if part.kind is SectionKind.OPERATION and is_operation_part(part):
            yield self._of_subsection(part)

    def _of_row(self, row: Row) -> Iterator[Operation]:
        name = row.span("operation")
        if name is None:
            return
        cells = {key: span for key, span in row.cells.items() if span and key != "operation"}
        operation = Operation(field_name(bare(name.text)), name.place())
        rules = rules_in_cell(cells["rules"], None) if "rules" in cells else []
        yield replace(self._filled(operation, cells), rules=tuple(rules))

    def _of_subsection(self, part: Part) -> Operation:
        cells: dict[str, Span] = {}
        rules: list[RuleText] = []
        awaits_rules = False
        for block in part.blocks:
            if isinstance(block, Listing):
                for item in block.items:
                    key, value = self._entry(item)
                    awaits_rules = key == "rules"
                    if awaits_rules:
                        rules.extend(_rules_below(value, item))
                    elif key:
                        cells[key] = value
            elif isinstance(block, Fence) and awaits_rules:
                rules.extend(rules_in_fence(block, None))
        operation = Operation(field_name(bare(part.title)), part.place)
        return replace(self._filled(operation, cells), rules=tuple(rules))

    @staticmethod
    def _entry(item: Item) -> tuple[str, Span]:
        match = KEY.match(item.span.text)
        if match is None or _canonical(match.group(1)) not in COLUMNS:
            return "", item.span
        return _canonical(match.group(1)), item.span.slice(match.end()).strip()

    def _filled(self, operation: Operation, cells: Mapping[str, Span]) -> Operation:
        place = operation.place
        kinds, deletion = self._kinds(cells.get("kind"))
        again = read_retry(_text(cells, "retry"), place, self._notebook)
        entity = _text(cells, "entity")
        known = self._entities.get(pascal_case(entity).lower()) if entity else None
        if entity.lower() not in BLANK and known is None:
            fix = did_you_mean(entity, [item.name for item in self._entities.values()])
            message = f"`{shown(entity)}` is no entity of this document"
            self._notebook.add("PRD010", cells["entity"].place(), message, fix=fix)
        inputs = tuple(self._inputs(cells.get("input")))
        fields = {field.name for field in known.fields} if known else set()
        fields |= {name for item in inputs for name in item.names}
        return replace(
            operation,
            kinds=kinds,
            deletion=deletion,
            entity=known.name if known else None,
            inputs=inputs,
            outputs=tuple(self._outputs(cells.get("output"), fields)),
            errors=tuple(_list(cells, "errors")),
            emits=tuple(symbol_name(name) for name in _list(cells, "emits")),
            request=_text(cells, "request"),
            timeout_ms=read_timeout(_text(cells, "timeout"), place, self._notebook),
            retries=again.times,
            retry_delay_ms=again.delay_ms,
            retry_is_constant=again.is_constant,
            description=_text(cells, "description"),
            requirement_ids=ids_in(_text(cells, "realises")),
        )

    def _kinds(self, span: Span | None) -> tuple[tuple[str, ...], str | None]:
        if span is None:
            return (), None
        text = bare(span.text).lower()
        match = re.search(r"\((soft|hard)\)|\b(soft|hard)\b", text)
        deletion = match.group(1) or match.group(2) if match else None
        plain_text = re.sub(r"\([^()]*\)|\b(?:soft|hard)\b[ -]?", " ", text)
        kinds: list[str] = []
        for part in re.split(r"\+|,|\band\b|\bthen\b", plain_text):
            word = " ".join(part.split())
            kind = SYNONYMS.get(word, word)
            if kind in KINDS:
                kinds.append(kind)
            elif word not in BLANK:
                message = f'"{shown(word)}" is no kind of operation: {", ".join(KINDS)}'
                fix = did_you_mean(word, KINDS)
                self._notebook.add("PRD050", span.place(), message, fix=fix)
        return tuple(kinds), deletion or ("hard" if "delete" in kinds else None)

    def _inputs(self, span: Span | None) -> Iterator[OperationInput]:
        if span is None or span.text.lower() in BLANK:
            return
        for part in span.split_outside(","):
            item = unwrapped(part)
            entity = self._entities.get(item.text.lower())
            if entity is not None and item.text[:1].isupper():
                for field in entity.fields:
                    yield OperationInput((field.name,), item.place(), optional=not field.required)
            elif item:
                yield from self._input(item)

    def _input(self, item: Span) -> Iterator[OperationInput]:
        typed = self._fields.from_text(item) if ":" in item.text or "(" in item.text else None
        if typed is not None:
            yield OperationInput((typed.name,), item.place(), not typed.required, field=typed)
            return
        matches = [INPUT.fullmatch(part.strip()) for part in re.split(r"\bor\b", item.text)]
        names = tuple(field_name(match.group(1)) for match in matches if match is not None)
        if not names or len(names) < len(matches):
            message = f'"{shown(item.text)}" is not read as an input'
            self._notebook.add("PRD017", item.place(), message)
            return
        last = matches[-1]
        yield OperationInput(
            names,
            item.place(),
            optional=bool(last and last.group(3)),
            operator="contains" if last and last.group(2) else "",
        )

    def _outputs(self, span: Span | None, fields: set[str]) -> Iterator[OperationOutput]:
        """A word that is a field of the entity or an input means that, even if it names a type."""
        if span is None or span.text.lower() in BLANK:
            return
        for part in span.split_outside(","):
            item = unwrapped(part)
            name, _, type_text = item.text.partition(":")
            if not type_text and name.strip() in fields:
                yield OperationOutput(name.strip(), item.place())
                continue
            yield self._output(item.place(), name.strip(), type_text.strip())

    def _output(self, place: Place, name: str, type_text: str) -> OperationOutput:
        word = re.match(r"[A-Za-z_]\w*", type_text or name)
        is_type = word is not None and (
            known_type_name(word.group()) or word.group().lower() in self._entities
        )
        if not is_type and not type_text:
            return OperationOutput(field_name(name), place)
        try:
            value = parse_type(type_text or name)
        except TypeTextError as error:
            if type_text:
                self._notebook.add("PRD011", place, str(error))
            return OperationOutput(field_name(name), place)
        if type_text:
            return OperationOutput(field_name(name), place, value)
        return OperationOutput("items" if name.lower().startswith("list") else "", place, value)


def _rules_below(value: Span, item: Item) -> list[RuleText]:
    found = rules_in_cell(value, None) if value else []
    for child in item.children:
        found.extend(rules_in_block(child, None))
    return found


def _text(cells: Mapping[str, Span], key: str) -> str:
    span = cells.get(key)
    return bare(span.text) if span else ""


def _list(cells: Mapping[str, Span], key: str) -> Iterator[str]:
    span = cells.get(key)
    for part in span.split_outside(",") if span else ():
        text = bare(part.text)
        if text.lower() not in BLANK:
            yield text
