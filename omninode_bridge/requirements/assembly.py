"""The parts of a document, put together in the order in which they need each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from omninode_bridge.requirements.acceptance.examples import read_examples
from omninode_bridge.requirements.acceptance.signature import Signature
from omninode_bridge.requirements.document import Document, Field, Requirement, RuleText
from omninode_bridge.requirements.front_matter import front_matter_text, read_front_matter
from omninode_bridge.requirements.markdown.blocks import Listing, Paragraph, Table, read_blocks
from omninode_bridge.requirements.markdown.inline import plain
from omninode_bridge.requirements.markdown.sections import Part, as_sections, of_kind, outline
from omninode_bridge.requirements.notebook import Notebook, did_you_mean
from omninode_bridge.requirements.parts.entities import (
    Resolver,
    entity_names,
    read_entities,
    read_events,
    read_fields,
)
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.requirements import RequirementReader
from omninode_bridge.requirements.parts.rule_texts import (
    assigned_names,
    looks_like_rule,
    rules_in_block,
    rules_in_table,
    rules_of_outputs,
)
from omninode_bridge.requirements.structures import SectionKind
from omninode_bridge.requirements.title import find_title, peek_name


@dataclass(slots=True)
class Draft:
    """What the steps of the assembly share."""

    root: Part
    notebook: Notebook
    fields: FieldReader
    document: Document


def assemble(text: str, notebook: Notebook) -> Document:
    title = find_title(text)
    root = outline(read_blocks(_without_front_matter(text)), title.text if title.line else "")
    draft = Draft(
        root,
        notebook,
        FieldReader(notebook, entity_names(root)),
        Document(
            name=peek_name(text),
            title=title.text,
            description=_description(root),
            front=read_front_matter(text, notebook),
            sections=as_sections(root, text),
            text=text,
        ),
    )
    for step in (_data, _requirements, _examples):
        draft.document = step(draft)
    return draft.document


def _without_front_matter(text: str) -> str:
    """Blank lines in its place, so that line numbers stay true."""
    front = front_matter_text(text)
    if front is None:
        return text
    count = front.count("\n") + 2
    return "\n" * count + "\n".join(text.split("\n")[count:])


def _description(root: Part) -> str:
    """The first paragraph of an overview, else the first below the title."""
    parts = [*of_kind(root, SectionKind.OVERVIEW), root, *root.children]
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                return plain(block.span.text)
    return ""


def _data(draft: Draft) -> Document:
    entities = read_entities(draft.root, draft.fields, draft.notebook)
    resolver = Resolver(entities, draft.notebook)
    context = _section_fields(draft, SectionKind.CONTEXT)
    events = read_events(draft.root, draft.fields, draft.notebook)
    return replace(
        draft.document,
        entities=tuple(
            replace(entity, fields=resolver.fields(entity.fields)) for entity in entities
        ),
        inputs=_resolved(resolver, _section_fields(draft, SectionKind.INPUT)),
        outputs=_resolved(resolver, _section_fields(draft, SectionKind.OUTPUT)),
        context=_resolved(resolver, context),
        events=tuple(replace(event, fields=resolver.fields(event.fields)) for event in events),
    )


def _section_fields(draft: Draft, kind: SectionKind) -> list[Field] | None:
    """None where no section of the kind holds any field or is empty on purpose."""
    parts = of_kind(draft.root, kind)
    fields = [field for part in parts for field in read_fields(part, draft.fields)]
    return fields or None


def _resolved(resolver: Resolver, fields: list[Field] | None) -> tuple[Field, ...] | None:
    return None if fields is None else resolver.fields(fields)


def _requirements(draft: Draft) -> Document:
    reader = RequirementReader(draft.notebook)
    rules: list[RuleText] = []
    for part in draft.root.walk():
        if part.kind is SectionKind.REQUIREMENTS:
            reader.read_section(part)
        elif part.kind is SectionKind.RULES:
            rules.extend(_rules_of_section(part, reader, draft.notebook))
    rules.extend(reader.rules)
    rules.extend(rules_of_outputs(draft.document.outputs or ()))
    rules.sort(key=lambda rule: rule.place)
    found = tuple(reader.requirements)
    return replace(
        draft.document, requirements=found, rules=tuple(_bound(rules, found, draft.notebook))
    )


def _rules_of_section(part: Part, reader: RequirementReader, notebook: Notebook) -> list[RuleText]:
    """Bullets that are rules; the others are requirements in prose."""
    found: list[RuleText] = []
    for block in part.blocks:
        if isinstance(block, Table):
            found.extend(rules_in_table(block, notebook))
        elif isinstance(block, Listing):
            for item in block.items:
                rules = rules_in_block(Listing((item,), block.ordered), None)
                if rules:
                    found.extend(rules)
                else:
                    prose = Listing((item,), block.ordered)
                    reader.read_section(replace_blocks(part, prose))
        elif not isinstance(block, Paragraph) or looks_like_rule(block.span.text.strip("`")):
            found.extend(rules_in_block(block, None))
    return found


def replace_blocks(part: Part, block: Listing) -> Part:
    return Part(part.title, 0, part.kind, part.span, part.path, [block])


def _bound(
    rules: Sequence[RuleText], requirements: Sequence[Requirement], notebook: Notebook
) -> list[RuleText]:
    """Rules with the ids of requirements as these spell them; unknown ids are reported."""
    ids = {requirement.id.lower(): requirement.id for requirement in requirements}
    bound: list[RuleText] = []
    for rule in rules:
        known = ids.get(rule.requirement_id.lower()) if rule.requirement_id else None
        if rule.requirement_id and known is None and ids:
            fix = did_you_mean(rule.requirement_id, ids.values())
            message = f"the rule belongs to {rule.requirement_id}, which no requirement has as id"
            notebook.add("PRD021", rule.place, message, fix=fix)
        bound.append(replace(rule, requirement_id=known))
    return bound


def _examples(draft: Draft) -> Document:
    document = draft.document
    signature = Signature.of(
        document.inputs or (), document.outputs, assigned_names(document.rules)
    )
    examples, unbound = read_examples(draft.root, signature, draft.notebook)
    return replace(document, examples=examples, unbound_examples=unbound)
