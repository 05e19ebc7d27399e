"""What a state machine adds to a handler: the choice of a transition, its target, its events."""

from collections.abc import Iterator

from omninode_bridge.generation.effect.moves import Sending
from omninode_bridge.generation.effect.naming import OperationNames
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.literals import python_string


def choosing(plan: OperationPlan, own: OperationNames, attribute: str) -> Iterator[str]:
    """`facts` is there before; `taken` is the number of the transition."""
    if plan.moves is None or plan.moves.choice is None:
        return
    asked = f'checked({own.facts.name}, {{**facts, "{plan.moves.taken}": 0}})'
    call = f"Transitions().handle({asked})"
    yield f"taken = {call}.{attribute}" if plan.moves.numbered else call


def number_taken(plan: OperationPlan) -> str:
    return "taken" if plan.moves is not None and plan.moves.numbered else "1"


def moved_row(plan: OperationPlan) -> Iterator[str]:
    """The row in the state that the transition leads to."""
    if plan.moves is None or all(row.target == row.source for row in plan.moves.rows):
        return
    field, targets = plan.moves.field, [row.target for row in plan.moves.rows]
    value = python_string(targets[0])
    if len(set(targets)) > 1:
        listed = ", ".join(f"{at}: {python_string(each)}" for at, each in enumerate(targets, 1))
        value = f"{{{listed}}}[taken]"
    yield f"row[{python_string(field)}] = {value}"


def sending(plan: OperationPlan, about: str) -> Iterator[str]:
    """Events of the transition that was taken."""
    rows = () if plan.moves is None else plan.moves.rows
    for found in dict.fromkeys(each for row in rows for each in row.sends):
        numbers = [str(at) for at, row in enumerate(rows, 1) if found in row.sends]
        line = f"unit.emit(envelope({python_string(found.event)}, {_payload(plan, found)}{about}))"
        if len(numbers) == len(rows):
            yield line
        else:
            yield (
                f"if taken in ({', '.join(numbers)},):"
                if numbers[1:]
                else (f"if taken == {numbers[0]}:")
            )
            yield f"    {line}"


def _payload(plan: OperationPlan, found: Sending) -> str:
    parts = []
    for name in found.names:
        key = python_string(name)
        of_row = plan.entity is not None and plan.entity.field(name) is not None
        parts.append(f"{key}: {'row' if of_row else 'row_of(request)'}[{key}]")
    parts += [f"{python_string(name)}: before[{python_string(name)}]" for name in found.earlier]
    return f"{{{', '.join(parts)}}}"
