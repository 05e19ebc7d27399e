"""Source of the handlers: one for each operation, by its plan."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from omninode_bridge.generation.effect.handler_lines import HandlerLines
from omninode_bridge.generation.effect.kept_rows import is_alone
from omninode_bridge.generation.effect.model_specs import answer_ref
from omninode_bridge.generation.effect.naming import EffectNames
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.literals import docstring, tuple_of
from omninode_bridge.generation.names import ClassRef
from omninode_bridge.generation.skeletons import rendered

_WORD = re.compile(r"\b[A-Za-z_][A-Za-z0-9_]*\b")
_ASSIGNED = re.compile(r"(?P<indent> *)(?P<name>[a-z_]+) = (?P<value>.*)")
_ROWS = (
    *("begun", "changed", "expect_version", "found", "given_values", "hidden", "inserted"),
    *("kept", "new_row", "next_row", "paged", "picked", "put", "removed", "restored", "row_of"),
    *("selection", "sought"),
)
_FAILURES = ("checked", "exactly_one")
_READ_OF_CALL = re.compile(r"(?<=\))(?:\.[A-Za-z_][A-Za-z0-9_]*)+$")
_PURE = ("given_values(", "row_of(", "{", "picked(")
_CALLING = ("Patience", "base", "called", "part")
_FILES = ("deleted_file", "read_file", "written_file")
_NAME = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,79})\}")


@dataclass(frozen=True, slots=True)
class HandlerSource:
    """Writes the handlers of one package."""

    names: EffectNames
    header: str
    plans: tuple[OperationPlan, ...]

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
        known |= dict.fromkeys(_CALLING, f"{root}.calls.calling")
        known |= dict.fromkeys(_FILES, f"{root}.documents.files")
        known |= {"ModelHttpRequest": f"{root}.calls.model_http_request"}
        known |= {"Rules": own.rules.module, "Transitions": own.transitions.module}
        known |= dict.fromkeys(self.names.constants.values(), f"{root}.entities")
        for ref in (own.input, own.facts, answer, *common.entities.values()):
            known[ref.name] = ref.module
        used = {one.id for one in ast.walk(ast.parse(text)) if isinstance(one, ast.Name)}
        return sorted(f"from {known[name]} import {name}" for name in known if name in used)

    def _body(self, plan: OperationPlan, answer: ClassRef) -> Iterator[str]:
        yield "given = given_values(request)"
        for names in plan.alternatives:
            yield f"exactly_one(given, {tuple_of(names)})"
        if not plan.uses_store:
            yield from HandlerLines(self.names).of(plan, answer)
            return
        how = (
            "reading=True"
            if plan.only_reads
            else "alone=True"
            if is_alone(plan, self.plans)
            else ""
        )
        yield f"with ports().store.transaction({how}) as unit:"
        yield from (f"    {line}" for line in HandlerLines(self.names).of(plan, answer))


def only_used(lines: list[str]) -> list[str]:
    """Without names that nobody reads: their calls stay, and an answer is returned at once."""
    kept: list[str] = []
    for line in reversed(lines):
        match = _ASSIGNED.fullmatch(line)
        if match is None or _reads(match["name"], kept):
            kept.append(line)
        elif "(" in match["value"] and not match["value"].startswith(_PURE):
            # What nobody takes from an answer need not be read from it.
            kept.append(f"{match['indent']}{_READ_OF_CALL.sub('', match['value'])}")
    found = kept[::-1]
    last = _ASSIGNED.fullmatch(found[-2]) if len(found) > 1 else None
    if last is not None and found[-1].strip() == f"return {last['name']}":
        return [*found[:-2], f"{last['indent']}return {last['value']}"]
    return found


def _reads(name: str, lines: list[str]) -> bool:
    return any(name in _WORD.findall(line) for line in lines)


def _purpose(plan: OperationPlan) -> str:
    about = f" {plan.entity.entity.name}" if plan.entity else ""
    return f"{' and '.join(plan.operation.kinds).capitalize()}{about}: {plan.name}."


def _how(plan: OperationPlan) -> str:
    if plan.uses_store:
        return '"""Everything in one transaction: a refusal leaves nothing behind."""'
    return '"""Ask, and answer what comes back."""'
