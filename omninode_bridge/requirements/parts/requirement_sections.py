"""Which sections hold requirements, and how each is read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.document import Requirement, RequirementClass, RuleText
from omninode_bridge.requirements.markdown.blocks import Block, Item, Listing, Paragraph, Table
from omninode_bridge.requirements.markdown.inline import plain
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.own_ids import is_ticket, split_id
from omninode_bridge.requirements.parts.requirements import RequirementReader
from omninode_bridge.requirements.parts.rule_texts import rules_in_block, rules_in_table
from omninode_bridge.requirements.parts.section_kinds import has_structure
from omninode_bridge.requirements.parts.sentences import (
    asks_for_something,
    is_imperative,
    sentences,
)
from omninode_bridge.requirements.parts.wanted import (
    BEHAVIOUR,
    Ear,
    asks,
    demands,
    is_background,
    is_informative,
    says_what_is_wanted,
    settles,
    states_requirements,
    tells,
    tells_a_case,
)
from omninode_bridge.requirements.parts.wanted_indirectly import introduces, wishes
from omninode_bridge.requirements.structures import SectionKind

PROSE: Final = frozenset(
    {SectionKind.OTHER, SectionKind.INPUT, SectionKind.OUTPUT, SectionKind.NODES, SectionKind.NODE}
)
FIELDS: Final = (SectionKind.INPUT, SectionKind.OUTPUT)
_SAYING_WHAT: Final = frozenset({SectionKind.OVERVIEW, *FIELDS})
FEWEST_WORDS: Final = 4


def read_requirements(
    root: Part, fields: FieldReader, notebook: Notebook, *, structured: bool, title: str = ""
) -> tuple[list[Requirement], list[RuleText]]:
    """Requirements and the rules beside them.

    Without any section for them all prose counts, unless the document states in tables and
    diagrams what the node does.
    """
    reader = RequirementReader(notebook, title)
    rules: list[RuleText] = []
    parts = _without_ticket(list(_read_parts(root)))
    stated = structured or any(states_requirements(part) for part in parts)
    opening = _opening(parts)
    told = _told(parts)
    for part in (_without_fields(one, fields) for one in parts):
        if is_background(part):
            _read_background(part, reader)
        elif not stated and part.kind in (*PROSE, SectionKind.OVERVIEW):
            ear = tells_a_case if told is tells and part.kind in _SAYING_WHAT else told
            ear = tells if _is_topic(part) else ear
            every_bullet = part.kind not in FIELDS
            _read_prose(part, reader, opening, every_bullet=every_bullet, ear=ear)
        else:
            ear = settles if structured else tells
            rules.extend(_read_part(part, reader, notebook, ear if _is_topic(part) else demands))
    reader.add_stated()
    if not reader.requirements and not rules and not structured:
        notebook.add("PRD022", Place(1), "no requirements were found")
    found = sorted(reader.requirements, key=lambda requirement: requirement.place)
    return found, [*rules, *reader.rules]


def _without_fields(part: Part, fields: FieldReader) -> Part:
    """An input or output without its fields: `pass_mark: int` asks for nothing."""
    if part.kind not in FIELDS:
        return part
    kept = [
        Listing(
            tuple(item for item in block.items if not fields.names_field(item.span)), block.ordered
        )
        if isinstance(block, Listing)
        else block
        for block in part.blocks
    ]
    return replace(part, blocks=kept)


def _read_parts(part: Part) -> Iterator[Part]:
    """All sections but those that only inform, with what lies below them."""
    if part.kind is not SectionKind.OTHER or not is_informative(part.title):
        yield part
        for child in part.children:
            yield from _read_parts(child)


def _without_ticket(parts: Sequence[Part]) -> list[Part]:
    """`SHOP-905: we sell cards.` opens a document of that ticket; `SHOP-905` is no requirement.

    What ends without a full stop is the title of a change, and asked for.
    """
    opening = _opening(parts)
    is_said = opening is not None and plain(opening.span.text).endswith((".", "!", "?"))
    own_id = split_id(opening.lines[0])[0] if opening is not None and is_said else None
    if opening is None or own_id is None or not is_ticket(own_id, _ids_in(parts)):
        return list(parts)
    lines = (split_id(opening.lines[0])[1], *opening.lines[1:])
    blocks = [
        [Paragraph(lines) if one is opening else one for one in part.blocks] for part in parts
    ]
    return [replace(part, blocks=own) for part, own in zip(parts, blocks, strict=True)]


def _ids_in(parts: Sequence[Part]) -> Iterator[str]:
    spans = [part.span for part in parts]
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                spans.extend(block.lines)
            elif isinstance(block, Listing):
                spans.extend(item.span for item in block.items)
    return (own_id for span in spans if (own_id := split_id(span)[0]) is not None)


def _is_topic(part: Part) -> bool:
    """Below a heading of the author's own stands what holds for that, in whatever words."""
    return part.kind is SectionKind.OTHER and part.level > 0 and not part.is_title


def _read_part(
    part: Part, reader: RequirementReader, notebook: Notebook, ear: Ear
) -> list[RuleText]:
    """`ear` is for the running text of sections of any kind."""
    if part.kind is SectionKind.REQUIREMENTS or says_what_is_wanted(part):
        reader.read_section(part)
    elif part.kind is SectionKind.RULES:
        return _rules_of_section(part, reader, notebook)
    elif part.kind is SectionKind.PERFORMANCE:
        _read_performance(part, reader)
    elif part.kind in BEHAVIOUR and not has_structure(part):
        reader.read_section(part)
    elif part.kind in PROSE:
        _read_prose(part, reader, every_bullet=False, ear=ear)
    return []


def _rules_of_section(part: Part, reader: RequirementReader, notebook: Notebook) -> list[RuleText]:
    """Bullets that are rules; the others are requirements in prose."""
    found: list[RuleText] = []
    requirement_id = _enclosing_id(part)
    for block in part.blocks:
        if isinstance(block, Table):
            found.extend(rules_in_table(block, notebook))
        elif isinstance(block, Listing):
            for item in block.items:
                single = Listing((item,), block.ordered)
                rules = rules_in_block(single, requirement_id)
                found.extend(rules)
                if rules:
                    reader.note_stated(item, part)
                else:
                    reader.read_section(_only(part, [single]))
        elif isinstance(block, Paragraph):
            reader.read_paragraph(block, part, tells)
        else:
            found.extend(rules_in_block(block, requirement_id))
    return found


def _enclosing_id(part: Part) -> str | None:
    """The id in the nearest heading that has one: `### R2: Discount`."""
    for title in (part.title, *reversed(part.path)):
        own_id, _ = split_id(Span.on(title, 1))
        if own_id is not None:
            return own_id
    return None


def _read_performance(part: Part, reader: RequirementReader) -> None:
    """Targets are quality attributes, whatever words they use."""
    before = {requirement.id for requirement in reader.requirements}
    reader.read_section(_only(part, [block for block in part.blocks if isinstance(block, Listing)]))
    for requirement in reader.requirements:
        if requirement.id not in before:
            quality = replace(requirement, classification=RequirementClass.QUALITY)
            reader.update(quality)


def _opening(parts: Sequence[Part]) -> Paragraph | None:
    """The first paragraph: it says what the thing is, unless it is all that there is."""
    blocks = [block for part in parts for block in part.blocks]
    first = next((block for block in blocks if isinstance(block, Paragraph)), None)
    return first if len(blocks) > 1 else None


def _told(parts: Sequence[Part]) -> Ear:
    """How the document's own prose asks: who says `must` throughout only narrates elsewhere."""
    read = [part for part in parts if part.kind in (*PROSE, SectionKind.OVERVIEW)]
    blocks = [block for part in read for block in part.blocks if isinstance(block, Paragraph)]
    said = [plain(one.text) for block in blocks for one in sentences(block.span)]
    asked = sum(map(asks, said))
    if asked and asked >= sum(map(tells_a_case, said)) - asked:
        return settles
    return tells_a_case if any(True for part in parts for _ in part.listings()) else tells


def _read_background(part: Part, reader: RequirementReader) -> None:
    for block in part.blocks:
        if isinstance(block, Paragraph):
            reader.read_paragraph(block, part, demands)
        elif isinstance(block, Listing):
            kept = tuple(item for item in block.items if demands(plain(item.span.text)))
            reader.read_section(_only(part, [Listing(kept, block.ordered)]))


def _read_prose(
    part: Part,
    reader: RequirementReader,
    opening: Paragraph | None = None,
    *,
    every_bullet: bool,
    ear: Ear = tells,
) -> None:
    for block in part.blocks:
        if isinstance(block, Paragraph):
            reader.read_paragraph(block, part, _ear(block, opening, ear))
        elif isinstance(block, Listing):
            kept = tuple(item for item in block.items if _asks(item, every_bullet=every_bullet))
            if kept:
                reader.read_section(_only(part, [Listing(kept, block.ordered)]))


def _ear(block: Paragraph, opening: Paragraph | None, ear: Ear) -> Ear:
    if block is opening:
        first = tells_a_case if ear is tells else ear
        return lambda text: first(text) and not introduces(text)
    return lambda text: ear(text) or (wishes(text) and not introduces(text))


def _asks(item: Item, *, every_bullet: bool) -> bool:
    text = plain(item.span.text)
    is_short = len(text.split()) < FEWEST_WORDS and not item.children
    if is_short and not (len(text.split()) == FEWEST_WORDS - 1 and _is_sentence(text)):
        return False
    return every_bullet or asks_for_something(text) or tells_a_case(text)


def _is_sentence(text: str) -> bool:
    return is_imperative(text) or tells(text)


def _only(part: Part, blocks: Sequence[Block]) -> Part:
    """The section with some of its blocks; level 0, so that its heading is no requirement."""
    return Part(part.title, 0, part.kind, part.span, part.path, list(blocks))
