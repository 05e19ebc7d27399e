"""What names mean in guards, actions and conditions of a reducer."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from omninode_bridge.requirements.document import Entity, Field
from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.types import EntityRef, ValueType
from omninode_bridge.rules.context import Context, Key, Report
from omninode_bridge.rules.kinds import value_type
from omninode_bridge.rules.typed import Origin, Variable

CONTEXT: Final = "context of the machine"
"""The reference of the context: no entity can be called so."""

CONTEXT_VARIABLE: Final = "state of the machine"
"""What `state` in an expression is bound to; no variable of an expression can be called so."""


class EventScope:
    """`Names` of one event: its fields hide those of the context."""

    def __init__(
        self,
        fields: Iterable[Field],
        context: Iterable[Field],
        entities: Mapping[str, Entity],
    ) -> None:
        self.fields = {field.name: field for field in fields}
        self.context = {field.name: field for field in context}
        self._entities = entities

    def global_name(self, name: str) -> str | None:
        for spelled in (name, field_name(name)):
            if spelled in self.fields or spelled in self.context:
                return spelled
        return None

    def variable(self, name: str) -> tuple[Origin, ValueType | None]:
        """What the event gives is an input, what the context keeps is known."""
        if name in self.fields:
            return Origin.INPUT, value_type(self.fields[name])
        return Origin.ASSIGNED, value_type(self.context[name])

    def field_name(self, reference: str, name: str) -> str | None:
        known = self._fields_of(reference)
        return next((spelled for spelled in (name, field_name(name)) if spelled in known), None)

    def field_type(self, reference: str, name: str) -> ValueType | None:
        field = self._fields_of(reference).get(name)
        return None if field is None else value_type(field)

    def is_set(self, reference: str, name: str) -> Key | None:
        """Nothing: there is no `for each` in a reducer."""
        del reference, name
        return None

    def set_fields(self, reference: str) -> frozenset[Key]:
        del reference  # As above.
        return frozenset()

    def suggest(self, name: str, reference: str | None = None) -> str:
        known = [*self.fields, *self.context]
        if reference is not None:
            known = list(self._fields_of(reference))
        close = get_close_matches(field_name(name), known[:500], n=1)
        return f"did you mean `{close[0]}`?" if close else ""

    def _fields_of(self, reference: str) -> Mapping[str, Field]:
        if reference == CONTEXT:
            return self.context
        entity = self._entities.get(reference)
        return {} if entity is None else {field.name: field for field in entity.fields}

    def expressions(self, report: Report) -> Context:
        """For one expression, whose findings go to `report`."""
        bound = {}
        if self.context:
            state = Variable(CONTEXT_VARIABLE, Origin.BOUND, EntityRef(CONTEXT))
            bound["state"] = state
        return Context(self, report, set(), bound=bound)
