"""Steps of a program as functions of the handler module."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.logic.expressions import emit
from omninode_bridge.generation.logic.modules import Trace
from omninode_bridge.generation.logic.python_ast import (
    attribute,
    call,
    constant,
    function,
    name,
    negation,
    returns,
)
from omninode_bridge.generation.logic.scope import ModuleScope
from omninode_bridge.generation.naming import NamePool
from omninode_bridge.rules.program import Assign, Definition, Reject, SetField, Source, Step, Warn
from omninode_bridge.rules.typed import Origin, Typed, Variable
from omninode_bridge.rules.walking import parts

MAX_DEFINITIONS: Final = 5
"""Definitions of one name in one function; what comes before them has a function of its own."""

MAX_DOC: Final = 160


@dataclass(frozen=True, slots=True)
class Written:
    """The functions of one step; the last one applies it. `label` names the rule in messages."""

    functions: tuple[ast.FunctionDef, ...]
    label: str
    traces: tuple[Trace, ...]

    @property
    def entry(self) -> str:
        return self.functions[-1].name


class StepWriter:
    def __init__(self, scope: ModuleScope) -> None:
        self.scope = scope
        self._pool = NamePool()

    def written(self, step: Step) -> Written:
        match step:
            case Reject():
                return self._reject(step)
            case Warn():
                return self._warn(step)
            case Assign():
                return self._assign(step)
            case SetField():
                return self._set_field(step)

    def claim(self, stem: str) -> str:
        return self._pool.claim(stem, "_")

    def _parameters(self) -> dict[str, ast.expr]:
        given = self.scope.class_of(self.scope.names.input_model)
        return {"given": given, "known": name("Known")}

    def _applying(self, stem: str, body: list[ast.stmt], doc: str) -> ast.FunctionDef:
        return function(self.claim(stem), self._parameters(), constant(None), body, doc)

    def _reject(self, step: Reject) -> Written:
        raised = ast.Raise(refusal(constant(step.message), self.scope, step.code), None)
        body: list[ast.stmt] = [ast.If(emit(step.condition, self.scope), [raised], [])]
        found = self._applying("_reject", body, doc_of([step.source]))
        return Written((found,), step.source.label, (Trace(found.name, (step.source,)),))

    def _warn(self, step: Warn) -> Written:
        slot = ast.Subscript(
            attribute(name("known"), "warned"), constant(step.position), ast.Store()
        )
        noted = ast.Assign([slot], constant(step.message), lineno=0)
        body: list[ast.stmt] = [ast.If(emit(step.condition, self.scope), [noted], [])]
        found = self._applying("_warn", body, doc_of([step.source]))
        return Written((found,), step.source.label, (Trace(found.name, (step.source,)),))

    def _assign(self, step: Assign) -> Written:
        known = self.scope.known(step.name)
        target = ast.Attribute(name("known"), known, ast.Store())
        values = _Values(self, step, f"_{known}", self._parameters())
        value, functions, traces = values.written()
        body: list[ast.stmt] = [ast.Assign([target], value, lineno=0)]
        setter = self._applying(f"_set_{known}", body, _about(step.name, step.sources))
        traces = (*traces, Trace(setter.name, step.sources))
        return Written((*functions, setter), _labels(step.sources), traces)

    def _set_field(self, step: SetField) -> Written:
        known, list_known = self.scope.known(step.name), self.scope.known(step.list_name)
        parameters = self._parameters()
        parameters["item"] = name(self.scope.draft(step.list_name))
        values = _Values(self, step, f"_{list_known}_{known}", parameters)
        value, functions, traces = values.written()
        target = ast.Attribute(name("item"), known, ast.Store())
        loop = ast.For(
            ast.Name("item", ast.Store()),
            attribute(name("known"), list_known),
            [ast.Assign([target], value, lineno=0)],
            [],
            lineno=0,
        )
        about = _about(f"{step.list_name}.{step.name}", step.sources)
        setter = self._applying(f"_set_{list_known}_{known}", [loop], about)
        traces = (*traces, Trace(setter.name, step.sources))
        return Written((*functions, setter), _labels(step.sources), traces)


class _Values:
    """The value of a name, by its definitions from the last to the first."""

    def __init__(
        self,
        writer: StepWriter,
        step: Assign | SetField,
        stem: str,
        parameters: dict[str, ast.expr],
    ) -> None:
        self.writer = writer
        self.scope = writer.scope
        self.step = step
        self.stem = stem
        self.parameters = parameters
        self.functions: list[ast.FunctionDef] = []
        self._names: dict[int, str] = {}
        self.traces: list[Trace] = []

    def written(self) -> tuple[ast.expr, tuple[ast.FunctionDef, ...], tuple[Trace, ...]]:
        """The expression of the value, and the functions that it calls."""
        return self._before(len(self.step.definitions)), tuple(self.functions), tuple(self.traces)

    def _before(self, count: int) -> ast.expr:
        """The value that the first `count` definitions give."""
        if count == 0:
            return self._base()
        last = self.step.definitions[count - 1]
        if last.condition is None:
            return emit(last.value, self.scope)
        if count not in self._names:
            self._names[count] = self._function(count)
        return call(self._names[count], *(name(parameter) for parameter in self.parameters))

    def _function(self, count: int) -> str:
        """Write the function of the first `count` definitions, and give its name."""
        start = self._chunk_start(count)
        chunk = self.step.definitions[start:count]
        body = [
            statement for at in range(count - 1, start - 1, -1) for statement in self._tests(at)
        ]
        if not chunk[0].always:
            body.append(returns(self._before(start)))
        sources = [definition.source for definition in chunk]
        whole = count == len(self.step.definitions)
        identifier = self.writer.claim(self.stem if whole else f"{self.stem}_before")
        result = self.scope.annotation(self.step.type)
        self.functions.append(
            function(identifier, self.parameters, result, concise(body), doc_of(sources))
        )
        self.traces.append(Trace(identifier, tuple(sources)))
        return identifier

    def _base(self) -> ast.expr:
        return emit(self.step.base, self.scope) if self.step.base is not None else constant(None)

    def _chunk_start(self, count: int) -> int:
        """Definitions from here to `count` share a function: none of them but the first reads
        the value so far, and none but the first holds always."""
        start = count - 1
        while (
            start > 0
            and count - start < MAX_DEFINITIONS
            and not self.step.definitions[start].always
            and not _reads_so_far(self.step.definitions[start])
        ):
            start -= 1
        return start

    def _tests(self, at: int) -> Iterator[ast.stmt]:
        """Return the definition's value where it holds."""
        definition = self.step.definitions[at]
        if definition.condition is None:
            yield returns(emit(definition.value, self.scope))
            return
        if _mentions_so_far(definition.condition):
            yield self._so_far(at)
        first = self._branch(definition, definition.value, at)
        yield ast.If(emit(definition.condition, self.scope), first, [])
        if definition.otherwise is not None:
            yield from self._branch(definition, definition.otherwise, at)

    def _branch(self, definition: Definition, value: Typed, at: int) -> list[ast.stmt]:
        """The value so far is asked for only where it is read."""
        lazily = _mentions_so_far(value) and not _mentions_so_far(definition.condition)
        before = [self._so_far(at)] if lazily else []
        return [*before, returns(emit(value, self.scope))]

    def _so_far(self, at: int) -> ast.stmt:
        return ast.Assign([ast.Name("so_far", ast.Store())], self._before(at), lineno=0)


def concise(body: list[ast.stmt]) -> list[ast.stmt]:
    """`if c: return True` before `return False` is `return c`."""
    match body[-2:]:
        case [
            ast.If(test, [ast.Return(ast.Constant(bool(first)))], []),
            ast.Return(ast.Constant(bool(second))),
        ] if first is not second:
            return concise([*body[:-2], returns(test if first else negation(test))])
        case _:
            return body


def _mentions_so_far(value: Typed | None) -> bool:
    return any(isinstance(part, Variable) and part.origin is Origin.SO_FAR for part in parts(value))


def _reads_so_far(definition: Definition) -> bool:
    return any(
        _mentions_so_far(value)
        for value in (definition.condition, definition.value, definition.otherwise)
    )


def validation_error(message: ast.expr, scope: ModuleScope) -> ast.expr:
    return refusal(message, scope, "VALIDATION_ERROR")


def refusal(message: ast.expr, scope: ModuleScope, code: str) -> ast.expr:
    error = scope.imported("omnibase_core.models.errors.model_onex_error", "ModelOnexError")
    codes = scope.imported("omnibase_core.enums.enum_core_error_code", "EnumCoreErrorCode")
    keywords = [
        ast.keyword("error_code", attribute(codes, code)),
        ast.keyword("message", message),
    ]
    return ast.Call(error, [], keywords)


def _labels(sources: Sequence[Source]) -> str:
    """At most three rules by name."""
    labels = list(dict.fromkeys(source.label for source in sources))
    shown = ", ".join(labels[:3])
    return shown if len(labels) <= 3 else f"{shown} and others"  # noqa: PLR2004 - as above


def _about(what: str, sources: Sequence[Source]) -> str:
    if len(sources) == 1:
        return doc_of(sources)
    return _line(f"`{what}` by {_labels(sources)}.", "A name with several definitions.")


def doc_of(sources: Sequence[Source]) -> str:
    """The requirement and, where it is short and plain, the rule itself."""
    if len(sources) > 1:
        return _line(f"{_labels(sources)}.", "Several rules.")
    source = sources[0]
    short = _line(f"{source.label}.", f"Rule in line {source.place.line}.")
    # A closing quote would run into those of the docstring.
    end = "." if source.text.endswith('"') else ""
    return _line(f"{source.label}: {source.text}{end}", short)


def _line(text: str, fallback: str) -> str:
    """Text fit for a docstring on one line: short, printable ASCII without quotes' trouble."""
    plain = text.isascii() and text.isprintable() and "\\" not in text and not text.endswith('"')
    return text if plain and len(text) <= MAX_DOC and '"""' not in text else fallback
