"""Source of the handlers: one for each operation, by its plan."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from omninode_bridge.generation.effect.model_specs import answer_ref
from omninode_bridge.generation.effect.naming import EffectNames
from omninode_bridge.generation.effect.plan import STORED, From, OperationPlan, Use
from omninode_bridge.generation.literals import docstring, python_string
from omninode_bridge.generation.names import ClassRef
from omninode_bridge.generation.skeletons import rendered

_WORD = re.compile(r"\b[A-Za-z_][A-Za-z0-9_]*\b")
_ASSIGNED = re.compile(r"(?P<indent> *)(?P<name>[a-z_]+) = (?P<value>.*)")
_ROWS = (
    *("changed", "expect_version", "found", "given_values", "inserted", "new_row", "next_row"),
    *("paged", "picked", "removed", "row_of", "selection"),
)
_FAILURES = ("checked", "exactly_one")


@dataclass(frozen=True, slots=True)
class HandlerSource:
    """Writes the handlers of one package."""

    names: EffectNames
    header: str

    def of(self, plan: OperationPlan) -> str:
        own = self.names.operations[plan.name]
        answer = answer_ref(plan, self.names)
        purpose = docstring(plan.operation.description or _purpose(plan), own.handler.name)
        lines = only_used(list(self._body(plan, answer)))
        body = "\n".join(f"        {line}" for line in lines)
        text = (
            f"class {own.handler.name}:\n    {purpose}\n\n"
            f"    def handle(self, request: {own.input.name}) -> {answer.name}:\n"
            f"        {_how(plan)}\n{body}\n"
        )
        imports = self._imports(plan, answer, text)
        values = {"header": self.header, "purpose": purpose, "imports": imports}
        return rendered("effect/handler.py", **values, handler=own.handler.name, text=text)

    def _imports(self, plan: OperationPlan, answer: ClassRef, text: str) -> list[str]:
        own, common = self.names.operations[plan.name], self.names.common
        root = common.support_package
        known = dict.fromkeys(_ROWS, f"{root}.storage.rows")
        known |= dict.fromkeys(_FAILURES, f"{root}.storage.failures")
        known |= {"ports": f"{root}.bindings", "envelope": f"{root}.storage.envelopes"}
        known |= {"Rules": own.rules.module}
        known |= dict.fromkeys(self.names.constants.values(), f"{root}.entities")
        for ref in (own.input, own.facts, answer, *common.entities.values()):
            known[ref.name] = ref.module
        used = set(_WORD.findall(text))
        return sorted(f"from {known[name]} import {name}" for name in known if name in used)

    def _body(self, plan: OperationPlan, answer: ClassRef) -> Iterator[str]:
        yield "given = given_values(request)"
        for names in plan.alternatives:
            yield f"exactly_one(given, {_tuple(names)})"
        if not plan.uses_store:
            yield from self._work(plan, answer)
            return
        yield "with ports().store.transaction() as unit:"
        yield from (f"    {line}" for line in self._work(plan, answer))

    def _work(self, plan: OperationPlan, answer: ClassRef) -> Iterator[str]:
        if plan.idempotent:
            yield f"key = {self._remembered_key(plan)}"
            yield "earlier = unit.remembered(key)"
            yield "if earlier is not None:"
            yield f"    return {answer.name}.model_validate_json(earlier)"
        match plan.kind:
            case "create":
                yield from self._create(plan)
            case "read":
                yield from self._found(plan)
                yield from self._rules(plan)
                yield "row = stored.row"
            case "update":
                yield from self._update(plan)
            case "delete":
                yield from self._delete(plan)
            case "list" | "query":
                yield from self._list(plan)
            case _:
                yield from self._rules(plan)
        yield from self._answer(plan, answer)

    def _remembered_key(self, plan: OperationPlan) -> str:
        attribute = self.names.common.attribute(plan.fields_for(Use.IDEMPOTENCY)[0].name)
        return f'f"{plan.name}:{{request.{attribute}}}"'

    def _layout(self, plan: OperationPlan) -> str:
        return self.names.constants[plan.entity.entity.name] if plan.entity else ""

    def _model(self, plan: OperationPlan) -> str:
        return self.names.common.entities[plan.entity.entity.name].name if plan.entity else ""

    def _create(self, plan: OperationPlan) -> Iterator[str]:
        layout, model = self._layout(plan), self._model(plan)
        values = tuple(each.name for each in plan.fields_for(Use.VALUE))
        given = "given" if len(values) == len(plan.request) else f"picked(given, {_tuple(values)})"
        yield f"row = new_row(unit, {layout}, {given})"
        yield from self._rules(plan, "**row_of(request), **row")
        yield from self._written(plan)
        yield f"row = inserted(unit, {layout}, row_of(checked({model}, row)))"

    def _found(self, plan: OperationPlan) -> Iterator[str]:
        layout = self._layout(plan)
        keys = tuple(each.name for each in plan.fields_for(Use.KEY))
        yield f"stored = found(unit, {layout}, picked(given, {_tuple(keys)}))"
        if plan.fields_for(Use.VERSION):
            yield f"expect_version({layout}, stored, given)"

    def _update(self, plan: OperationPlan) -> Iterator[str]:
        layout, model = self._layout(plan), self._model(plan)
        values = tuple(each.name for each in plan.fields_for(Use.VALUE))
        yield from self._found(plan)
        yield f"row = {{**stored.row, **picked(given, {_tuple(values)})}}"
        yield from self._rules(plan)
        yield from self._written(plan)
        yield f"row = row_of(checked({model}, next_row(unit, {layout}, row)))"
        yield f"changed(unit, {layout}, stored, row)"

    def _delete(self, plan: OperationPlan) -> Iterator[str]:
        soft = plan.operation.deletion == "soft"
        yield from self._found(plan)
        yield from self._rules(plan)
        yield f"row = removed(unit, {self._layout(plan)}, stored, soft={soft})"

    def _list(self, plan: OperationPlan) -> Iterator[str]:
        layout, common = self._layout(plan), self.names.common
        yield from self._rules(plan, "**row_of(request)")
        filters = tuple(each.name for each in plan.fields_for(Use.FILTER))
        parts = ", ".join(
            f"({python_string(each.name)}, {python_string(each.source or '')}),"
            for each in plan.fields_for(Use.CONTAINS)
        )
        yield f"wanted = selection({layout}, given, {_tuple(filters)}, ({parts}))"
        numbers, sizes = plan.fields_for(Use.PAGE), plan.fields_for(Use.SIZE)
        if numbers or sizes:
            number = f"request.{common.attribute('page')}" if numbers else "1"
            size = f"request.{common.attribute('size')}" if sizes else "50"
            yield f"wanted = paged(wanted, {number}, {size})"
        yield f"page = unit.select({layout}.name, wanted)"

    def _rules(self, plan: OperationPlan, facts: str = "") -> Iterator[str]:
        if plan.program is None:
            return
        own = self.names.operations[plan.name]
        if not facts and plan.kind in ("read", "update", "delete"):
            extras = tuple(
                each.name for each in plan.request if each.use in (Use.EXTRA, Use.IDEMPOTENCY)
            )
            first = f"**picked(row_of(request), {_tuple(extras)}), " if extras else ""
            stored = any(fact.name == STORED for fact in plan.facts)
            last = f', "{STORED}": stored.row' if stored else ""
            facts = f"{first}**stored.row, **given{last}"
        call = f"Rules().handle(checked({own.facts.name}, {{{facts or '**row_of(request)'}}}))"
        yield f"decided = row_of({call})" if self._needs_decision(plan) else call

    def _needs_decision(self, plan: OperationPlan) -> bool:
        answered = any(each.origin is From.DECIDED for each in plan.answer)
        return bool(self._assigned(plan)) or answered

    def _assigned(self, plan: OperationPlan) -> tuple[str, ...]:
        writes = plan.kind in ("create", "update")
        return plan.written if writes and plan.program is not None else ()

    def _written(self, plan: OperationPlan) -> Iterator[str]:
        if names := self._assigned(plan):
            yield f"row |= picked(decided, {_tuple(names)})"

    def _answer(self, plan: OperationPlan, answer: ClassRef) -> Iterator[str]:
        yield f"answer = checked({answer.name}, {self._answer_row(plan)})"
        about = ""
        if (
            plan.entity is not None
            and plan.entity.key
            and plan.kind in ("create", "update", "delete")
        ):
            about = f', str(row["{plan.entity.key}"])'
        payload = "row" if plan.kind == "delete" else "row_of(answer)"
        if plan.publishes and not plan.answer:
            payload = "row_of(request)"
        events = plan.operation.emits or ((plan.name,) if plan.publishes else ())
        for event in events:
            yield f"unit.emit(envelope({python_string(event)}, {payload}{about}))"
        if plan.idempotent:
            yield "unit.remember(key, answer.model_dump_json())"
        yield "return answer"

    def _answer_row(self, plan: OperationPlan) -> str:
        if plan.answers_row:
            return "row"
        sources: Mapping[From, str] = {
            From.ROW: "row",
            From.DECIDED: "decided",
            From.BODY: "body",
            From.FILE: "file",
        }
        parts = []
        for each in plan.answer:
            name = python_string(each.name)
            match each.origin:
                case From.ITEMS:
                    value = "[*page.items]"
                case From.TOTAL:
                    value = "page.total"
                case From.REQUEST:
                    value = f"row_of(request)[{name}]"
                case From.ROW if each.whole:
                    value = "row"
                case origin:
                    value = f"{sources[origin]}[{name}]"
            parts.append(f"{name}: {value}")
        return f"{{{', '.join(parts)}}}"


def only_used(lines: list[str]) -> list[str]:
    """Without names that nobody reads: their calls stay, and an answer is returned at once."""
    kept: list[str] = []
    for line in reversed(lines):
        match = _ASSIGNED.fullmatch(line)
        if match is None or _reads(match["name"], kept):
            kept.append(line)
        elif "(" in match["value"]:
            kept.append(f"{match['indent']}{match['value']}")
    found = kept[::-1]
    last = _ASSIGNED.fullmatch(found[-2]) if len(found) > 1 else None
    if last is not None and found[-1].strip() == f"return {last['name']}":
        return [*found[:-2], f"{last['indent']}return {last['value']}"]
    return found


def _reads(name: str, lines: list[str]) -> bool:
    return any(name in _WORD.findall(line) for line in lines)


def _tuple(names: tuple[str, ...]) -> str:
    listed = ", ".join(python_string(name) for name in names)
    return f"({listed}{',' if len(names) == 1 else ''})"


def _purpose(plan: OperationPlan) -> str:
    about = f" {plan.entity.entity.name}" if plan.entity else ""
    return f"{' and '.join(plan.operation.kinds).capitalize()}{about}: {plan.name}."


def _how(plan: OperationPlan) -> str:
    if plan.uses_store:
        return '"""Everything in one transaction: a refusal leaves nothing behind."""'
    return '"""Ask, and answer what comes back."""'
