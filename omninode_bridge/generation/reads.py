"""Which names of a program depend on which: what a rule's effect can be seen in."""

from collections.abc import Iterator

from omninode_bridge.rules.program import Assign, Program, Reject, SetField, Step, Warn
from omninode_bridge.rules.typed import Member, Variable
from omninode_bridge.rules.walking import parts


def names_read(value: object) -> Iterator[str]:
    """Names that occur in a step or an expression, by walking its parts."""
    return (part.name for part in parts(value) if isinstance(part, Variable))


def fields_read(value: object) -> Iterator[str]:
    """Fields of entities and items that occur in a step or an expression."""
    return (part.field for part in parts(value) if isinstance(part, Member))


def assigned_name(step: Step) -> str | None:
    """The name whose value a step gives; for a field of the items, the list's."""
    if isinstance(step, Assign):
        return step.name
    return step.list_name if isinstance(step, SetField) else None


def without_effect(program: Program) -> tuple[Assign | SetField, ...]:
    """Steps that no output, rejection or warning depends on, in the order in which they run.

    A field that `for each` sets counts as used wherever its list is.
    """
    used = {output.name for output in program.outputs if output.value is None}
    for output in program.outputs:
        used.update(names_read(output.value))
    found: list[Assign | SetField] = []
    # Whatever reads a name runs after it is assigned.
    for step in reversed(program.steps):
        if isinstance(step, Reject | Warn) or assigned_name(step) in used:
            used.update(names_read(step))
        else:
            found.append(step)
    return tuple(reversed(found))


def behind(program: Program, position: int) -> tuple[frozenset[str], frozenset[str]]:
    """The names and the fields that decide what a step does, directly or through other steps."""
    step = program.steps[position]
    names, fields = set(names_read(step)), set(fields_read(step))
    for other in reversed(program.steps[:position]):
        sets_field = isinstance(other, SetField) and other.name not in fields
        if assigned_name(other) in names and not sets_field:
            names.update(names_read(other))
            fields.update(fields_read(other))
    return frozenset(names), frozenset(fields)


class Followers:
    """Which assigned names depend on which; made once for a program."""

    def __init__(self, program: Program) -> None:
        self._read_by: dict[str, set[str]] = {}
        for step in program.steps:
            target = assigned_name(step)
            if target is not None:
                for name in names_read(step):
                    self._read_by.setdefault(name, set()).add(target)

    def of(self, name: str) -> frozenset[str]:
        """Every assigned name that depends on `name`, itself included."""
        found = {name}
        waiting = [name]
        while waiting:
            new = self._read_by.get(waiting.pop(), set()) - found
            found |= new
            waiting.extend(new)
        return frozenset(found)
