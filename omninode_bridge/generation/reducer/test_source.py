"""Source of the tests that a reducer's package carries."""

from collections.abc import Iterator
from dataclasses import dataclass

from omninode_bridge.generation.contract import dispatch_name
from omninode_bridge.generation.edge_cases import EdgeCase, edge_cases
from omninode_bridge.generation.json_text import json_text
from omninode_bridge.generation.literals import python_string
from omninode_bridge.generation.package_tests import TestSources
from omninode_bridge.generation.reducer.layout import Layout
from omninode_bridge.generation.reducer.walks import Walk
from omninode_bridge.generation.skeletons import rendered


@dataclass(frozen=True, slots=True)
class ReducerTests(TestSources):
    """Beside examples and requirements: the machine, splits, order, keys and merging."""

    __test__ = False

    layout: Layout
    walks: tuple[Walk, ...]

    def files(self) -> Iterator[tuple[str, str]]:
        yield from TestSources.files(self)
        if self.walks:
            yield "test_machine.py", self._machine()
            yield "test_handler.py", self._handler()

    def _texts(self) -> list[str]:
        return [
            json_text({"state": None, "events": [dict(event) for event in walk.events]})
            for walk in self.walks
        ]

    def _machine(self) -> str:
        machine = self.layout.reducer.machine
        shown = [
            text
            for text, walk in zip(self._texts(), self.walks, strict=True)
            if machine is None or any(told.row is not None for told in walk.told)
        ]
        return rendered(
            "reducer/tests/test_machine.py",
            header=self.header,
            names=self.spec.names,
            node_class=self.spec.node_class,
            walks=shown,
            table=machine is not None,
        )

    def _handler(self) -> str:
        return rendered(
            "reducer/tests/test_handler.py",
            header=self.header,
            names=self.spec.names,
            node_class=self.spec.node_class,
            dispatch=dispatch_name(self.spec),
            machine=self.layout.reducer.machine,
            sample=python_string(self._texts()[0]),
        )

    def _properties(self) -> str:
        layout, names = self.layout, self.spec.names
        accepted, refused = self._edges()
        keyed = [
            (name if layout.reducer.is_named else "", [key.name for key in layout.keys_of(name)])
            for name in layout.subjects
        ]
        return rendered(
            "reducer/tests/test_properties.py",
            header=self.header,
            names=names,
            walks=self._texts(),
            orderly=[at for at, walk in enumerate(self.walks) if _orderly(walk)],
            merges=layout.keeps,
            machine=layout.reducer.machine,
            metrics=layout.reducer.metrics,
            named=layout.reducer.is_named,
            keyed=keyed if layout.remembered else [],
            all_keyed={one.subject for one in layout.reducer.metrics} <= set(layout.remembered),
            models=sorted({case.model for case in (*accepted, *refused)}, key=lambda one: one.name),
            accepted=accepted,
            refused=refused,
        )

    def _edges(self) -> tuple[list[EdgeCase], list[EdgeCase]]:
        """Of what a request holds: events, and the entities that they consist of."""
        layout = self.layout
        read = {entity.name for entity in layout.source.entities}
        read |= {layout.event(name) for name in layout.subjects}
        edges = edge_cases(layout.document, self.spec.names)
        return (
            [case for case in edges.accepted if case.owner in read],
            [case for case in edges.refused if case.owner in read],
        )


def _orderly(walk: Walk) -> bool:
    """Whether only repeats are duplicates: of two events with one key, the first counts."""
    return all(
        told.reason != "duplicate" or event in walk.events[:at]
        for at, (event, told) in enumerate(zip(walk.events, walk.told, strict=True))
    )
