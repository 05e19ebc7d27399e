"""The requirements that a person would list."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.language.common_words import in_common_words
from omninode_bridge.language.echoes import repeats
from omninode_bridge.requirements.document import Requirement, RuleText
from omninode_bridge.requirements.markdown.blocks import (
    Block,
    Fence,
    Item,
    Listing,
    Paragraph,
    Table,
)
from omninode_bridge.requirements.markdown.columns import bind_columns, rows_by_name
from omninode_bridge.requirements.markdown.headings import meaning
from omninode_bridge.requirements.markdown.inline import bare, code_bounds, is_code, plain
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import digest
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.parts.background import explains
from omninode_bridge.requirements.parts.classification import classify
from omninode_bridge.requirements.parts.own_ids import by_own_id, split_id
from omninode_bridge.requirements.parts.priorities import (
    priority_above,
    priority_line,
    split_priority,
)
from omninode_bridge.requirements.parts.rule_texts import (
    PROGRAMS,
    is_rule_in_prose,
    rules_in_block,
    rules_in_item,
    rules_in_text,
)
from omninode_bridge.requirements.parts.sentences import (
    asks_for_something,
    halves,
    is_imperative,
    sentences,
)
from omninode_bridge.requirements.parts.wanted import Ear, tells, tells_a_case
from omninode_bridge.requirements.structures import SectionKind

COLUMNS: Final = ("id", "requirement", "priority")
LABEL_WORDS: Final = 7
FEWEST_WORDS: Final = 2
ID_DIGITS: Final = 6


class RequirementReader:
    """Collects requirements, and the rules that stand among them."""

    def __init__(self, notebook: Notebook, title: str = "") -> None:
        """`title` is the document's: it names the thing, and no class of requirements."""
        self._notebook = notebook
        self._title = title
        self._by_id: dict[str, Requirement] = {}
        self._children: Counter[str] = Counter()
        self._repeats: Counter[str] = Counter()
        self._stated: dict[str, tuple[str, Place, Part]] = {}
        self.rules: list[RuleText] = []

    @property
    def requirements(self) -> list[Requirement]:
        return list(self._by_id.values())

    def update(self, requirement: Requirement) -> None:
        self._by_id[requirement.id] = requirement

    def note_stated(self, item: Item, part: Part) -> None:
        """A rule's bullet that also says in words what requirement it is."""
        own_id, rest = split_id(item.span)
        if own_id is None or _only_code(rest):
            return
        text = _without_rules(rest)
        if len(text.split()) >= FEWEST_WORDS:
            self._stated.setdefault(own_id, (text, rest.place(), part))

    def add_stated(self) -> None:
        """Requirements that stand nowhere but beside their rule."""
        known = {identifier.lower() for identifier in self._by_id}
        for own_id, (text, place, part) in self._stated.items():
            if own_id.lower() not in known and not is_rule_in_prose(text):
                self._add(text, place, part, own_id)

    def read_section(self, part: Part) -> None:
        """One section without its subsections."""
        own_id, heading = split_id(part.span)
        if own_id is not None and part.level:
            self._read_own_section(part, own_id, heading)
            return
        before = len(self._by_id)
        listed = any(isinstance(block, Listing | Table) for block in part.blocks)
        for block in part.blocks:
            if isinstance(block, Listing):
                self._read_listing(block, part, "", None)
            elif isinstance(block, Table):
                self._read_table(block, part)
            elif isinstance(block, Paragraph):
                self.read_paragraph(block, part, tells_a_case if listed else tells)
            else:
                self.rules.extend(_marked_rules(block, None))
        if len(self._by_id) == before and not listed and not part.children and part.level:
            self._read_described(part)

    def _read_described(self, part: Part) -> None:
        """`Feature 2: Search` above a paragraph that asks for nothing is one requirement."""
        paragraph = next((block for block in part.blocks if isinstance(block, Paragraph)), None)
        if paragraph is not None and meaning(part.title) is SectionKind.OTHER:
            text = plain(next(sentences(paragraph.span), paragraph.span).written)
            self._add(f"{part.title.rstrip(':')}: {text}", part.place, part, None)

    def _read_own_section(self, part: Part, own_id: str, heading: Span) -> None:
        paragraphs = [block.span for block in part.blocks if isinstance(block, Paragraph)]
        text = bare(heading.text)
        if paragraphs:
            said = plain(paragraphs[0].written)
            text = f"{text}: {said}" if text else said
        kept = self._add(text, part.place, part, own_id)
        for block in part.blocks:
            if isinstance(block, Listing):
                self._read_listing(block, part, "", kept)
            elif not isinstance(block, Paragraph):
                self.rules.extend(_marked_rules(block, kept.id if kept else None))

    def read_paragraph(self, block: Paragraph, part: Part, ear: Ear = asks_for_something) -> None:
        """The sentences that `ear` takes for requirements, and what begins with an id."""
        for own_id, said in by_own_id(block.lines):
            if own_id is not None:
                self._add(plain(said.written), said.place(), part, own_id)
                continue
            before = ""
            for sentence in sentences(said):
                text, last = plain(sentence.text), before
                before = text
                if not text.endswith(":") and ear(text) and not repeats(text, last):
                    inner_id, rest = split_id(sentence)
                    self._add(plain(rest.written), rest.place(), part, inner_id)

    def _read_listing(
        self, listing: Listing, part: Part, label: str, parent: Requirement | None
    ) -> None:
        for item in listing.items:
            self._read_item(item, part, label, parent)

    def _read_item(self, item: Item, part: Part, label: str, parent: Requirement | None) -> None:
        own_id, rest = split_id(item.span)
        bound = own_id or (parent.id if parent else None)
        if priority := priority_line(rest.text):
            self._set_priority(parent, priority)
            return
        if is_rule_in_prose(_only_code(rest)):
            self.rules.extend(rules_in_item(item, bound))
            return
        text = _without_rules(rest)
        if own_id is None and not item.children and explains(text):
            return
        nested = [child for child in item.children if isinstance(child, Listing)]
        if nested and own_id is None and _is_label(text):
            for child in nested:
                self._read_listing(child, part, _joined_label(label, text), parent)
            return
        if own_id is None and not _says_something(text):
            kept = parent
        else:
            shown = f"{label}: {text}" if label and own_id is None else text
            kept = self._add(shown, rest.place(), part, own_id, parent)
        self._read_inside(item, part, kept)

    def _read_inside(self, item: Item, part: Part, kept: Requirement | None) -> None:
        bound = kept.id if kept else None
        self.rules.extend(
            RuleText(rule.text, rule.place, bound)
            for rule in rules_in_text(split_id(item.span)[1], bound)
            if is_rule_in_prose(rule.text)
        )
        for child in item.children:
            if isinstance(child, Listing):
                self._read_listing(child, part, "", kept)
            else:
                self.rules.extend(_marked_rules(child, bound))

    def _read_table(self, table: Table, part: Part) -> None:
        bound = bind_columns(table, COLUMNS)
        if "requirement" not in bound:
            return
        for row in rows_by_name(table, COLUMNS, self._notebook):
            span = row.cells.get("requirement")
            if not span:
                continue
            own_id, rest = split_id(span)
            written = row.text("id").strip() or own_id
            identifier = re.sub(r"\s+", "-", written) if written else None
            kept = self._add(plain(rest.text), span.place(), part, identifier)
            self._set_priority(kept, row.text("priority"))

    def _set_priority(self, requirement: Requirement | None, priority: str) -> None:
        if requirement is not None and priority.strip():
            changed = replace(requirement, priority=priority.strip().lower())
            self._by_id[requirement.id] = changed

    def _add(
        self,
        text: str,
        place: Place,
        part: Part,
        own_id: str | None,
        parent: Requirement | None = None,
    ) -> Requirement | None:
        """`text` is as written."""
        priority, text = split_priority(text)
        priority = priority or priority_above(part)
        if not any(character.isalnum() for character in text):
            return None
        identifier = own_id or self._stable_id(text, parent)
        if identifier in self._by_id:
            message = f"the id {identifier} is used twice; the first requirement keeps it"
            self._notebook.add("PRD020", place, message)
            identifier = self._stable_id(text, None)
            own_id = None
        said = in_common_words(text)
        condition, response = halves(said)
        self._by_id[identifier] = Requirement(
            identifier,
            said,
            place,
            priority,
            classify(said, tuple(each for each in (*part.path, part.title) if each != self._title)),
            own_id=own_id is not None,
            condition=condition,
            response=response,
            written=text,
        )
        return self._by_id[identifier]

    def _stable_id(self, text: str, parent: Requirement | None) -> str:
        """From the content, so that inserting a line changes no other id; repeats are numbered."""
        if parent is not None and parent.own_id:
            self._children[parent.id] += 1
            return f"{parent.id}.{self._children[parent.id]}"
        stem = f"R-{digest(' '.join(text.lower().split()), ID_DIGITS)}"
        self._repeats[stem] += 1
        return stem if self._repeats[stem] == 1 else f"{stem}-{self._repeats[stem]}"


def _marked_rules(block: Block, requirement_id: str | None) -> Iterator[RuleText]:
    """Outside of a rules section only what looks like a rule throughout is taken for rules."""
    if isinstance(block, Fence) and block.info in PROGRAMS:
        return
    found = rules_in_block(block, requirement_id)
    if all(is_rule_in_prose(rule.text) for rule in found):
        yield from found


def _only_code(span: Span) -> str:
    text = span.text.strip()
    return text.strip("` ") if is_code(text) else ""


def _without_rules(span: Span) -> str:
    """The sentence around rules that are written as code."""
    text = span.written
    if "`" not in text:
        return plain(text)
    for start, end in reversed(list(code_bounds(text))):
        if end - start > LABEL_WORDS and is_rule_in_prose(text[start:end].strip("` ")):
            text = text[:start] + text[end:]
    return plain(text).strip().rstrip(":").strip() if text != span.written else plain(text)


def _says_something(text: str) -> bool:
    """Neither a bare name, nor a heading in bold, nor what announces the code below it."""
    if text.endswith(":") or len(text.split()) < FEWEST_WORDS:
        return is_imperative(text) and not text.endswith(":")
    return meaning(text) is SectionKind.OTHER


def _is_label(text: str) -> bool:
    words = text.rstrip(":.").split()
    return text.endswith(":") or (len(words) <= LABEL_WORDS and not asks_for_something(text))


def _joined_label(outer: str, inner: str) -> str:
    inner = inner.rstrip(": ")
    return f"{outer} / {inner}" if outer else inner
