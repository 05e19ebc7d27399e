"""From the plans of an effect node to its files."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from omninode_bridge.generation.assembly import (
    Parts,
    assemble,
    header_of,
    module_with_nothing,
)
from omninode_bridge.generation.contract import kebab
from omninode_bridge.generation.effect.contract import DISPATCH, effect_contract
from omninode_bridge.generation.effect.handlers import HandlerSource
from omninode_bridge.generation.effect.layouts import entities_source
from omninode_bridge.generation.effect.naming import EffectNames, default_plan
from omninode_bridge.generation.effect.outside import FOLDERS, modules_of, outside_of
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.literals import docstring, one_line
from omninode_bridge.generation.logic.emit import emit_logic
from omninode_bridge.generation.logic.modules import LogicModules, Wording, origins_of
from omninode_bridge.generation.logic.support import support_source
from omninode_bridge.generation.names import Names
from omninode_bridge.generation.package import NodePackage, SymbolLines
from omninode_bridge.generation.package_tests import failure_tests
from omninode_bridge.generation.skeletons import rendered
from omninode_bridge.generation.spec import NodeSpec
from omninode_bridge.requirements.document import Document
from omninode_bridge.rules.program import Program


@dataclass(frozen=True, slots=True)
class EffectSources:
    """All that a package consists of, decided."""

    document: Document
    spec: NodeSpec
    plans: tuple[OperationPlan, ...]
    names: EffectNames
    tests: Mapping[str, str]
    readme: str

    @property
    def header(self) -> str:
        return header_of(self.spec.licence)

    def package(self) -> NodePackage:
        logic = self._logic()
        rules, support = self._rules(logic)
        node = dict(self._node_files()) | {f"tests/{k}": v for k, v in self.tests.items()}
        if logic:
            failing = [each.rules for each in logic]
            node["tests/test_failures.py"] = failure_tests(self.header, failing)
        contract = effect_contract(self.plans, self.names, self.spec.name)
        support |= dict(self._support_files())
        origins = dict(self._origins(logic))
        return assemble(self.spec, Parts(contract, node, self.readme, support, rules, origins))

    def _node_files(self) -> Iterator[tuple[str, str]]:
        spec = self.spec
        purpose = docstring(spec.description or spec.title, spec.node_class)
        values = {"header": self.header, "names": spec.names, "node_class": spec.node_class}
        yield "__init__.py", rendered("node_init.py", **values, purpose=purpose)
        yield "node.py", rendered("effect/node.py", **values, purpose=purpose)
        yield "handler.py", self._entry()
        yield "handlers/dispatch.py", self._dispatch()
        sources = HandlerSource(self.names, self.header, self.plans)
        for plan in self.plans:
            module = self.names.operations[plan.name].handler.module.rpartition(".")[2]
            yield f"handlers/{module}.py", sources.of(plan)

    def _entry(self) -> str:
        handlers = [self.names.operations[plan.name].handler for plan in self.plans]
        package = self.spec.names.node_package
        imports = [f"from {package}.handlers.dispatch import {DISPATCH}"]
        imports += [f"from {ref.module} import {ref.name}" for ref in handlers]
        exported = [*sorted(ref.name for ref in handlers), DISPATCH]
        return rendered("effect/entry.py", header=self.header, imports=imports, exported=exported)

    def _dispatch(self) -> str:
        operations, imports = [], []
        for plan in self.plans:
            own = self.names.operations[plan.name]
            imports += [f"from {ref.module} import {ref.name}" for ref in (own.handler, own.input)]
            stem = own.handler.module.rpartition(".handler")[2]
            operations.append(
                {
                    "name": plan.name,
                    "function": f"_ask{stem}",
                    "handler": own.handler.name,
                    "input": own.input.name,
                }
            )
        return rendered(
            "effect/dispatch.py",
            header=self.header,
            names=self.spec.names,
            imports=imports,
            operations=operations,
            dispatch=DISPATCH,
            default=default_plan(self.plans).name,
        )

    def _support_files(self) -> Iterator[tuple[str, str]]:
        outside = outside_of(self.plans)
        modules = list(modules_of(outside))
        for folder in dict.fromkeys(module.partition("/")[0] for module in modules):
            if folder in FOLDERS:
                yield f"{folder}/__init__.py", module_with_nothing(self.header, FOLDERS[folder])
        values: dict[str, object] = {
            "header": self.header,
            "root": self.spec.names.support_package,
            "node": f"node_{self.spec.name}_effect",
            "distribution": self.spec.names.support_package.replace("_", "-"),
            "version": ".".join(map(str, self.spec.version)),
            "producer": kebab(self.spec.names.support_package),
            "layouts": sorted(self.names.constants.values()),
            **outside.flags(),
        }
        for module in modules:
            yield f"{module}.py", rendered(f"effect/support/{module}.py", **values)
        yield "entities.py", entities_source(self.document, self.names, self.header)

    def _origins(self, logic: Sequence[LogicModules]) -> Iterator[tuple[str, SymbolLines]]:
        folder = f"src/{self.spec.names.node_package.replace('.', '/')}"
        lines = {plan.name: (plan.operation.place.line,) for plan in self.plans}
        asked = {}
        for name, found in lines.items():
            module = self.names.operations[name].handler.module.rpartition(".")[2]
            asked[f"_ask{module.removeprefix('handler')}"] = found
            yield f"{folder}/handlers/{module}.py", {"": found}
        yield f"{folder}/handlers/dispatch.py", asked
        for each in logic:
            yield each.handler_path, origins_of(each.traces)

    def _logic(self) -> list[LogicModules]:
        header = tuple(self.header.splitlines())
        return [
            emit_logic(program, names, Wording(header, one_line(purpose)))
            for program, names, purpose in self._programs()
        ]

    def _rules(self, logic: Sequence[LogicModules]) -> tuple[dict[str, str], dict[str, str]]:
        """The modules of the rules, and the one that they share."""
        modules: dict[str, str] = {}
        functions: set[str] = set()
        header = tuple(self.header.splitlines())
        for each in logic:
            modules[each.handler_path] = each.files[each.handler_path]
            for path, text in each.files.items():
                if path != each.handler_path:
                    functions |= _exported(text)
        shared = {"rule_functions.py": support_source(functions, header)} if modules else {}
        return modules, shared

    def _programs(self) -> Iterator[tuple[Program, Names, str]]:
        """What the rule language says, each part for a module of its own."""
        for plan in self.plans:
            if plan.moves is not None and plan.moves.choice is not None:
                purpose = f"Which transition {plan.name} takes, or why none."
                yield plan.moves.choice, self.names.of_transitions(plan.name), purpose
            if plan.program is not None:
                names = self.names.of_rules(plan.name, plan.program)
                yield plan.program, names, f"The rules of {plan.name}."


def _exported(source: str) -> set[str]:
    """The names in `__all__`."""
    for node in ast.parse(source).body:
        match node:
            case ast.Assign([ast.Name("__all__")], value):
                return set(ast.literal_eval(value))
            case _:
                pass
    return set()
