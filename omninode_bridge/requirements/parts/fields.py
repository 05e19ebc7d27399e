"""Fields from tables and bullets."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.document import Default, Field
from omninode_bridge.requirements.markdown.blocks import Listing, Table
from omninode_bridge.requirements.markdown.columns import Row, bind_columns, rows_by_name
from omninode_bridge.requirements.markdown.inline import bare, cell_text, plain
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import field_name, is_plain_name
from omninode_bridge.requirements.notebook import Notebook, shown
from omninode_bridge.requirements.parts.constraint_text import (
    PATTERN,
    FieldTerms,
    apply_constraint,
    constraint_items,
    only_limits,
)
from omninode_bridge.requirements.parts.fitted_terms import default_of, of_list
from omninode_bridge.requirements.parts.spoken_heads import TEXT, Item, tells_of_thing
from omninode_bridge.requirements.parts.spoken_items import item_of
from omninode_bridge.requirements.parts.spoken_terms import terms_of
from omninode_bridge.requirements.parts.type_text import (
    TypeTextError,
    known_type_name,
    parse_type,
    parse_type_prefix,
    type_spelled,
)
from omninode_bridge.requirements.types import (
    EntityRef,
    Kind,
    Optional,
    Scalar,
    ValueType,
)

COLUMNS: Final = ("field", "type", "required", "default", "constraints", "description", "rule")
NO: Final = frozenset(
    {"no", "n", "false", "optional", "-", "\u2717", "\u2718", "\u274c", "nullable"}
)
NONE_MARKS: Final = frozenset({"", "-", "\u2013", "\u2014", "n/a"})
BULLET: Final = re.compile(
    r"[`*_]{0,3}([A-Za-z_][\w .-]{0,80}?)[`*_]{0,3}\s*(?:(:)[*_`]{0,3}|\(([^()]{1,200})\))\s*"
)
LEADING: Final = re.compile(r"\A(?:[\s`*_]*[-\u2013\u2014:,;.]?[\s`]+|[,;:]\s*)")
ARTICLES: Final = frozenset({"a", "an", "the", "this", "that", "if", "when", "for", "to", "each"})
LONGEST_ITEM: Final = 400
PARENTHESES: Final = re.compile(r"\(([^()]{1,300})\)")


def _item_text(item: Span) -> str:
    """As a reader sees it; a pattern as it is written, as its signs are no markup."""
    written = item.text.strip("` ")
    return written if PATTERN.fullmatch(written) else cell_text(item).strip("` ")


class FieldReader:
    """Reads fields and writes down what it could not read."""

    def __init__(self, notebook: Notebook, entities: Iterable[str] = ()) -> None:
        self._notebook = notebook
        self._entities = set(entities)

    @property
    def things(self) -> AbstractSet[str]:
        """The names of entities that are known so far."""
        return self._entities

    def know_things(self, names: Iterable[str]) -> None:
        self._entities.update(names)

    def is_field_table(self, table: Table) -> bool:
        bound = bind_columns(table, COLUMNS)
        return "field" in bound and "type" in bound

    def tells_fields(self, table: Table) -> bool:
        """Whether each row of a table names a field with a type that is known."""
        if not self.is_field_table(table):
            return False
        rows = list(rows_by_name(table, COLUMNS, Notebook()))
        return bool(rows) and all(self._names_type(row.text("type")) for row in rows)

    def _names_type(self, text: str) -> bool:
        word = re.match(r"[A-Za-z_]\w*", text)
        is_written = word is not None and (
            known_type_name(word.group()) or word.group() in self._entities
        )
        return is_written or self._spoken_type(text, FieldTerms()) is not None

    def from_table(self, table: Table) -> list[Field]:
        found = [self._from_row(row) for row in rows_by_name(table, COLUMNS, self._notebook)]
        return self.unique(field for field in found if field is not None)

    def from_listing(self, listing: Listing) -> list[Field]:
        found = [self.from_text(item.span) for item in listing.items if item.span]
        return self.unique(field for field in found if field is not None)

    def _from_row(self, row: Row) -> Field | None:
        name = row.span("field")
        if name is None:
            self._notebook.add("PRD013", row.place, "a row without a field's name")
            return None
        terms = FieldTerms()
        if span := row.span("constraints"):
            terms = self._constraints(span, terms)
        rule = row.span("rule")
        if rule and (limited := only_limits(rule, terms)):
            rule, terms = None, limited
        description, terms = self._description(row, terms)
        if row.text("required"):
            terms = replace(terms, required=row.text("required").strip().lower() not in NO)
        default = row.text("default")
        if default.strip() not in NONE_MARKS:
            terms = replace(terms, default=Default(default.strip()))
        type_, terms = self._type(row.span("type"), row.place, terms)
        field = self._field(name, type_, terms, description)
        if type_span := row.span("type"):
            field = replace(field, type_place=type_span.place())
        return replace(field, rule=row.text("rule"), rule_place=rule.place()) if rule else field

    def names_field(self, span: Span) -> bool:
        """Whether a text is a field with a type that is known."""
        match = BULLET.match(span.text)
        if match is not None and self._states_type(span, match):
            return not tells_of_thing(match.group(1))
        item = self._said(span)
        return item is not None and item.is_said

    def from_text(self, span: Span) -> Field | None:
        """A field such as `name: type - text (constraints)`, or None if it names no type."""
        match = BULLET.match(span.text)
        is_written = match is not None and self._states_type(span, match)
        item = self._said(span)
        if item is not None and not (is_written and item.about):
            field = self.from_item(item, span)
            place = span.place(*match.span(1)) if match is not None else span.place()
            return field and replace(field, place=place)
        if match is None or not is_written:
            return None
        name = span.slice(match.start(1), match.end(1))
        in_parentheses, after = match.group(3), span.text[match.end() :]
        at = match.start(3) if in_parentheses else match.end()
        try:
            type_, rest = parse_type_prefix((in_parentheses or after).replace("`", " "))
        except TypeTextError as error:
            self._notebook.add("PRD011", span.place(at), str(error))
            return None
        tail = f"{rest}, {after.lstrip(' :*`_')}" if in_parentheses else rest
        description, terms = self._prose(LEADING.sub("", tail), FieldTerms())
        return self._field(name, type_, terms, description)

    def from_item(self, item: Item, span: Span) -> Field | None:
        """The field that is told in words."""
        try:
            type_ = parse_type(item.type or TEXT)
        except TypeTextError as error:
            self._notebook.add("PRD011", span.place(), str(error))
            return None
        terms = FieldTerms()
        for limit in dict.fromkeys(", ".join(item.limits).split(", ") if item.limits else ()):
            found = apply_constraint(limit, terms, strict=False)
            if found is None:
                self._notebook.add("PRD014", span.place(), f'"{shown(limit)}" is not a constraint')
            terms = found or terms
        field = self._field(
            Span.on(item.full_name, 1), type_, terms, plain(item.about or item.whose)
        )
        return replace(field, place=span.place())

    def _said(self, span: Span) -> Item | None:
        """A field of which something is said in words."""
        if len(span.text) > LONGEST_ITEM:
            return None
        item = item_of(span.text, self.things)
        return None if item is None or item.is_bare else item

    def _states_type(self, span: Span, match: re.Match[str]) -> bool:
        after = match.group(3) or span.text[match.end() : match.end() + 100]
        word = re.match(r"[`\s]*([A-Za-z_]\w*)", after)
        if word is None or word.group(1).lower() in ARTICLES:
            return False
        return known_type_name(word.group(1)) or word.group(1) in self._entities

    def _type(
        self, span: Span | None, place: Place, terms: FieldTerms
    ) -> tuple[ValueType, FieldTerms]:
        """The type of a cell; constraints may follow it, as in `int (> 0)`."""
        if span is None:
            self._notebook.add("PRD012", place, "a field without a type is read as string")
            return Scalar(Kind.STRING), terms
        text = span.text.replace("`", " ")
        if spoken := self._spoken_type(text, terms):
            return spoken
        try:
            type_, rest = parse_type_prefix(text)
        except TypeTextError as error:
            self._notebook.add("PRD011", span.place(), str(error))
            return Scalar(Kind.STRING), terms
        items = constraint_items(Span.on(rest.strip(" ,()"), 1))
        found = self._all_constraints(items, terms)
        if found is None:
            message = f"`{shown(text)}` is not a type"
            self._notebook.add("PRD011", span.place(), message)
            # Prose is no entity that the document forgot to define.
            unknown = isinstance(type_, EntityRef) and type_.name not in self._entities
            return Scalar(Kind.STRING) if unknown else type_, terms
        return type_, found

    @staticmethod
    def _spoken_type(text: str, terms: FieldTerms) -> tuple[ValueType, FieldTerms] | None:
        """A type in words, with limits; None where the cell is not all words for one."""
        said = terms_of(text)
        type_ = type_spelled(said.kind) if said and said.kind and not said.name else None
        for limit in said.limits if said else ():
            terms = apply_constraint(limit, terms, strict=False) or terms
        return None if type_ is None else (type_, terms)

    def _constraints(self, span: Span, terms: FieldTerms) -> FieldTerms:
        if span.text.lower() in NONE_MARKS:
            return terms
        for item in constraint_items(span):
            text = _item_text(item)
            found = apply_constraint(text, terms, strict=False)
            if found is None:
                message = f'"{shown(text)}" is not a constraint'
                self._notebook.add("PRD014", item.place(), message)
            else:
                terms = found
        return terms

    def _description(self, row: Row, terms: FieldTerms) -> tuple[str, FieldTerms]:
        span = row.cells.get("description")
        return self._prose(span.text, terms) if span else ("", terms)

    def _prose(self, text: str, terms: FieldTerms) -> tuple[str, FieldTerms]:
        """Take the constraints out of a description; the rest stays text."""
        for match in PARENTHESES.finditer(text):
            inner = Span.on(match.group(1), 1)
            found = self._all_constraints(constraint_items(inner), terms)
            if found is not None:
                terms = found
                text = text.replace(match.group(0), " ", 1)
        kept: list[str] = []
        for item in constraint_items(Span.on(text, 1)):
            candidate = item.text.strip("` .;")
            found = apply_constraint(candidate, terms, strict=True)
            terms, is_text = (terms, True) if found is None else (found, False)
            if is_text:
                kept.append(plain(item.text))
        return ", ".join(kept), terms

    @staticmethod
    def _all_constraints(items: list[Span], terms: FieldTerms) -> FieldTerms | None:
        for item in items:
            found = apply_constraint(item.text.strip("` "), terms, strict=True)
            if found is None:
                return None
            terms = found
        return terms

    def _field(self, name: Span, type_: ValueType, terms: FieldTerms, description: str) -> Field:
        written = bare(name.text)
        nullable = isinstance(type_, Optional)
        if terms.required is False and terms.default is None and not nullable:
            type_, nullable = Optional(type_), True
        if not is_plain_name(written):
            message = f'"{shown(written)}" is read as `{field_name(written)}`'
            self._notebook.add("PRD015", name.place(), message)
        return Field(
            name=field_name(written),
            type=type_,
            place=name.place(),
            required=not nullable and terms.default is None and terms.required is not False,
            default=default_of(type_, terms.default),
            constraints=of_list(type_, terms.constraints),
            description=description,
        )

    def note_type(self, field: Field) -> None:
        """That nobody said of which type a field is."""
        message = f"the type of `{field.name}` is not said; {field.type} is taken"
        fix = f"say it, as in `{field.name.replace('_', ' ')} ({field.type})`"
        self._notebook.add("PRD018", field.place, message, fix=fix)

    def unique(self, fields: Iterable[Field]) -> list[Field]:
        """The first field of each name; others are written down."""
        by_name: dict[str, Field] = {}
        for field in fields:
            if field.name in by_name:
                message = f"`{field.name}` is defined twice; the first definition counts"
                self._notebook.add("PRD016", field.place, message)
            by_name.setdefault(field.name, field)
        return list(by_name.values())
