"""Areas and volumes of things of which the document gives the sides: `the wall area`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from omninode_bridge.prose.statements.formula import PRODUCT, Formula

if TYPE_CHECKING:
    from omninode_bridge.prose.statements.formulas import FormulaReader

_SIDES: Final = {
    "area": (("width", "height"), ("length", "width"), ("length", "height"), ("width", "depth")),
    "volume": (("length", "width", "height"), ("width", "height", "depth")),
}


def extent(reader: "FormulaReader", name: Sequence[str]) -> Formula | None:
    """None where the sides are not given, or in two ways."""
    *thing, last = name
    found = []
    for sides in _SIDES.get(last, ()) if thing else ():
        terms = [reader.terms.resolve((*thing, side), exactly=True) for side in sides]
        names = [one.name for one in terms if one is not None and not one.over]
        if len(names) == len(sides):
            found.append(names)
    if len(found) != 1:
        return None
    return Formula(f"({' * '.join(found[0])})", frozenset(found[0]), PRODUCT + 1)
