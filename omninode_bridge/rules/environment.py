"""What names mean in one document, with types found on demand."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Final

from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.types import EntityRef, ListOf, ValueType
from omninode_bridge.rules.context import Key
from omninode_bridge.rules.groups import Gathered
from omninode_bridge.rules.kinds import references, value_type
from omninode_bridge.rules.program import Scope, item_reference
from omninode_bridge.rules.typed import Origin

MAX_SUGGESTIONS: Final = 50
MAX_CANDIDATES: Final = 500


class Environment:
    """`Names` of one document. `settle` checks the group of a key, so that its type is known."""

    def __init__(self, scope: Scope, gathered: Gathered) -> None:
        self.scope = scope
        self.gathered = gathered
        self.inputs = {field.name: field for field in scope.inputs}
        self.outputs = {field.name: field for field in scope.outputs or ()}
        self.types: dict[Key, ValueType | None] = {}
        self.settle: Callable[[Key], None] = lambda _key: None
        self._suggestions = 0

    def global_name(self, name: str) -> str | None:
        for spelled in (name, field_name(name)):
            if spelled in self.inputs or (spelled,) in self.gathered.groups:
                return spelled
            if self.is_unread(spelled):
                return spelled
        return None

    def is_unread(self, name: str) -> bool:
        """Whether only a rule that cannot be read assigns the name."""
        key = (name,)
        is_known = name in self.inputs or key in self.gathered.groups
        return not is_known and key in self.gathered.unread

    def is_list(self, key: Key) -> bool:
        """Whether a `for each` works on what the key names."""
        return len(key) == 1 and key[0] in self.gathered.lists

    def is_unread_field(self, name: str) -> bool:
        """Whether a `for each` that cannot be read sets a field of that name."""
        return ("", name) in self.gathered.unread

    def has_unread(self, key: Key) -> bool:
        """Whether one of the definitions cannot be read."""
        return (key if len(key) == 1 else ("", key[1])) in self.gathered.unread

    def variable(self, name: str) -> tuple[Origin, ValueType | None]:
        key = (name,)
        if self.is_unread(name):
            return Origin.ASSIGNED, self.declared(key)
        is_assigned = key in self.gathered.groups
        origin = Origin.ASSIGNED if is_assigned else Origin.INPUT
        if name in self.gathered.lists:
            known = self.items_of(name) is not None
            return origin, ListOf(EntityRef(item_reference(name))) if known else None
        return origin, self.type_of(key) if is_assigned else value_type(self.inputs[name])

    def field_name(self, reference: str, name: str) -> str | None:
        known = set(self._fields(reference))
        for spelled in (name, field_name(name)):
            if spelled in known or self.is_unread_field(spelled):
                return spelled
        return None

    def field_type(self, reference: str, name: str) -> ValueType | None:
        key = self.is_set(reference, name)
        if key is not None:
            return self.type_of(key)
        inner = self._list_name(reference)
        if inner is not None:
            source = self.items_of(inner)
            return None if source is None else self.field_type(source, name)
        field = self.entity_fields(reference).get(name)
        return None if field is None else value_type(field)

    def is_set(self, reference: str, name: str) -> Key | None:
        list_name = self._list_name(reference)
        key = (list_name or "", name)
        return key if list_name is not None and key in self.gathered.groups else None

    def set_fields(self, reference: str) -> frozenset[Key]:
        """Every field that has to be set before an item is complete."""
        list_name = self._list_name(reference)
        if list_name is None:
            return frozenset()
        own = frozenset(key for key in self.gathered.groups if key[0] == list_name and len(key) > 1)
        source = self.items_of(list_name)
        return own if source is None else own | self.set_fields(source)

    def suggest(self, name: str, reference: str | None = None) -> str:
        self._suggestions += 1
        if self._suggestions > MAX_SUGGESTIONS:
            return ""
        names = self._global_names() if reference is None else self._fields(reference)
        candidates = [known for known, _ in zip(names, range(MAX_CANDIDATES), strict=False)]
        close = get_close_matches(field_name(name), candidates, n=1)
        return f"did you mean `{close[0]}`?" if close else ""

    def canonical(self, name: str) -> str:
        """The name that an assignment defines."""
        return name if name in self.inputs or name in self.outputs else field_name(name)

    def type_of(self, key: Key) -> ValueType | None:
        """None while the key is being checked itself, or where its rules have errors."""
        declared = self.declared(key)
        if declared is not None and not references(declared):
            return declared
        if key not in self.types:
            self.settle(key)
        return self.types.get(key)

    def declared(self, key: Key) -> ValueType | None:
        """The declared type of what a group defines."""
        if len(key) == 1:
            field = self.outputs.get(key[0]) or self.inputs.get(key[0])
        else:
            field = self.item_declaration(key[0], key[1])
        return None if field is None else value_type(field)

    def item_declaration(self, list_name: str, name: str) -> Field | None:
        """The field as the output's entity declares it, else as the list's own entity does."""
        for reference in (self.declared_items(list_name), self.entity_of(list_name)):
            field = self.entity_fields(reference or "").get(name)
            if field is not None:
                return field
        return None

    def declared_items(self, list_name: str) -> str | None:
        output = self.outputs.get(list_name)
        return _item_entity(value_type(output)) if output is not None else None

    def items_of(self, list_name: str) -> str | None:
        """What the list held before `for each`: an entity, or the items of another list."""
        if list_name in self.inputs:
            found = _item_entity(value_type(self.inputs[list_name]))
        else:
            is_assigned = (list_name,) in self.gathered.groups
            found = _item_entity(self.type_of((list_name,)) if is_assigned else None)
        is_known = found in self.scope.entities or self._list_name(found or "") is not None
        return found if is_known else None

    def entity_of(self, list_name: str) -> str | None:
        """The declared entity behind the items."""
        source = self.items_of(list_name)
        for _ in self.gathered.lists:
            inner = None if source is None else self._list_name(source)
            if inner is None:
                break
            source = self.items_of(inner)
        return source

    def _fields(self, reference: str) -> Iterator[str]:
        list_name = self._list_name(reference)
        if list_name is None:
            yield from self.entity_fields(reference)
            return
        yield from (key[1] for key in self.gathered.groups if len(key) > 1 and key[0] == list_name)
        source = self.items_of(list_name)
        if source is not None:
            yield from self._fields(source)

    def entity_fields(self, reference: str) -> dict[str, Field]:
        """Fields by name; an entity that the document does not define has none."""
        entity = self.scope.entities.get(reference)
        return {field.name: field for field in entity.fields} if entity is not None else {}

    def _global_names(self) -> Iterator[str]:
        yield from self.inputs
        yield from (key[0] for key in self.gathered.groups if len(key) == 1)

    def _list_name(self, reference: str) -> str | None:
        """The list whose items these are; None for an entity."""
        found = reference.removesuffix(".item")
        return found if found != reference else None


def _item_entity(type_: ValueType | None) -> str | None:
    if isinstance(type_, ListOf) and isinstance(type_.item, EntityRef):
        return type_.item.name
    return None
