"""The rows that the rules of an operation look through, line by line."""

from collections.abc import Iterator

from omninode_bridge.generation.effect.naming import EffectNames
from omninode_bridge.generation.effect.narrowing import narrowed
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.literals import python_string


def kept_lines(plan: OperationPlan, names: EffectNames) -> Iterator[str]:
    """They follow what else is known; `facts` is there before."""
    equals = narrowed(plan)
    for name in plan.kept:
        field, fact = equals.get(name, ("", ""))
        equal = f", {{{python_string(field)}: facts[{python_string(fact)}]}}" if field else ""
        rows = f"kept(unit, {names.constants[name]}{equal})"
        yield f"facts[{python_string(name)}] = {rows}"


def together(facts: str) -> str:
    """Items of a dictionary as one; where they are all of another, that one."""
    return "facts" if facts == "**facts" else f"{{{facts}}}"
