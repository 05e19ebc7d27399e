"""What each cell of an operation's row does, as claims that a sentence may make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.effect.moving_bindings import verbs_of
from omninode_bridge.generation.effect.plan import (
    VERSION,
    EntityTraits,
    OperationPlan,
    RequestField,
    Use,
)
from omninode_bridge.generation.effect.refusal import DUPLICATE, NOT_FOUND, STALE
from omninode_bridge.generation.effect.rule_bindings import adds_one, texts_of
from omninode_bridge.generation.said.claims import Claim
from omninode_bridge.generation.said.spoken import number_word
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.types import EnumOf, Optional

_KIND_VERBS: Final = {
    "create": ("create", "add", "register", "store", "new", "record", "insert", "save"),
    "read": ("read", "find", "show", "retrieve", "view", "return", "fetch"),
    "update": ("update", "change", "modify", "edit", "correct"),
    "delete": ("delete", "remove"),
    "list": ("list", "show", "search", "find", "lists"),
}
_DEALING: Final = frozenset({"request", "requests", "existing", "given", "answer", "result"})


@dataclass(frozen=True, slots=True)
class Cell:
    """`evidence` is of which one must be seen in a scenario that shows the cell."""

    plan: OperationPlan
    claim: Claim
    column: str
    evidence: frozenset[str] = frozenset()


def asks(operation: str, key: str) -> str:
    return f"{operation} asked with {key}"


def omits(operation: str, key: str) -> str:
    return f"{operation} asked without {key}"


def done(operation: str) -> str:
    return f"{operation} done"


def sends(event: str) -> str:
    return f"{event} is sent"


def repeats(operation: str) -> str:
    return f"{operation} repeated"


def cells_of(plans: Sequence[OperationPlan], about: frozenset[str]) -> Iterator[Cell]:
    for plan in plans:
        yield from _Cells(plan, plans, about).all()


@dataclass(frozen=True, slots=True)
class _Cells:
    plan: OperationPlan
    plans: Sequence[OperationPlan]
    about: frozenset[str]

    def all(self) -> Iterator[Cell]:
        yield from self._of_the_row()
        if self.plan.idempotent:
            evidence = frozenset({repeats(self.plan.name)})
            yield self._cell("idempotent", "idempotency_key", evidence=evidence)
        for event in self.plan.events:
            names = (*self._names(), frozenset(words(event)), frozenset(self._event(event)))
            claim = Claim("announced", tuple(filter(None, names)), known=self._known(*words(event)))
            yield Cell(self.plan, claim, "emits", frozenset({sends(event)}))
        if self.plan.kind == "list":
            yield from self._of_a_list()

    def _of_the_row(self) -> Iterator[Cell]:
        plan, entity = self.plan, self.plan.entity
        if entity is None:
            return
        yield from self._of_the_program(entity)
        if plan.kind == "create":
            yield from self._of_fields(entity)
            yield from self._of_a_creation(entity)
        if plan.kind in ("read", "update", "delete") and "not found" in plan.operation.errors:
            keys = [word for item in plan.fields_for(Use.KEY) for word in words(item.name)]
            evidence = frozenset({f"{plan.name}: {NOT_FOUND}"})
            names = (*self._names(), frozenset(self._entity), frozenset(keys))
            known = self._known(*keys)
            yield Cell(plan, Claim("absent", names, known=known), "errors", evidence)
        if plan.fields_for(Use.VERSION):
            evidence = frozenset({f"{plan.name}: {STALE}"})
            yield self._cell("stale", f"input `{VERSION}`", evidence=evidence)
        if plan.kind == "delete":
            is_soft = plan.operation.deletion == "soft"
            yield self._cell("kept" if is_soft else "erased", f"kind `{_kind(plan)}`")

    def _of_the_program(self, entity: EntityTraits) -> Iterator[Cell]:
        """`repairs = stored.repairs + 1`."""
        plan, texts = self.plan, [*texts_of(self.plan)]
        for field in entity.entity.fields:
            if any(adds_one(text, field.name) for text in texts):
                named = frozenset(words(field.name))
                known = self._known("number", *named)
                names = (named, frozenset(verbs_of(plan)))
                evidence = frozenset({done(plan.name)})
                yield Cell(plan, Claim("counted", names, known=known), "rules", evidence)

    def _of_a_creation(self, entity: EntityTraits) -> Iterator[Cell]:
        plan = self.plan
        for item in plan.fields_for(Use.VALUE):
            field = entity.field(item.source or "")
            if field is None or field.default is None:
                continue
            value = (*_each([number_word(one) for one in field.default.text.lower().split()]),)
            claim = Claim("default", (), (*_each(words(field.name)), *value), self._known())
            evidence = frozenset({omits(plan.name, item.name)})
            yield Cell(plan, claim, f"default of `{field.name}`", evidence)
        rows = () if plan.moves is None else plan.moves.rows
        first = {row.target for row in rows if row.source is None}
        for state in first if len(first) == 1 else ():
            topics = (*_each(words(state)),)
            field_name = words(plan.state or "")
            evidence = frozenset({done(plan.name)})
            known = self._known(*field_name)
            new = Claim("first", (frozenset(self._entity), frozenset()), topics, known)
            told = Claim("afterwards", (frozenset(verbs_of(plan)),), topics, known)
            for claim in (new, told):
                yield Cell(plan, claim, "first state", evidence)

    def _of_fields(self, entity: EntityTraits) -> Iterator[Cell]:
        plan = self.plan
        given = {item.source: item for item in plan.request if item.source is not None}
        for name in (*entity.unique, entity.key):
            if name is not None and name in given:
                evidence = frozenset({f"{plan.name}: {DUPLICATE}"})
                claim = Claim("unique", topics=(*_each(words(name)),), known=self._known())
                yield Cell(plan, claim, f"unique `{name}`", evidence)

    def _of_a_list(self) -> Iterator[Cell]:
        plan = self.plan
        entity = (frozenset(self._entity),)
        known = self._known()
        for item in plan.fields_for(Use.FILTER):
            evidence = frozenset({asks(plan.name, item.name)})
            also = known.union(*(words(each.name) for each in plan.fields_for(Use.FILTER)))
            for topics in _filters(item):
                yield Cell(
                    plan, Claim("filter", entity, topics, also), f"input `{item.name}`", evidence
                )
        for item in plan.fields_for(Use.CONTAINS):
            name = words(item.source or item.name.removesuffix("_contains"))
            evidence = frozenset({asks(plan.name, item.name)})
            topics = (*_each(name),)
            also = known | self._called()
            yield Cell(plan, Claim("part", entity, topics, also), f"input `{item.name}`", evidence)
        for use, concept in ((Use.PAGE, "paged"), (Use.SIZE, "sized"), (Use.SORT, "sorted")):
            for item in plan.fields_for(use):
                evidence = frozenset({asks(plan.name, item.name)})
                yield Cell(plan, Claim(concept, entity, (), known), f"input `{use}`", evidence)
        if any(each.name == "total" for each in plan.answer):
            yield Cell(plan, Claim("total", entity, (), known), "output `total`")

    def _called(self) -> frozenset[str]:
        """`A part of the member's name` is one of the `member`, where nothing else is a name."""
        entity = self.plan.entity
        named = () if entity is None else (each.name for each in entity.entity.fields)
        is_other = any("name" in words(each) for each in named)
        return frozenset() if is_other else frozenset({"name"})

    def _cell(self, concept: str, column: str, *known: str,
              evidence: frozenset[str] = frozenset()) -> Cell:  # fmt: skip
        claim = Claim(concept, self._names(), known=self._known(*known))
        return Cell(self.plan, claim, column, evidence)

    @property
    def _entity(self) -> list[str]:
        return [] if self.plan.entity is None else words(self.plan.entity.entity.name)

    def _names(self) -> tuple[frozenset[str], ...]:
        """Its own verb or, where no other operation is of the kind, a usual one and the entity."""
        plan = self.plan
        own = frozenset(verbs_of(plan))
        alike = [
            each for each in self.plans if (each.kind, each.entity) == (plan.kind, plan.entity)
        ]
        usual = _KIND_VERBS.get(plan.kind or "", ()) if len(alike) == 1 else ()
        return (own, *(frozenset({verb, *self._entity}) for verb in usual))

    def _event(self, event: str) -> set[str]:
        return set(words(event)) - set(self._entity)

    def _known(self, *more: str) -> frozenset[str]:
        usual = _KIND_VERBS.get(self.plan.kind or "", ())
        return (
            frozenset({*self._entity, *verbs_of(self.plan), *usual, *more}) | _DEALING | self.about
        )


def _each(found: Sequence[str]) -> Iterator[frozenset[str]]:
    yield from (frozenset({word}) for word in found)


def _filters(item: RequestField) -> Iterator[tuple[frozenset[str], ...]]:
    """By the field's name or, of a choice, by one of its values: `Free berths are listed`."""
    yield tuple(_each(words(item.source or item.name)))
    kind = item.field.type.of if isinstance(item.field.type, Optional) else item.field.type
    for member in kind.members if isinstance(kind, EnumOf) else ():
        yield tuple(_each(words(member)))


def _kind(plan: OperationPlan) -> str:
    return f"{plan.kind} ({plan.operation.deletion or 'hard'})"
