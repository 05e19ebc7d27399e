"""The parts of a document, put together in the order in which they need each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.acceptance.examples import read_examples
from omninode_bridge.requirements.acceptance.signature import Signature
from omninode_bridge.requirements.document import Document, Field, Reading
from omninode_bridge.requirements.front_matter import front_matter_text, read_front_matter
from omninode_bridge.requirements.lifecycle import deleting_events
from omninode_bridge.requirements.markdown.blocks import Html, Paragraph, read_blocks
from omninode_bridge.requirements.markdown.headings import meaning
from omninode_bridge.requirements.markdown.inline import plain
from omninode_bridge.requirements.markdown.sections import Part, as_sections, of_kind, outline
from omninode_bridge.requirements.notebook import Notebook, shown
from omninode_bridge.requirements.parts.aggregation import read_aggregations
from omninode_bridge.requirements.parts.entities import (
    Resolver,
    entity_names,
    read_entities,
    read_events,
    read_fields,
)
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.nodes import read_nodes
from omninode_bridge.requirements.parts.operations import OperationReader
from omninode_bridge.requirements.parts.outside import (
    read_dependencies,
    read_out_of_scope,
    read_topics,
)
from omninode_bridge.requirements.parts.requirement_sections import read_requirements
from omninode_bridge.requirements.parts.rows_bound import with_known_ids
from omninode_bridge.requirements.parts.rule_texts import (
    assigned_names,
    is_warning,
    rules_of_outputs,
)
from omninode_bridge.requirements.parts.section_kinds import settle_kinds
from omninode_bridge.requirements.parts.spoken_fields import take_spoken
from omninode_bridge.requirements.parts.spoken_merging import Spoken
from omninode_bridge.requirements.parts.state_machine import read_states
from omninode_bridge.requirements.parts.targets import read_targets
from omninode_bridge.requirements.parts.things_given import given_of
from omninode_bridge.requirements.parts.workflow import read_workflow
from omninode_bridge.requirements.structures import DataKind, HalfTold, SectionKind
from omninode_bridge.requirements.title import find_title, name_of
from omninode_bridge.requirements.types import EntityRef, ListOf, ValueType


@dataclass(slots=True)
class Draft:
    """What the steps of the assembly share."""

    root: Part
    notebook: Notebook
    fields: FieldReader
    document: Document
    spoken: Spoken

    def parts(self, kind: SectionKind) -> list[Part]:
        return of_kind(self.root, kind)


def assemble(text: str, notebook: Notebook) -> Document:
    title = find_title(text)
    root = outline(read_blocks(_without_front_matter(text)), title.text if title.line else "")
    fields = FieldReader(notebook, entity_names(root))
    settle_kinds(root, fields)
    front = read_front_matter(text, notebook)
    spoken = take_spoken(root, fields, notebook, front.node_type)
    _report_hidden_text(root, notebook)
    document = Document(
        name=name_of(text, title),
        title=title.text,
        description=_description(root),
        front=front,
        sections=as_sections(root, text),
        text=text,
    )
    draft = Draft(root, notebook, fields, document, spoken)
    for step in (_data, _behaviour, _surroundings, _requirements, _examples):
        draft.document = step(draft)
    return draft.document


def _report_hidden_text(root: Part, notebook: Notebook) -> None:
    """HTML comments are not shown to a reader, so nothing in them counts."""
    for part in root.walk():
        for block in part.blocks:
            if isinstance(block, Html) and block.text.lstrip().startswith("<!--"):
                words = shown(block.text.strip().removeprefix("<!--").removesuffix("-->"))
                if words:
                    notebook.add("PRD009", block.place, f'the comment "{words}" is not read')


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
    known = {entity.name for entity in entities}
    entities += [entity for entity in draft.spoken.entities if entity.name not in known]
    resolver = Resolver(entities, draft.notebook)
    events = read_events(draft.root, draft.fields, draft.notebook)
    inputs = _section_fields(draft, SectionKind.INPUT, resolver, draft.spoken.inputs)
    if inputs is None and _is_of_one_thing(draft) and not known:
        inputs = resolver.fields(given_of(entities, draft.document.text)) or None
        entities = [one for one in entities if inputs is None or one.name in _items(inputs)]
    return replace(
        draft.document,
        half_told=tuple(_half_told(draft, inputs)),
        entities=tuple(
            replace(entity, fields=resolver.fields(entity.fields)) for entity in entities
        ),
        inputs=inputs,
        outputs=_section_fields(draft, SectionKind.OUTPUT, resolver, draft.spoken.outputs),
        context=_section_fields(draft, SectionKind.CONTEXT, resolver),
        events=tuple(replace(event, fields=resolver.fields(event.fields)) for event in events),
    )


def _is_of_one_thing(draft: Draft) -> bool:
    """Whether a calculation tells what some thing has, and nowhere what goes in."""
    is_told = any(one.told is DataKind.INPUT for one in draft.spoken.half_told)
    is_compute = draft.document.front.node_type is NodeType.COMPUTE
    return is_compute and not is_told and not draft.parts(SectionKind.INPUT)


def _items(fields: Sequence[Field]) -> set[str]:
    lists = (one.type for one in fields if isinstance(one.type, ListOf))
    return {one.item.name for one in lists if isinstance(one.item, EntityRef)}


def _half_told(draft: Draft, inputs: tuple[Field, ...] | None) -> Iterator[HalfTold]:
    """What is announced below headings and in sentences, where nothing of its kind was read."""
    read = {DataKind.INPUT: inputs is not None, DataKind.OUTPUT: bool(draft.spoken.outputs)}
    for one in draft.spoken.half_told:
        if not read.get(one.told, False):
            yield one
    for part in draft.parts(SectionKind.INPUT) if inputs is None else ():
        if any(part.listings()) or any(part.tables()):
            yield HalfTold(DataKind.INPUT, "", part.place)


def _section_fields(
    draft: Draft, kind: SectionKind, resolver: Resolver, spoken: Sequence[Field] = ()
) -> tuple[Field, ...] | None:
    """None where nothing tells of any field; a field said again is no other field.

    What sentences say counts where no section of the kind holds a table or a list.
    """
    found: dict[tuple[str, ValueType], Field] = {}
    for part in draft.parts(kind):
        for field in read_fields(part, draft.fields):
            found.setdefault((field.name, field.type), field)
    fields = draft.fields.unique(found.values() or spoken)
    return resolver.fields(fields) if fields else None


def _behaviour(draft: Draft) -> Document:
    document, notebook = draft.document, draft.notebook
    subjects = [entity.name for entity in document.entities]
    subjects.extend(event.name for event in document.events)
    operations = OperationReader(draft.fields, document.entities, notebook).read(draft.root)
    states = draft.parts(SectionKind.STATES)
    return replace(
        document,
        operations=operations,
        states=read_states(states, notebook, deleting_events(operations)),
        aggregations=read_aggregations(draft.parts(SectionKind.AGGREGATIONS), subjects, notebook),
        workflow=read_workflow(draft.parts(SectionKind.WORKFLOW), notebook),
        nodes=read_nodes(draft.root, notebook),
    )


def _surroundings(draft: Draft) -> Document:
    notebook = draft.notebook
    return replace(
        draft.document,
        topics=read_topics(draft.parts(SectionKind.TOPICS), notebook),
        dependencies=read_dependencies(draft.parts(SectionKind.DEPENDENCIES), notebook),
        targets=read_targets(draft.parts(SectionKind.PERFORMANCE), notebook),
        out_of_scope=read_out_of_scope(draft.parts(SectionKind.OUT_OF_SCOPE)),
    )


def _requirements(draft: Draft) -> Document:
    document = draft.document
    structured = any(
        (
            document.operations,
            document.states,
            document.aggregations,
            document.workflow,
            any(field.rule for field in document.outputs or ()),
        )
    )
    requirements, rules = read_requirements(
        draft.root,
        draft.fields,
        draft.notebook,
        structured=structured,
        title="" if meaning(document.title) is not SectionKind.OTHER else document.title,
    )
    rules.extend(rules_of_outputs(draft.document.outputs or ()))
    rules.sort(key=lambda rule: rule.place)
    return with_known_ids(draft.document, rules, requirements, draft.notebook)


class Outline:
    """The sections once more, of a text that was read before."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blocks = read_blocks(_without_front_matter(text))

    def whole(self) -> Part:
        title = find_title(self._text)
        root = outline(self._blocks, title.text if title.line else "")
        settle_kinds(root, FieldReader(Notebook(), entity_names(root)))
        return root

    def without_data(self) -> Part:
        """Without what sentences tell of data."""
        root = self.whole()
        front = read_front_matter(self._text, Notebook())
        take_spoken(root, FieldReader(Notebook(), entity_names(root)), Notebook(), front.node_type)
        return root


def examples_of(document: Document) -> Reading:
    """The acceptance cases of a document's text once more, for the fields that it has by now."""
    title = find_title(document.text)
    blocks = read_blocks(_without_front_matter(document.text))
    root = outline(blocks, title.text if title.line else "")
    settle_kinds(root, FieldReader(Notebook(), entity_names(root)))
    notebook = Notebook()
    found = _examples(Draft(root, notebook, FieldReader(notebook, frozenset()), document, Spoken()))
    return Reading(found, notebook.in_order())


def _examples(draft: Draft) -> Document:
    document = draft.document
    signature = Signature.of(
        document.inputs or (),
        document.outputs,
        assigned_names(document.rules),
        warns=any(is_warning(rule) for rule in document.rules),
    )
    cases = read_examples(draft.root, signature, draft.notebook)
    for case in cases.unbound:
        draft.notebook.add("PRD031", case.place, f"not executable: {case.reason}")
    return replace(
        document,
        examples=cases.examples,
        unbound_examples=cases.unbound,
        scenarios=cases.scenarios,
    )
