"""The names of a document that its statements may speak of."""

from collections.abc import Iterable

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.statements.terms import Term, Terms
from omninode_bridge.requirements.document import Document, Entity, Field
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.types import EntityRef, EnumOf, ListOf, Optional, ValueType


def terms_of(document: Document) -> Terms:
    """Names of the input and the output; without an input, those of the data model."""
    terms = Terms(is_closed=document.says_inputs)
    entities = {entity.name: entity for entity in document.entities}
    for entity in document.entities:
        terms.things.add(snake_case(entity.name))
    terms.things |= {lexicon().singular(word) for word in document.name.split("_")}
    for field in (*(document.inputs or ()), *(document.outputs or ())):
        _add(terms, field, entities)
    terms.given = frozenset(field.name for field in document.inputs or ())
    money = [one.name for one in document.outputs or () if str(one.type).startswith("money")]
    terms.charge = money[0] if len(money) == 1 and money[0] not in terms.given else ""
    if document.inputs is None:
        _add_loose(terms, document.entities)
    return terms


def _add(terms: Terms, field: Field, entities: dict[str, Entity]) -> None:
    plain = _plain(field.type)
    if isinstance(plain, ListOf) and isinstance(plain.item, EntityRef):
        _add_items(terms, field.name, entities.get(plain.item.name))
        return
    is_optional = isinstance(field.type, Optional)
    terms.known.setdefault(field.name, Term(field.name, str(plain), is_optional=is_optional))
    members = plain.members if isinstance(plain, EnumOf) else field.constraints.one_of
    if members:
        terms.values.setdefault(field.name, members)


def _add_items(terms: Terms, name: str, entity: Entity | None) -> None:
    terms.lists[name] = name
    terms.lists[lexicon().singular(name)] = name
    if entity is not None:
        noun = snake_case(entity.name)
        terms.lists |= {noun: name, lexicon().plural(noun): name}
    for field in entity.fields if entity is not None else ():
        is_optional = isinstance(field.type, Optional)
        term = Term(field.name, str(_plain(field.type)), name, is_optional)
        terms.known.setdefault(f"{name}.{field.name}", term)
        members = field.type.members if isinstance(field.type, EnumOf) else ()
        if members:
            terms.values.setdefault(f"{name}.{field.name}", members)


def _add_loose(terms: Terms, entities: Iterable[Entity]) -> None:
    """Fields of which only one entity has the name: what is asked for is one of them."""
    listed = {str(_plain(field.type)) for entity in entities for field in entity.fields}
    for entity in entities:
        if f"list[{entity.name}]" in listed:
            continue
        for field in entity.fields:
            if field.name in terms.known:
                del terms.known[field.name]
            else:
                _add(terms, field, {one.name: one for one in entities})


def _plain(type_: ValueType) -> ValueType:
    return type_.of if isinstance(type_, Optional) else type_
