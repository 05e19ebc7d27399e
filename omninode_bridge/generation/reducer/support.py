"""Source of what lies beside `nodes/`: how transitions, keys and partial aggregates work."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from omninode_bridge.generation.logic.support import support_source
from omninode_bridge.generation.names import Names
from omninode_bridge.generation.reducer.layout import Layout
from omninode_bridge.generation.reducer.metric_source import kinds_used
from omninode_bridge.generation.skeletons import rendered


def in_order(names: Iterable[str]) -> list[str]:
    """As linters want `__all__`: constants, classes, then the rest."""
    return sorted(
        names, key=lambda name: (not name.isupper(), not name[0].isupper(), natural(name))
    )


def natural(name: str) -> list[tuple[int, str]]:
    """A key by which `part_10` comes after `part_9`."""
    pieces = _NUMBER.split(name)
    return [(int(piece), "") if piece.isdigit() else (-1, piece) for piece in pieces]


_NUMBER: Final = re.compile(r"([0-9]+)")
ORDERING: Final = frozenset({"Smallest", "Largest", "Earliest", "Latest", "Tally"})
WIDE: Final = frozenset({"DecimalTotal", "FloatTotal", "nearest"})


class SupportSource:
    """`functions` are those of the language that the package uses."""

    def __init__(self, names: Names, layout: Layout, header: str) -> None:
        self.names = names
        self.layout = layout
        self.header = header

    def files(self, functions: Collection[str]) -> dict[str, str]:
        return dict(self._support(functions))

    def _rendered(self, template: str, **values: object) -> str:
        return rendered(f"reducer/{template}", header=self.header, **values)

    def _support(self, functions: Collection[str]) -> Iterator[tuple[str, str]]:
        header = tuple(self.header.splitlines())
        yield "rule_functions.py", support_source(functions, header)
        yield "steps.py", self._rendered("steps.py")
        if self.layout.reducer.machine is not None:
            yield "transitions.py", self._rendered("transitions.py")
        if self.layout.reducer.metrics:
            yield "accumulators.py", self._accumulators()
            yield "merging.py", self._rendered("merging.py")
            if kinds_used(self.layout.reducer.metrics) & ORDERING:
                yield "ordered.py", self._rendered("ordered.py")
        if self.layout.reducer.metrics or self.layout.remembered:
            yield "keys.py", self._rendered("keys.py")

    def _accumulators(self) -> str:
        used = kinds_used(self.layout.reducer.metrics)
        exported = {"Groups", *used}
        ends, windows = used & {"Earliest", "Latest"}, "window_start" in used
        if used & ORDERING:
            used = used | {"Ordered"}
        decimals = set[str]()
        if used & {"nearest_int", "nearest_float", "nearest_decimal"}:
            used = used | {"nearest"}
        if used & WIDE:
            used = used | {"WIDE"}
            decimals = {"Context", "Decimal", "MAX_EMAX", "MIN_EMIN", "ROUND_HALF_UP"}
        if "IntTotal" in used:
            decimals.add("Decimal")
        if "FloatTotal" in used:
            used = used | {"math"}
        datetimes = {"datetime"} if ends else set()
        if windows:
            datetimes |= {"UTC", "datetime", "timedelta"}
        return self._rendered(
            "accumulators.py",
            root=self.names.support_package,
            used=used,
            exported=in_order(exported | (used & {"WIDE"})),
            datetimes=", ".join(sorted(datetimes)),
            decimals=", ".join(sorted(decimals)),
        )
