"""What the modules of a reducer are called, and the attributes of its working state."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from omninode_bridge.generation.names import ClassRef, Names
from omninode_bridge.generation.naming import NamePool, class_words, name_words, plain_pascal, snake
from omninode_bridge.generation.reducer.checked import Metric
from omninode_bridge.generation.reducer.layout import Layout
from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.types import Optional
from omninode_bridge.rules.kinds import value_type

MAX_WORDS: Final = 40


@dataclass(frozen=True, slots=True)
class KeySlot:
    """A unique field: its attribute, and the set that remembers its values."""

    field: Field
    attribute: str
    seen: str

    @property
    def optional(self) -> bool:
        return isinstance(value_type(self.field), Optional)


@dataclass(frozen=True, slots=True)
class Subject:
    """An event, or the entity that each event is. `kept` holds its events where it has keys."""

    name: str
    module: str
    model: ClassRef
    attribute: str
    given: str
    kept: str
    keys: tuple[KeySlot, ...]
    metrics: tuple[Metric, ...]

    @property
    def accepts(self) -> bool:
        """Whether something happens beside the state machine."""
        return bool(self.keys or self.metrics)


@dataclass(frozen=True, slots=True)
class MetricSlot:
    """`slot` is the attribute of the working state, `attribute` that of the models."""

    metric: Metric
    slot: str
    module: str
    class_name: str
    attribute: str


class Modules:
    def __init__(self, layout: Layout, names: Names) -> None:
        self.layout = layout
        self.names = names
        self._slots = NamePool(("machine",))

    @cached_property
    def metrics(self) -> tuple[MetricSlot, ...]:
        modules, classes = NamePool(), NamePool(("Groups", "Count", "Tally"))
        found = []
        for metric in self.layout.reducer.metrics:
            words = name_words(metric.name)[:MAX_WORDS]
            module = modules.claim(f"of_{snake(words)}", "_")
            class_name = classes.claim(plain_pascal(("rows", *class_words(metric.name))))
            slot = self._slots.claim(f"metric_{snake(words)}", "_")
            attribute = self.names.attribute(metric.name)
            found.append(MetricSlot(metric, slot, module, class_name, attribute))
        return tuple(found)

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        modules = NamePool()
        return tuple(self._subject(name, modules) for name in self.layout.subjects)

    def _subject(self, name: str, modules: NamePool) -> Subject:
        stem = snake(name_words(name)[:MAX_WORDS])
        keys = tuple(
            KeySlot(
                field,
                self.names.attribute(field.name),
                self._slots.claim(f"seen_{stem}_{self.names.attribute(field.name)}", "_"),
            )
            for field in self.layout.keys_of(name)
        )
        return Subject(
            name=name,
            module=modules.claim(f"on_{stem}", "_"),
            model=self.names.entities[self.layout.event(name)],
            attribute=self.names.attribute(name),
            given=f"given_{modules.claim(stem, '_')}",
            kept=self._slots.claim(f"kept_{stem}", "_"),
            keys=keys,
            metrics=tuple(m for m in self.layout.reducer.metrics if m.subject == name),
        )

    def slot_of(self, metric: Metric) -> MetricSlot:
        return next(found for found in self.metrics if found.metric is metric)

    def path(self, *parts: str) -> str:
        """Dotted name of a module of the node."""
        return ".".join((self.names.node_package, *parts))

    def support(self, module: str) -> str:
        return f"{self.names.support_package}.{module}"

    def value_type(self, module: str) -> str:
        return f"{self.names.support_package}.value_types.{module}"
