"""A checked program as Python modules."""

import ast
from collections.abc import Sequence
from typing import Final

from omninode_bridge.generation.literals import one_line
from omninode_bridge.generation.logic.modules import LogicModules, RuleModule, Wording
from omninode_bridge.generation.logic.python_ast import constant, name
from omninode_bridge.generation.logic.records import RecordWriter
from omninode_bridge.generation.logic.rendering import render
from omninode_bridge.generation.logic.scope import ModuleScope
from omninode_bridge.generation.logic.steps import StepWriter, Written
from omninode_bridge.generation.logic.support import support_source
from omninode_bridge.generation.names import Names
from omninode_bridge.rules.program import Program

_DOC: Final = """Each rule reads the request (`given`) and what is known so far (`known`).

`_RULES` lists them in the order of their dependencies. Items that rules add fields to are drafts
until the answer is built.
"""


def emit_logic(program: Program, names: Names, wording: Wording) -> LogicModules:
    """The handler module and the support module; equal input gives equal bytes."""
    scope = ModuleScope(names, program)
    writer = StepWriter(scope)
    written = [writer.written(step) for step in program.steps]
    records = RecordWriter(scope)
    body: list[ast.stmt] = [*records.classes()]
    body += [found for step in written for found in step.functions]
    body += records.functions()
    body += [_rules(written, scope), *_handler(scope, wording.purpose)]
    imports = _imports(scope, body)
    exported = ast.Assign(
        [name_store("__all__")], ast.List([constant(names.handler.name)]), lineno=0
    )
    module = ast.Module([*imports, exported, *body], [])
    head = "\n".join([*wording.header, f'"""{_DOC}"""']) + "\n\n"
    handler_path = f"src/{names.handler.module.replace('.', '/')}.py"
    support_path = f"src/{names.support_package}/rule_functions.py"
    files = {
        handler_path: head + render(module),
        support_path: support_source(scope.functions, wording.header),
    }
    traces = tuple(trace for step in written for trace in step.traces)
    labels = tuple(step.label for step in written)
    rules = RuleModule(names.handler.module, names.handler.name, labels)
    return LogicModules(files, handler_path, traces, rules)


def name_store(identifier: str) -> ast.Name:
    return ast.Name(identifier, ast.Store())


def _imports(scope: ModuleScope, body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """Of what is used: an expression may have been simplified after it was written."""
    used = {node.id for part in body for node in ast.walk(part) if isinstance(node, ast.Name)}
    by_module: dict[str, list[str]] = {}
    for module, identifier in sorted(scope.imports):
        if (identifier or module) not in used:
            continue
        by_module.setdefault(module, []).append(identifier)
    found: list[ast.stmt] = []
    for module, identifiers in by_module.items():
        if identifiers == [""]:
            found.append(ast.Import([ast.alias(module)]))
        else:
            aliases = [ast.alias(identifier) for identifier in identifiers if identifier]
            found.append(ast.ImportFrom(module, aliases, 0))
    return found


def _rules(written: Sequence[Written], scope: ModuleScope) -> ast.stmt:
    """The table of rules, in the order in which they run."""
    scope.imports.add(("collections.abc", "Callable"))
    given = scope.class_of(scope.names.input_model)
    signature = ast.Tuple(
        [ast.List([given, name("Known")], ast.Load()), constant(None)], ast.Load()
    )
    applied = ast.Subscript(name("Callable"), signature, ast.Load())
    pair = ast.Subscript(name("tuple"), ast.Tuple([name("str"), applied], ast.Load()), ast.Load())
    kind = ast.Subscript(
        name("tuple"), ast.Tuple([pair, ast.Constant(...)], ast.Load()), ast.Load()
    )
    rows = [ast.Tuple([constant(step.label), name(step.entry)], ast.Load()) for step in written]
    return ast.AnnAssign(name_store("_RULES"), kind, ast.Tuple([*rows], ast.Load()), 1)


_HANDLER: Final = '''
def _failed(label: str, error: Exception) -> ModelOnexError:
    """A rule that has no result for this request."""
    return ModelOnexError(
        error_code=EnumCoreErrorCode.VALIDATION_ERROR,
        message=f"{label}: {failure_reason(error)}",
    )


def _broken(error: ValidationError) -> ModelOnexError:
    """An answer that breaks a constraint of the output."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return ModelOnexError(
        error_code=EnumCoreErrorCode.VALIDATION_ERROR,
        message=f"output {place}: {first['msg']}",
    )


class HANDLER:
    "PURPOSE"

    def handle(self, request: INPUT) -> OUTPUT:
        """Apply the rules in the order of their dependencies, then build the answer."""
        with exact_decimals():
            known = _start(request)
            for label, apply in _RULES:
                try:
                    apply(request, known)
                except (ArithmeticError, LookupError, ValueError) as error:
                    raise _failed(label, error) from None
            try:
                return _answer(request, known)
            except ValidationError as error:
                raise _broken(error) from None
'''


class _Renamed(ast.NodeTransformer):
    """Puts a package's names in the place of the skeleton's."""

    def __init__(self, names: Names, purpose: str) -> None:
        self._names = {"INPUT": names.input_model.name, "OUTPUT": names.output_model.name}
        self._handler = names.handler.name
        self._purpose = purpose

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return name(self._names.get(node.id, node.id))

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        self.generic_visit(node)
        node.name = self._handler
        node.body[0] = ast.Expr(ast.Constant(self._purpose))
        return node


def _handler(scope: ModuleScope, purpose: str) -> list[ast.stmt]:
    scope.support("exact_decimals")
    scope.support("failure_reason")
    scope.imported("pydantic", "ValidationError")
    scope.imported("omnibase_core.models.errors.model_onex_error", "ModelOnexError")
    scope.imported("omnibase_core.enums.enum_core_error_code", "EnumCoreErrorCode")
    for ref in (scope.names.input_model, scope.names.output_model):
        scope.class_of(ref)
    line = one_line(purpose, 110)
    is_plain = line.isascii() and line.isprintable() and not set(line) & {"\\", '"'}
    words = line if line and is_plain else "The rules of this node."
    if len(words.split()) == 1:
        words = f"The rules of {words}."
    module = _Renamed(scope.names, words).visit(ast.parse(_HANDLER))
    return list(module.body)
