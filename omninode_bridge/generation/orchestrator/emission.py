"""The workflow as a module: one function a condition, and the plan of all steps."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from omninode_bridge.generation.annotations import import_lines
from omninode_bridge.generation.literals import one_line, python_string
from omninode_bridge.generation.logic.python_ast import call, constant, function, returns
from omninode_bridge.generation.logic.rendering import render
from omninode_bridge.generation.naming import NamePool, name_words, snake
from omninode_bridge.generation.orchestrator.expressions import FACTS, ConditionWriter
from omninode_bridge.generation.orchestrator.flow import Condition, Flow, FlowStep, Way


@dataclass(frozen=True, slots=True)
class WorkflowModule:
    """Source of `workflow.py`, and which function is which condition."""

    source: str
    functions: tuple[tuple[str, Condition], ...]


class WorkflowWriter:
    def __init__(self, flow: Flow, root: str) -> None:
        self._flow = flow
        self._root = root
        self._pool = NamePool(("PLAN", "NAME", "HOLDS", "Hold", FACTS))
        self._imports: set[tuple[str, str]] = {("plan", "PlannedStep"), ("plan", "planned")}
        self._functions: list[tuple[str, Condition]] = []
        self._known: dict[str, str] = {}

    def written(self, name: str, header: str) -> WorkflowModule:
        steps = [self._step(found) for found in self._flow.steps.values()]
        conditions = [self._function(*found) for found in self._functions]
        if conditions:
            self._imports.add(("facts", "Facts"))
        plan = ast.Assign([ast.Name("PLAN", ast.Store())], call("planned", *steps))
        parts = (*conditions, plan, *self._holds())
        body = "\n\n".join(render(ast.Module([found], [])) for found in parts)
        names = '"HOLDS", "NAME", "PLAN"' if self._flow.holds else '"NAME", "PLAN"'
        source = (
            f'{header}\n"""The steps of the workflow, and when they start."""\n'
            f"\n{self._import_block()}\n\n"
            f"__all__ = [{names}]\n\nNAME = {python_string(name)}\n\n\n{body}"
        )
        return WorkflowModule(source, tuple(self._functions))

    def _holds(self) -> Iterator[ast.stmt]:
        if self._flow.holds:
            self._imports.add(("holds", "Hold"))
            holds = [
                call(
                    "Hold",
                    constant(one.text),
                    after=_names(one.after),
                    starts=_names(one.starts),
                    failing=constant(one.failing),
                    failed=_names(one.failed),
                    is_final=constant(one.is_final),
                )
                for one in self._flow.holds
            ]
            yield ast.Assign([ast.Name("HOLDS", ast.Store())], ast.Tuple([*holds], ast.Load()))

    def _import_block(self) -> str:
        ours = {
            (module if module == "decimal" else f"{self._root}.flow.{module}", name)
            for module, name in self._imports
        }
        standard = [line for line in import_lines(ours) if line.startswith("from decimal")]
        others = [line for line in import_lines(ours) if not line.startswith("from decimal")]
        return "\n".join([*standard, *([""] if standard else []), *others])

    def _function(self, name: str, condition: Condition) -> ast.stmt:
        writer = ConditionWriter(frozenset(self._flow.steps), self._imports)
        body = [returns(writer.truth(condition.expression))]
        doc = f"Line {condition.place.line}: {one_line(condition.text, 150)}"
        facts: dict[str, ast.expr] = {FACTS: ast.Name("Facts", ast.Load())}
        return function(name, facts, ast.Name("bool", ast.Load()), body, doc)

    def _named(self, prefix: str, condition: Condition) -> ast.expr:
        """The function of the condition; the same text has the same function."""
        if condition.text not in self._known:
            stem = snake(name_words(prefix))[:60]
            self._known[condition.text] = self._pool.claim(stem, "_")
            self._functions.append((self._known[condition.text], condition))
        return ast.Name(self._known[condition.text], ast.Load())

    def _step(self, found: FlowStep) -> ast.expr:
        step = found.step
        keywords = dict(self._ways(found))
        if found.when is not None:
            keywords["when"] = self._named(f"when {step.name}", found.when)
        if step.on_failure != "stop":
            keywords["on_failure"] = constant(step.on_failure)
        numbers = {
            "retries": step.retries,
            "retry_delay_ms": step.retry_delay_ms,
            "retry_is_constant": step.retry_is_constant,
            "timeout_ms": step.timeout_ms or 0,
        }
        keywords |= {key: constant(value) for key, value in numbers.items() if value}
        if step.compensate_with is not None:
            keywords["undo"] = constant(step.compensate_with)
        return call("PlannedStep", constant(step.name), constant(found.uses), **keywords)

    def _ways(self, found: FlowStep) -> Iterator[tuple[str, ast.expr]]:
        if found.ways:
            self._imports.add(("plan", "Incoming"))
            yield "incoming", ast.Tuple(self._incoming(found.name, found.ways), ast.Load())

    def _incoming(self, name: str, ways: Sequence[Way]) -> list[ast.expr]:
        written: list[ast.expr] = []
        for way in ways:
            keywords = {}
            if way.condition is not None:
                prefix = f"from {way.source or 'start'} to {name}"
                keywords["condition"] = self._named(prefix, way.condition)
            source = [] if way.source is None and not keywords else [constant(way.source)]
            written.append(call("Incoming", *source, **keywords))
        return written


def _names(names: Iterable[str]) -> ast.expr:
    return ast.Tuple([constant(name) for name in sorted(names)], ast.Load())


def workflow_module(flow: Flow, name: str, root: str, header: str) -> WorkflowModule:
    """`root` is the package that holds `flow`."""
    return WorkflowWriter(flow, root).written(name, header)
