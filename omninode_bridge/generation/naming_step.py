"""The naming step: every Python name of a package, decided once and listed where it differs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.names import ClassRef, EnumRef, Names
from omninode_bridge.generation.naming import (
    NamePool,
    attribute,
    class_words,
    member,
    name_words,
    pascal,
    snake,
)
from omninode_bridge.generation.spec import Rename
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import Document, Field
from omninode_bridge.requirements.types import (
    EntityRef,
    EnumOf,
    ListOf,
    MapOf,
    Optional,
    ValueType,
)
from omninode_bridge.rules.program import Program

GOVERNED: Final = (
    *("Status", "State", "Phase", "Mode", "Health", "Type", "Kind", "Level", "Category"),
    *("Priority", "Severity", "Stage", "Role", "Action", "Result", "Outcome"),
)
"""Two enums with such words in their names may not share a value."""

type TypedName = tuple[str, str, ValueType]
"""Owner, field and type."""


@dataclass(frozen=True, slots=True)
class Naming:
    names: Names
    node_class: str
    enum_titles: Mapping[EnumOf, str]
    renames: tuple[Rename, ...]


def design_names(
    document: Document,
    program: Program,
    node_type: NodeType,
    more: Sequence[tuple[str, Field]] = (),
) -> Naming:
    """`more` are fields of models that the document does not have, each with its owner."""
    words = class_words(document.name)
    base, kind = pascal(words), node_type.value
    support = f"onex_{document.name}_{kind}"
    package = f"{support}.nodes.node_{document.name}_{kind}"
    classes = _Classes(package)
    input_model = classes.model((*words, "input"))
    output_model = classes.model((*words, "output"))
    entities = {
        entity.name: classes.model(class_words(entity.name)) for entity in document.entities
    }
    items = {
        name: classes.model(class_words(f"{name} item")) for name in sorted(answered_items(program))
    }
    typed = (*_typed_names(document, program), *((own, one.name, one.type) for own, one in more))
    enums, titles = classes.enums(typed)
    names = Names(
        support_package=support,
        node_package=package,
        input_model=input_model,
        output_model=output_model,
        handler=ClassRef(f"Handler{base}", f"{package}.handlers.handler_{snake(words)}"),
        entities=entities,
        items=items,
        enums=enums,
        attributes=_attributes(name for _, name, _ in typed),
    )
    node_class = f"Node{base}{kind.capitalize()}"
    return Naming(names, node_class, titles, tuple(_renames(document, names, base)))


class _Classes:
    """Class names that are unique in the package, each with a module of its own."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._pool = NamePool()

    def _ref(self, prefix: str, folder: str, words: Iterable[str]) -> ClassRef:
        parts = tuple(words)
        name = self._pool.claim(f"{prefix}{pascal(parts)}")
        number = name.removeprefix(f"{prefix}{pascal(parts)}")
        module = snake((prefix.lower(), *parts)) + number
        return ClassRef(name, f"{self._package}.{folder}.{module}")

    def model(self, words: Iterable[str]) -> ClassRef:
        return self._ref("Model", "models", words)

    def enums(self, typed: Iterable[TypedName]) -> tuple[dict[EnumOf, EnumRef], dict[EnumOf, str]]:
        """One class for each set of values, named after the first field that has it."""
        by_values: dict[frozenset[str], EnumRef] = {}
        found: dict[EnumOf, EnumRef] = {}
        titles: dict[EnumOf, str] = {}
        for owner, field_name, enum in _enum_uses(typed):
            values = frozenset(enum.members)
            if values not in by_values:
                words = self._enum_words(owner, field_name, values, by_values)
                by_values[values] = EnumRef(self._ref("Enum", "enums", words), _members(enum))
                titles[enum] = f"Values of `{field_name}`."
            found.setdefault(enum, by_values[values])
        return found, titles

    def _enum_words(
        self,
        owner: str,
        field_name: str,
        values: frozenset[str],
        known: Mapping[frozenset[str], EnumRef],
    ) -> tuple[str, ...]:
        words = class_words(field_name)
        governed = any(word in pascal(words) for word in GOVERNED)
        overlaps = any(
            values & others and any(word in ref.ref.name for word in GOVERNED)
            for others, ref in known.items()
        )
        if governed and overlaps:
            # Without capitals inside, the governed word is none: `EnumOrderstatus`.
            return ("".join((*class_words(owner), *words)),)
        return words


def _members(enum: EnumOf) -> dict[str, str]:
    pool = NamePool()
    return {value: pool.claim(member(value), "_") for value in enum.members}


def _enum_uses(typed: Iterable[TypedName]) -> Iterator[tuple[str, str, EnumOf]]:
    """Owner, field and enum, in the order of the names."""
    for owner, field_name, kind in typed:
        for enum in _enums_in(kind):
            yield owner, field_name, enum


def _typed_names(document: Document, program: Program) -> Iterator[TypedName]:
    """In document order; what only rules make comes last."""
    declared = [(entity.name, entity.fields) for entity in document.entities]
    declared += [("input", document.inputs or ()), ("output", document.outputs or ())]
    for owner, fields in declared:
        yield from ((owner, field.name, field.type) for field in fields)
    yield from (("output", output.name, output.type) for output in program.outputs)
    for name in sorted(program.items):
        yield from ((name, item.name, item.type) for item in program.items[name].working)


def _enums_in(kind: ValueType) -> Iterator[EnumOf]:
    if isinstance(kind, EnumOf):
        yield kind
    for part in parts_of(kind):
        yield from _enums_in(part)


def parts_of(kind: ValueType) -> tuple[ValueType, ...]:
    """The types that a type directly consists of."""
    match kind:
        case ListOf(item=item):
            return (item,)
        case MapOf(key=key, value=value):
            return (key, value)
        case Optional(of=of):
            return (of,)
        case _:
            return ()


def answered_items(program: Program) -> set[str]:
    """Names of the lists whose items of the answer have a type of their own."""
    found: set[str] = set()
    pending = [output.type for output in program.outputs]
    while pending:
        kind = pending.pop()
        pending += parts_of(kind)
        if isinstance(kind, EntityRef) and "." in kind.name:
            name = kind.name.partition(".")[0]
            if name not in found:
                found.add(name)
                pending += [field.type for field in program.items[name].answer]
    return found


def _attributes(names: Iterable[str]) -> dict[str, str]:
    """Names that need no change keep theirs, whatever comes before them."""
    every = list(dict.fromkeys(names))
    plain = {name: name for name in every if attribute(name) == name}
    pool = NamePool(plain)
    changed = {name: pool.claim(attribute(name), "_") for name in every if name not in plain}
    return plain | changed


def _renames(document: Document, names: Names, base: str) -> Iterator[Rename]:
    if base != pascal(name_words(document.name)):
        yield Rename("node", document.name, base)
    for entity in document.entities:
        ref = names.entities[entity.name]
        if ref.name != f"Model{pascal(name_words(entity.name))}":
            yield Rename("entity", entity.name, ref.name)
    for name, python_name in names.attributes.items():
        if name != python_name:
            yield Rename("field", name, python_name)
