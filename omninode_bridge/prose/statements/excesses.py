"""The part of a value above a limit: `the amount by which the gross exceeds 1000`."""

from typing import TYPE_CHECKING, Final

from omninode_bridge.prose.statements.formula import SUM, Formula, joined

if TYPE_CHECKING:
    from omninode_bridge.prose.statements.formulas import FormulaReader

_BY: Final = ("the amount by which", "what", "the number by which", "the part by which")
_PART: Final = (
    *("the part of the", "the part of", "the share of the", "the portion of the"),
    *("that part of the", "the portion of"),
)
_OVER: Final = (
    *("that exceeds", "which exceeds", "that is above", "that is over", "that lies above"),
    *("exceeding", "above", "over", "beyond", "in excess of"),
)


def excess(reader: "FormulaReader") -> Formula | None:
    """None, and the cursor where it was, where no such part is spoken of."""
    words, start = reader.words, reader.words.at
    if words.take(*_BY):
        whole = reader.factor()
        if words.take("exceeds", "exceed", "is above", "is over", "goes beyond"):
            return beyond(whole, reader.comparand())
    elif words.take(*_PART):
        whole = reader.factor()
        if words.take(*_OVER):
            return beyond(whole, reader.factor())
    words.at = start
    return None


def beyond(whole: Formula, limit: Formula) -> Formula:
    rest = joined(whole, "-", limit, SUM)
    return Formula(f"max({rest.text}, 0)", rest.reads, lists=rest.lists)
