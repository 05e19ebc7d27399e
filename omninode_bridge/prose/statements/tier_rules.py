"""The formulas of tiers, from all sentences that tell of them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from omninode_bridge.prose.statements.formula import number_text
from omninode_bridge.prose.statements.rates import unit_of
from omninode_bridge.prose.statements.statement import Statement, Tier
from omninode_bridge.prose.statements.terms import Term, Terms

_TIME: Final = {
    unit: Decimal(seconds)
    for unit, seconds in {
        "second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800
    }.items()
}  # fmt: skip


def tier_rules(
    name: str, said: Sequence[tuple[int, Statement]], terms: Terms
) -> dict[int, str] | str:
    """A formula for each place, or why there is none; they are added up in their order."""
    tiers = [(at, tier) for at, one in said for tier in one.tiers]
    measure = next((tier.measure for _, tier in tiers if tier.measure), None)
    if measure is None:
        return "what the tiers count"
    edge: Decimal | None = Decimal(0)
    parts: dict[int, list[str]] = {}
    for number, (at, tier) in enumerate(tiers):
        low = edge if tier.low is None and number else tier.low
        is_next = edge is not None and low == edge + 1 and measure.type == "int"
        if edge is None or low is None or (low != edge and not is_next):
            return f"`{name}`, whose tiers leave a gap, overlap or do not begin with the first"
        if tier.measure not in {None, measure}:
            return f"`{name}`, whose tiers count different things"
        by = _ratio(measure, tier, terms)
        if by is None:
            return f"`{tier.noun}`, where `{measure.name}` is counted in something else"
        high = edge + tier.count if tier.count is not None else tier.high
        parts.setdefault(at, []).append(_part(measure.text, tier, (edge, high), by))
        edge = high
    if edge is not None:
        return f"what `{name}` is for more than {number_text(edge)}"
    return {at: " + ".join(one) for at, one in parts.items()}


def _ratio(measure: Term, tier: Tier, terms: Terms) -> Decimal | None:
    """How many of the measure one of them is: an hour is 60 minutes."""
    if not tier.unit:
        return Decimal(1)
    own = unit_of(measure, terms)
    if own == tier.unit:
        return Decimal(1)
    return _TIME[tier.unit] / _TIME[own] if {own, tier.unit} <= _TIME.keys() else None


def _part(measure: str, tier: Tier, edges: tuple[Decimal, Decimal | None], by: Decimal) -> str:
    low, high = edges
    if not tier.value:
        return "0"
    text = measure if high is None else f"min({measure}, {number_text(high)})"
    if low:
        text = f"max({text} - {number_text(low)}, 0)"
    if by != 1:
        text = f"{text} / {number_text(by)}"
    if tier.rounding:
        text = f"{tier.rounding}({text})"
    return f"{text} * {number_text(tier.value)}"
