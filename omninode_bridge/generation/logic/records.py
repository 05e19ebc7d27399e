"""What a handler module keeps while rules run: drafts of items, known values, and the answer."""

import ast
from collections.abc import Iterator

from omninode_bridge.generation.logic.conversions import converted, draft_maker, rounded
from omninode_bridge.generation.logic.expressions import emit
from omninode_bridge.generation.logic.python_ast import (
    attribute,
    call,
    constant,
    function,
    name,
    returns,
)
from omninode_bridge.generation.logic.scope import ModuleScope
from omninode_bridge.requirements.types import EntityRef, ListOf, MapOf, Optional, ValueType
from omninode_bridge.rules.kinds import MONEY, holds, references
from omninode_bridge.rules.program import Assign, ItemField, ItemType, Output, item_reference
from omninode_bridge.rules.typed import Origin, Variable

WARNINGS = "warnings"


class RecordWriter:
    def __init__(self, scope: ModuleScope) -> None:
        self.scope = scope
        self.program = scope.program

    def classes(self) -> Iterator[ast.stmt]:
        for item in self.program.items.values():
            yield self._draft(item)
        yield self._known()

    def functions(self) -> Iterator[ast.FunctionDef]:
        for item in self.program.items.values():
            yield self._maker(item)
        yield self._start()
        answered = self._answered()
        for item in self.program.items.values():
            if item.list_name in answered:
                yield self._item_answer(item)
        yield self._answer()

    def _draft(self, item: ItemType) -> ast.stmt:
        members = [self._slot(f.name, f.type, later=f.given is None) for f in item.working]
        doc = "An item while the rules work on it."
        return self._dataclass(self.scope.draft(item.list_name), doc, members)

    def _slot(self, field_name: str, type_: ValueType, *, later: bool) -> ast.stmt:
        value = None
        if later:
            made = self.scope.imported("dataclasses", "field")
            value = ast.Call(made, [], [ast.keyword("init", constant(value=False))])
        target = ast.Name(self.scope.known(field_name), ast.Store())
        return ast.AnnAssign(target, self.scope.annotation(type_), value, 1)

    def _dataclass(self, identifier: str, doc: str, members: list[ast.stmt]) -> ast.stmt:
        made = self.scope.imported("dataclasses", "dataclass")
        decorator = ast.Call(made, [], [ast.keyword("slots", constant(value=True))])
        body: list[ast.stmt] = [ast.Expr(ast.Constant(doc)), *members]
        return ast.ClassDef(
            name=identifier,
            bases=[],
            keywords=[],
            body=body,
            decorator_list=[decorator],
            type_params=[],
        )

    def _known(self) -> ast.stmt:
        """Lists of drafts first: they are there from the start."""
        members = [
            self._slot(item, ListOf(EntityRef(item_reference(item))), later=False)
            for item in self._started()
        ]
        members += [
            self._slot(step.name, step.type, later=True)
            for step in self.program.steps
            if isinstance(step, Assign)
        ]
        if self.program.can_warn:
            made = self.scope.imported("dataclasses", "field")
            value = ast.Call(made, [], [ast.keyword("default_factory", name("dict"))])
            pair = ast.Tuple([name("int"), name("str")], ast.Load())
            kind = ast.Subscript(name("dict"), pair, ast.Load())
            members.append(ast.AnnAssign(ast.Name("warned", ast.Store()), kind, value, 1))
        return self._dataclass("Known", "What the rules have found so far.", members)

    def _started(self) -> list[str]:
        """Lists of the request that `for each` works on, and no rule assigns."""
        assigned = {step.name for step in self.program.steps if isinstance(step, Assign)}
        return [found for found in self.program.items if found not in assigned]

    def _maker(self, item: ItemType) -> ast.FunctionDef:
        """Item of the source to draft."""
        kind, draft = EntityRef(item.source), name(self.scope.draft(item.list_name))
        keywords = [
            ast.keyword(
                self.scope.known(field.name),
                converted(
                    attribute(name("item"), self.scope.member(item.source, field.name)),
                    field.given,
                    field.type,
                    self.scope,
                ),
            )
            for field in item.working
            if field.given is not None
        ]
        body = [returns(ast.Call(draft, [], keywords))]
        return function(
            draft_maker(item.list_name, self.scope),
            {"item": self.scope.annotation(kind)},
            draft,
            body,
            "Start with what the item already has.",
        )

    def _start(self) -> ast.FunctionDef:
        keywords = []
        for list_name in self._started():
            source = attribute(name("given"), self.scope.names.attribute(list_name))
            plain = ListOf(EntityRef(self.program.items[list_name].source))
            items = ListOf(EntityRef(item_reference(list_name)))
            value = converted(source, plain, items, self.scope)
            keywords.append(ast.keyword(self.scope.known(list_name), value))
        body: list[ast.stmt] = [returns(ast.Call(name("Known"), [], keywords))]
        given = {"given": self.scope.class_of(self.scope.names.input_model)}
        return function("_start", given, name("Known"), body, "What is known before any rule.")

    def _answered(self) -> set[str]:
        found: set[str] = set()
        waiting = [output.type for output in self.program.outputs]
        while waiting:
            for reference in references(waiting.pop()):
                list_name = reference.removesuffix(".item")
                if list_name != reference and list_name not in found:
                    found.add(list_name)
                    waiting += [field.type for field in self.program.items[list_name].answer]
        return found

    def _item_answer(self, item: ItemType) -> ast.FunctionDef:
        answer = self.scope.class_of(self.scope.names.items[item.list_name])
        working = {field.name: field.type for field in item.working}
        keywords = [
            ast.keyword(self.scope.names.attribute(field.name), self._item_value(field, working))
            for field in item.answer
        ]
        return function(
            answer_maker(item.list_name, self.scope),
            {"item": name(self.scope.draft(item.list_name))},
            answer,
            [returns(ast.Call(answer, [], keywords))],
            "The finished item.",
        )

    def _item_value(self, field: ItemField, working: dict[str, ValueType]) -> ast.expr:
        if field.value is not None:
            return emit(field.value, self.scope)
        source = working[field.name]
        value = attribute(name("item"), self.scope.known(field.name))
        value = converted(value, source, field.type, self.scope)
        if field.declared is not None and source != field.type and holds(field.type, MONEY):
            value = rounded(value, field.type, self.scope)
        return self._finished(value, field.type)

    def _answer(self) -> ast.FunctionDef:
        output = self.scope.class_of(self.scope.names.output_model)
        keywords = [
            ast.keyword(self.scope.names.attribute(found.name), self._output_value(found))
            for found in self.program.outputs
        ]
        if self.program.can_warn:
            keywords.append(ast.keyword(self.scope.names.attribute(WARNINGS), _warned()))
        body = [returns(ast.Call(output, [], keywords))]
        parameters = {
            "given": self.scope.class_of(self.scope.names.input_model),
            "known": name("Known"),
        }
        return function("_answer", parameters, output, body, "The outputs, in their order.")

    def _output_value(self, found: Output) -> ast.expr:
        if found.value is not None:
            return emit(found.value, self.scope)
        value = emit(Variable(found.name, Origin.ASSIGNED, found.type), self.scope)
        return self._finished(value, found.type)

    def _finished(self, value: ast.expr, type_: ValueType) -> ast.expr:
        """Drafts inside the value become items of the answer."""
        drafts = [found for found in references(type_) if found.endswith(".item")]
        if not drafts:
            return value
        make = name(answer_maker(drafts[0].removesuffix(".item"), self.scope))
        return _mapped(value, type_, make, self.scope)


def answer_maker(list_name: str, scope: ModuleScope) -> str:
    return draft_maker(list_name, scope).replace("_new", "_finished", 1).removesuffix("_draft")


def _mapped(value: ast.expr, type_: ValueType, make: ast.expr, scope: ModuleScope) -> ast.expr:
    match type_:
        case ListOf(item):
            inner = _mapped(name("value"), item, make, scope)
            clause = ast.comprehension(ast.Name("value", ast.Store()), value, [], 0)
            return ast.ListComp(inner, [clause])
        case Optional(of):
            inner = _mapped(name("value"), of, make, scope)
            empty = ast.Compare(value, [ast.Is()], [constant(None)])
            del inner
            return ast.IfExp(empty, constant(None), _mapped(value, of, make, scope))
        case MapOf():
            return value
        case _:
            return call(make, value)


def _warned() -> ast.expr:
    warned = attribute(name("known"), "warned")
    target = ast.Name("position", ast.Store())
    element = ast.Subscript(warned, name("position"), ast.Load())
    return ast.ListComp(element, [ast.comprehension(target, call("sorted", warned), [], 0)])
