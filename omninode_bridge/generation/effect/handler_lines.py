"""What a handler does between the check of its request and its answer, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.effect.facts import row_facts
from omninode_bridge.generation.effect.kept_lines import kept_lines, together
from omninode_bridge.generation.effect.moving_lines import (
    choosing,
    moved_row,
    number_taken,
    sending,
)
from omninode_bridge.generation.effect.naming import EffectNames
from omninode_bridge.generation.effect.outside_lines import (
    call_lines,
    file_lines,
    outside_lines,
)
from omninode_bridge.generation.effect.plan import (
    CHANGING,
    ON_A_ROW,
    STORED,
    WRITING,
    From,
    OperationPlan,
    RequestField,
    Use,
)
from omninode_bridge.generation.literals import python_string, tuple_of
from omninode_bridge.generation.names import ClassRef
from omninode_bridge.requirements.types import Optional
from omninode_bridge.rules.kinds import value_type

WHOLE: Final = "{**row_of(request), **row}"


@dataclass(frozen=True, slots=True)
class HandlerLines:
    """Lines of Python without their indentation inside the transaction."""

    names: EffectNames

    def of(self, plan: OperationPlan, answer: ClassRef) -> Iterator[str]:
        if plan.idempotent:
            yield from self._repeat(plan, answer)
        kinds = {
            "create": self._create,
            "read": self._read,
            "update": self._update,
            "upsert": self._upsert,
            "delete": self._delete,
            "restore": self._restore,
            "list": self._list,
            "query": self._list,
        }
        yield from kinds.get(plan.kind or "", self._without_rows)(plan)
        yield from self._answer(plan, answer)

    def _without_rows(self, plan: OperationPlan) -> Iterator[str]:
        yield from self._rules(plan)
        yield from self._outside(plan, "row_of(request)")

    def _read(self, plan: OperationPlan) -> Iterator[str]:
        yield from self._found(plan)
        yield from self._rules(plan)
        yield "row = stored.row"
        yield from self._outside(plan, "{**row, **row_of(request)}")

    def _outside(self, plan: OperationPlan, known: str) -> Iterator[str]:
        yield from outside_lines(plan, self.names, known)

    def _repeat(self, plan: OperationPlan, answer: ClassRef) -> Iterator[str]:
        """The stored answer, where the request has a key that was there before."""
        field = plan.fields_for(Use.IDEMPOTENCY)[0].field
        given = f"request.{self.names.common.attribute(field.name)}"
        key = f'f"{plan.name}:{{{given}}}"'
        if isinstance(field.type, Optional):
            yield f"key = None if {given} is None else {key}"
            yield "earlier = None if key is None else unit.remembered(key)"
        else:
            yield f"key = {key}"
            yield "earlier = unit.remembered(key)"
        yield "if earlier is not None:"
        yield f"    return {answer.name}.model_validate_json(earlier)"

    def _layout(self, plan: OperationPlan) -> str:
        return self.names.constants[plan.entity.entity.name] if plan.entity else ""

    def _model(self, plan: OperationPlan) -> str:
        return self.names.common.entities[plan.entity.entity.name].name if plan.entity else ""

    def _create(self, plan: OperationPlan) -> Iterator[str]:
        layout, model = self._layout(plan), self._model(plan)
        values = tuple(each.name for each in plan.fields_for(Use.VALUE))
        given = (
            "given" if len(values) == len(plan.request) else f"picked(given, {tuple_of(values)})"
        )
        yield f"row = new_row(unit, {layout}, {given})"
        yield from self._rules(plan, "**row_of(request), **row")
        yield from self._settled(plan)
        yield f"row = inserted(unit, {layout}, row_of(checked({model}, row)))"
        yield from file_lines(plan, WHOLE)

    def _found(self, plan: OperationPlan, how: str = "found") -> Iterator[str]:
        layout = self._layout(plan)
        keys = tuple(each.name for each in plan.fields_for(Use.KEY))
        yield f"stored = {how}(unit, {layout}, picked(given, {tuple_of(keys)}))"
        if plan.fields_for(Use.VERSION):
            yield f"expect_version({layout}, stored, given)"

    def _update(self, plan: OperationPlan) -> Iterator[str]:
        layout, model = self._layout(plan), self._model(plan)
        values = tuple(each.name for each in plan.fields_for(Use.VALUE))
        yield from self._found(plan)
        changes = f", **picked(given, {tuple_of(values)})" if values else ""
        yield f"row = {{**stored.row{changes}}}"
        yield from self._rules(plan)
        yield from self._settled(plan)
        yield f"row = row_of(checked({model}, {self._next(plan, 'row')}))"
        yield f"changed(unit, {layout}, stored, row)"
        yield from file_lines(plan, WHOLE)

    def _upsert(self, plan: OperationPlan) -> Iterator[str]:
        layout, model = self._layout(plan), self._model(plan)
        uses = (Use.KEY, Use.VALUE)
        values = tuple(each.name for each in plan.request if each.use in uses)
        yield from self._found(plan, "sought")
        yield f"row = begun(unit, {layout}, stored, picked(given, {tuple_of(values)}))"
        earlier = f'"{STORED}": None if stored is None else stored.row'
        # A row that is there knows more than a new one, and rules know what both have. What every
        # request gives is the same in both.
        sure = {item.name for item in plan.request if _is_given(item)}
        both = tuple(field.name for field in row_facts(plan) if field.name not in sure)
        kept = f"**picked(row, {tuple_of(both)}), " if both else ""
        yield from self._rules(plan, f"**row_of(request), {kept}{earlier}")
        yield from self._settled(plan)
        following = self._next(plan, "row")
        if following != "row":
            yield f"row = row if stored is None else {following}"
        yield f"row = put(unit, {layout}, stored, row_of(checked({model}, row)))"
        yield from file_lines(plan, WHOLE)

    def _restore(self, plan: OperationPlan) -> Iterator[str]:
        layout = self._layout(plan)
        yield from self._found(plan, "hidden")
        yield from self._rules(plan)
        yield from self._moved(plan)
        yield from self._outside(plan, "{**row_of(request), **stored.row}")
        yield f"row = restored(unit, {layout}, stored, {self._next(plan, 'stored.row')})"

    def _next(self, plan: OperationPlan, row: str) -> str:
        """The row with what each change changes in it."""
        traits = plan.entity
        counts = traits is not None and (traits.version or traits.updated_at)
        return f"next_row(unit, {self._layout(plan)}, {row})" if counts else row

    def _delete(self, plan: OperationPlan) -> Iterator[str]:
        soft = plan.operation.deletion == "soft"
        yield from self._found(plan)
        yield from self._rules(plan)
        yield from self._moved(plan)
        yield from self._outside(plan, "{**row_of(request), **stored.row}")
        yield f"row = removed(unit, {self._layout(plan)}, stored, soft={soft})"

    def _moved(self, plan: OperationPlan) -> Iterator[str]:
        """A row that is hidden or shown, in the state that it has then."""
        lines = [*self._written(plan)]
        if lines:
            yield "row = {**stored.row}"
            yield from lines
            row = f"row_of(checked({self._model(plan)}, row))"
            yield f'stored = stored.model_copy(update={{"row": {row}}})'

    def _list(self, plan: OperationPlan) -> Iterator[str]:
        layout, common = self._layout(plan), self.names.common
        yield from self._rules(plan, "**row_of(request)")
        filters = tuple(each.name for each in plan.fields_for(Use.FILTER))
        parts = " ".join(
            f"({python_string(each.name)}, {python_string(each.source or '')}),"
            for each in plan.fields_for(Use.CONTAINS)
        )
        uses = (Use.SORT, Use.FILTER)
        decided = tuple(
            each.name
            for each in plan.request
            if each.use in uses and each.field.default is not None
        )
        more = f"{{**given, **picked(row_of(request), {tuple_of(decided)})}}"
        found = more if decided else "given"
        yield f"wanted = selection({layout}, {found}, {tuple_of(filters)}, ({parts}))"
        numbers, sizes = plan.fields_for(Use.PAGE), plan.fields_for(Use.SIZE)
        if numbers or sizes:
            number = f"request.{common.attribute('page')}" if numbers else "1"
            size = f"request.{common.attribute('size')}" if sizes else "50"
            yield f"wanted = paged(wanted, {number}, {size})"
        yield f"page = unit.select({layout}.name, wanted)"
        yield from self._outside(plan, "row_of(request)")

    def _rules(self, plan: OperationPlan, facts: str = "") -> Iterator[str]:
        moves = plan.moves
        if moves is not None and plan.kind in ON_A_ROW:
            yield "before = stored.row"
        if plan.program is None and (moves is None or moves.choice is None):
            return
        own = self.names.operations[plan.name]
        if not facts and plan.kind in ON_A_ROW:
            uses = (Use.EXTRA, Use.IDEMPOTENCY)
            extras = tuple(
                each.name for each in plan.request if each.use in uses and not _is_given(each)
            )
            first = f"**picked(row_of(request), {tuple_of(extras)}), " if extras else ""
            stored = any(fact.name == STORED for fact in plan.facts)
            last = f', "{STORED}": stored.row' if stored else ""
            facts = f"{first}**stored.row, **given{last}"
        facts = facts or "**row_of(request)"
        if moves is not None or plan.kept:
            yield f"facts = {{{facts}}}"
            yield from kept_lines(plan, self.names)
            facts = "**facts"
        if moves is not None:
            yield from choosing(plan, own, self.names.common.attribute(moves.taken))
            facts += f', "{moves.taken}": {number_taken(plan)}'
        if plan.program is None:
            return
        call = f"Rules().handle(checked({own.facts.name}, {together(facts)}))"
        yield f"decided = row_of({call})" if self._needs_decision(plan) else call

    def _needs_decision(self, plan: OperationPlan) -> bool:
        answered = any(each.origin is From.DECIDED for each in plan.answer)
        return bool(self._assigned(plan)) or answered

    def _assigned(self, plan: OperationPlan) -> tuple[str, ...]:
        writes = plan.kind in WRITING or plan.moves is not None
        return plan.written if writes and plan.program is not None else ()

    def _written(self, plan: OperationPlan) -> Iterator[str]:
        if names := self._assigned(plan):
            yield f"row |= picked(decided, {tuple_of(names)})"
        yield from moved_row(plan)

    def _settled(self, plan: OperationPlan) -> Iterator[str]:
        """What rules, the transition and a called service make of the row."""
        yield from self._written(plan)
        yield from call_lines(plan, self.names, WHOLE)
        if names := plan.from_body:
            yield f"row |= picked(body, {tuple_of(names)})"

    def _answer(self, plan: OperationPlan, answer: ClassRef) -> Iterator[str]:
        yield f"answer = checked({answer.name}, {self._answer_row(plan)})"
        about = ""
        if plan.entity is not None and plan.entity.key and plan.kind in CHANGING:
            about = f', str(row["{plan.entity.key}"])'
        payload = "row" if plan.kind == "delete" else "row_of(answer)"
        if plan.publishes and not plan.answer:
            payload = "row_of(request)"
        events = plan.operation.emits or ((plan.name,) if plan.publishes else ())
        for event in events:
            yield f"unit.emit(envelope({python_string(event)}, {payload}{about}))"
        yield from sending(plan, about)
        if plan.idempotent:
            optional = isinstance(plan.fields_for(Use.IDEMPOTENCY)[0].field.type, Optional)
            if optional:
                yield "if key is not None:"
            yield f"{'    ' if optional else ''}unit.remember(key, answer.model_dump_json())"
        yield "return answer"

    def _answer_row(self, plan: OperationPlan) -> str:
        if plan.answers_row:
            return "row"
        sources: Mapping[From, str] = {
            From.ROW: "row",
            From.DECIDED: "decided",
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
                case From.BODY:
                    value = f"body.get({name})"
                case From.ROW if each.whole:
                    value = "row"
                case origin:
                    value = f"{sources[origin]}[{name}]"
            parts.append(f"{name}: {value}")
        return f"{{{', '.join(parts)}}}"


def _is_given(item: RequestField) -> bool:
    """Whether every request holds it."""
    is_optional = isinstance(value_type(item.field), Optional)
    return not (item.may_be_absent or is_optional or item.field.default is not None)
