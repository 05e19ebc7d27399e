"""Source of the modules that take events: guards, actions, rows, keys."""

import ast
from collections.abc import Iterator

from omninode_bridge.generation.annotations import import_lines
from omninode_bridge.generation.literals import docstring, python_value
from omninode_bridge.generation.logic.python_ast import (
    attribute,
    call,
    constant,
    function,
    name,
    returns,
)
from omninode_bridge.generation.logic.steps import doc_of
from omninode_bridge.generation.reducer.checked import EmitIntent, Row, SetContext
from omninode_bridge.generation.reducer.expressions import (
    broken,
    emitted,
    json_of,
    module_scope,
    source_of_functions,
)
from omninode_bridge.generation.reducer.metric_source import probes
from omninode_bridge.generation.reducer.modules import Modules, Subject
from omninode_bridge.generation.skeletons import rendered
from omninode_bridge.rules.typed import Typed

EMITTED = "list[Emitted]"


class EventSource:
    """One module `events/on_<event>.py`; `functions` are those of the language that it needs."""

    def __init__(self, modules: Modules, subject: Subject, header: str) -> None:
        self.modules = modules
        self.subject = subject
        self.header = header
        reducer = modules.layout.reducer
        self.reducer = reducer
        machine = reducer.machine
        self.rows = None if machine is None else machine.rows_of(subject.name)
        self.refusals = tuple(one for one in reducer.refusals if one.subject == subject.name)
        self.scope = module_scope(modules.names, reducer.context, list(self._values()))

    @property
    def functions(self) -> set[str]:
        return self.scope.functions

    def _values(self) -> Iterator[Typed]:
        for row in self.rows or ():
            if row.guard is not None:
                yield row.guard
            yield from row.presupposed
            for action in row.actions:
                match action:
                    case SetContext(_, value):
                        yield value
                    case EmitIntent(_, arguments):
                        yield from (value for _, value in arguments)
        yield from (refusal.condition for refusal in self.refusals)

    def text(self) -> str:
        subject, written = self.subject, list(self._functions())
        groups = self._groups()
        text = source_of_functions(written)
        exported = ["accept"] if subject.accepts else []
        exported += ["is_repeated", "remember", "remembered"] if subject.keys else []
        exported += ["ROWS"] if self.rows is not None else []
        about = f"The event {subject.name}." if self.reducer.is_named else f"A {subject.name}."
        refuses = self._refuses
        return rendered(
            "reducer/on_event.py",
            header=self.header,
            about=docstring(about, "One event."),
            imports="\n".join(import_lines(self._imports())),
            exported=[*sorted(["take", *exported], key=lambda one: (not one.isupper(), one))],
            functions=text,
            rows=groups,
            model=subject.model,
            keys=subject.keys,
            kept=subject.kept,
            ties=any(key.optional for key in subject.keys),
            refuses=refuses,
            accepts=subject.accepts,
            metrics=[self.modules.slot_of(metric).slot for metric in subject.metrics],
        )

    @property
    def _refuses(self) -> bool:
        return bool(self.refusals or any(probes(metric) for metric in self.subject.metrics))

    def _imports(self) -> set[tuple[str, str]]:
        modules, subject = self.modules, self.subject
        found = set(self.scope.imports)
        found |= {
            ("pydantic", "ValidationError"),
            (subject.model.module, subject.model.name),
            (modules.path("folding"), "Folding"),
            (modules.path("folding"), "invalid"),
            (modules.value_type("json_objects"), "JsonObject"),
        }
        if self.rows is not None:
            found |= {("collections.abc", "Mapping"), ("typing", "Final")}
            found |= {(modules.support("transitions"), part) for part in ("Transition", "advance")}
            found |= {(modules.path("events", "context"), "Context")}
        if subject.keys:
            found |= {(modules.support("keys"), "nulls_first")}
        return found

    def _functions(self) -> Iterator[ast.FunctionDef]:
        for row in self.rows or ():
            if row.guard is not None:
                yield self._guard(row, row.guard)
            if row.actions:
                yield self._act(row)
        if self._refuses:
            yield self._refused()

    def _parameters(self) -> dict[str, ast.expr]:
        given = self.scope.class_of(self.subject.model)
        if self.rows is None:
            return {"given": given}
        return {"given": given, "known": name("Context")}

    def _guard(self, row: Row, guard: Typed) -> ast.FunctionDef:
        doc = "The guard." if row.guard_source is None else doc_of([row.guard_source])
        body = [returns(emitted(guard, self.scope))]
        return function(f"_guard_{row.number}", self._parameters(), name("bool"), body, doc)

    def _act(self, row: Row) -> ast.FunctionDef:
        self.scope.imported(self.modules.support("transitions"), "Emitted")
        body: list[ast.stmt] = [self._presupposed(value) for value in row.presupposed]
        body += [part for action in row.actions for part in self._action(action)]
        intents = [action for action in row.actions if isinstance(action, EmitIntent)]
        if not intents:
            body.append(returns(ast.List([], ast.Load())))
        else:
            empty = ast.List([], ast.Load())
            kind = ast.Name(EMITTED, ast.Load())
            start = ast.AnnAssign(ast.Name("emitted", ast.Store()), kind, empty, 1)
            body = [start, *body, returns(name("emitted"))]
        doc = doc_of([action.source for action in row.actions][:1])
        if len(row.actions) > 1:
            doc = f"The actions of line {row.place.line}."
        kind = ast.Name(EMITTED, ast.Load())
        return function(f"_act_{row.number}", self._parameters(), kind, body, doc)

    def _presupposed(self, value: Typed) -> ast.stmt:
        """The guard knows that it is not null; readers and type checkers are told here."""
        test = ast.Compare(emitted(value, self.scope), [ast.Is()], [constant(None)])
        return ast.If(test, [ast.Raise(name("LookupError"), None)], [])

    def _action(self, action: SetContext | EmitIntent) -> Iterator[ast.stmt]:
        match action:
            case SetContext(field_name, value):
                yield from self._assignment(field_name, value)
            case EmitIntent(intent, arguments):
                keys: list[ast.expr | None] = [constant(key) for key, _ in arguments]
                values = [
                    json_of(emitted(value, self.scope), value.type, self.scope)
                    for _, value in arguments
                ]
                pair = ast.Tuple([constant(intent), ast.Dict(keys, values)], ast.Load())
                yield ast.Expr(call(attribute(name("emitted"), "append"), pair))

    def _assignment(self, field_name: str, value: Typed) -> Iterator[ast.stmt]:
        target = ast.Attribute(name("known"), self.scope.known(field_name), ast.Store())
        yield ast.Assign([target], emitted(value, self.scope), lineno=0)
        field = next(one for one in self.reducer.context if one.name == field_name)
        test = broken(attribute(name("known"), self.scope.known(field_name)), field, self.scope)
        if test is not None:
            error = self.scope.imported(self.modules.support("transitions"), "InvalidFieldError")
            yield ast.If(test, [ast.Raise(ast.Call(error, [constant(field_name)], []), None)], [])

    def _refused(self) -> ast.FunctionDef:
        """Probes first: what has no value for a metric refuses the event, too."""
        body: list[ast.stmt] = []
        for metric in self.subject.metrics:
            if probes(metric):
                slot = self.modules.slot_of(metric)
                module = self.scope.imported(self.modules.path("aggregates"), slot.module)
                body.append(ast.Expr(call(attribute(module, "probe"), name("given"))))
        tests = [emitted(refusal.condition, self.scope) for refusal in self.refusals]
        if not tests:
            body.append(returns(constant(value=False)))
        else:
            test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests)
            body.append(returns(test))
        sources = [refusal.source for refusal in self.refusals]
        doc = doc_of(sources) if sources else "Whether an expression has no value for the event."
        return function("_refused", self._parameters(), name("bool"), body, doc)

    def _groups(self) -> list[tuple[str, list[str]]] | None:
        """Rows by their origin, each as the arguments of its `Transition`."""
        if self.rows is None:
            return None
        groups: dict[str | None, list[str]] = {}
        for row in self.rows:
            groups.setdefault(row.origin, []).append(_arguments(row))
        return [(python_value(origin), rows) for origin, rows in groups.items()]


def _arguments(row: Row) -> str:
    parts = [python_value(part) for part in (row.origin, row.event, row.target)]
    if row.guard is not None:
        parts += [f"guard_name={python_value(row.guard_name)}", f"guard=_guard_{row.number}"]
    if row.actions:
        parts.append(f"act=_act_{row.number}")
    return ", ".join(parts)
