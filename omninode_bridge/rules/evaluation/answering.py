"""What a program answers once all of its steps have run."""

from collections.abc import Callable, Mapping

from omninode_bridge.requirements.types import EntityRef, ListOf, MapOf, Optional, ValueType
from omninode_bridge.rules.evaluation.conversions import conversion, rounding
from omninode_bridge.rules.evaluation.expressions import Compiler
from omninode_bridge.rules.evaluation.frame import Frame, Run
from omninode_bridge.rules.evaluation.outcomes import Record, Value
from omninode_bridge.rules.program import ItemField, ItemType, Program

type Finish = Callable[[Frame, Value], Value]


def answer_of(program: Program, compiler: Compiler) -> Callable[[Frame], Record]:
    finishers: dict[str, Finish] = {}
    for item in program.items.values():
        finishers[item.list_name] = _finished_item(item, compiler, finishers)
    parts: list[tuple[str, Run]] = []
    for output in program.outputs:
        finish = _finisher(output.type, finishers)
        if output.value is not None:
            parts.append((output.name, compiler.compiled(output.value)))
        else:
            parts.append((output.name, _known(output.name, finish)))
    return lambda frame: {name: run(frame) for name, run in parts}


def _known(name: str, finish: Callable[[Frame, Value], Value]) -> Run:
    return lambda frame: finish(frame, frame.known[name])


def _finisher(type_: ValueType, items: Mapping[str, Finish]) -> Finish:
    """Items inside the value become what the answer shows of them."""
    match type_:
        case EntityRef(name) if name.endswith(".item"):
            of = name.removesuffix(".item")
            # Looked up late, because items may hold items of another list.
            return lambda frame, value: items[of](frame, value)  # noqa: PLW0108 - as said
        case ListOf(item):
            inner = _finisher(item, items)
            return lambda frame, values: [inner(frame, value) for value in values]
        case MapOf(_, held):
            inner = _finisher(held, items)
            return lambda frame, found: {key: inner(frame, part) for key, part in found.items()}
        case Optional(of):
            inner = _finisher(of, items)
            return lambda frame, value: None if value is None else inner(frame, value)
        case _:
            return lambda _frame, value: value


def _finished_item(item: ItemType, compiler: Compiler, items: Mapping[str, Finish]) -> Finish:
    working = {field.name: field.type for field in item.working}
    parts = [(field.name, _item_part(field, working, compiler, items)) for field in item.answer]
    return lambda frame, value: {name: part(frame, value) for name, part in parts}


def _item_part(
    field: ItemField,
    working: Mapping[str, ValueType],
    compiler: Compiler,
    items: Mapping[str, Finish],
) -> Finish:
    if field.value is not None:
        constant = compiler.compiled(field.value)
        return lambda frame, _item: constant(frame)
    name, source = field.name, working[field.name]
    change = conversion(source, field.type, compiler.items)
    # A field declared as money is rounded on its way out, too, where it was not before.
    in_cents = rounding(field.type) if field.declared is not None and source != field.type else None

    finish = _finisher(field.type, items)

    def part(frame: Frame, item: Value) -> Value:
        value = item[name] if change is None else change(item[name])
        return finish(frame, value if in_cents is None else in_cents(value))

    return part
