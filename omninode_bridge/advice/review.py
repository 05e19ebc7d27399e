"""Sources that somebody sent, read by our own rules; nothing of them is executed."""

import ast
import re
import tokenize
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from omninode_bridge.advice import performance_rules
from omninode_bridge.advice.values import Analysis, Figures, Kind, Remark
from omninode_bridge.generation.package import NodePackage
from omninode_bridge.node_type import NodeType
from omninode_bridge.quality import purity_rules, shape_rules, size_rules, text_rules
from omninode_bridge.quality.report import Finding
from omninode_bridge.quality.source import PackageSource

type Rule = Callable[[PackageSource], Iterator[Finding]]

RULES: Final[Mapping[Kind, tuple[Rule, ...]]] = {
    Kind.QUALITY: (
        size_rules.complexity,
        size_rules.length,
        size_rules.duplication,
        size_rules.docstrings,
        shape_rules.loose_types,
        text_rules.suppressions,
        purity_rules.swallowed_errors,
        purity_rules.module_state,
    ),
    Kind.PERFORMANCE: (
        performance_rules.growing_texts,
        performance_rules.shifted_lists,
        performance_rules.copies_in_loops,
        performance_rules.nested_loops,
    ),
    Kind.COMPLIANCE: (purity_rules.determinism, purity_rules.side_effects),
}
# These look at the files of a whole node.
LAYOUT: Final[tuple[Rule, ...]] = (
    shape_rules.handler_shape,
    shape_rules.thin_node,
    shape_rules.frozen_models,
    shape_rules.assigned_outputs,
)
NODE_FILE: Final = "node.py"
SUFFIX: Final = ".py"
UNNAMED: Final = "code.py"
# What a deep or odd text does to the standard library's readers.
UNREADABLE: Final = (RecursionError, SyntaxError, tokenize.TokenError)
NO_NODE: Final = "compliance: no class here derives from NodeCompute, NodeEffect or another node"

_BASE: Final = re.compile(
    rf"^class\s+(\w+)\s*\([^)]*\bNode({'|'.join(kind.value.title() for kind in NodeType)})\b",
    re.MULTILINE,
)


def review(
    files: Mapping[str, str], kinds: frozenset[Kind], is_late: Callable[[], bool]
) -> Analysis:
    """`files` are Python sources by path; what does not parse is a remark on its quality.

    When `is_late` the rules that are left do not run.
    """
    names = _names(files)
    package = _package_of({name: files[path] for name, path in names.items()})
    source = PackageSource(package)
    remarks: list[Remark] = []
    not_run = []
    if Kind.QUALITY in kinds:
        remarks += [_remark(Kind.QUALITY, found) for found in source.unparsed]
    if Kind.COMPLIANCE in kinds and not package.node_class:
        not_run.append(NO_NODE)
    for kind, rule in _rules(package, kinds):
        name = f"{kind}: {rule.__name__.replace('_', ' ')}"
        if is_late():
            not_run.append(f"{name}: no time was left")
            continue
        try:
            remarks += [_remark(kind, found) for found in rule(source)]
        except UNREADABLE as error:
            not_run.append(f"{name}: could not read it ({type(error).__name__})")
    placed = tuple(_placed(remark, names) for remark in remarks)
    return Analysis(placed, _figures(source), tuple(not_run))


def relationships(text: str) -> Iterator[tuple[str, str, int]]:
    """`imports` or `extends`, what, and the line."""
    for file in PackageSource(_package_of({UNNAMED: text})).files:
        for statement in file.imports:
            if isinstance(statement, ast.Import):
                names = [alias.name for alias in statement.names]
            else:
                names = [f"{'.' * statement.level}{statement.module or ''}"]
            yield from (("imports", name, statement.lineno) for name in names)
        for node in file.walk.of(ast.ClassDef):
            bases = (ast.unparse(base) for base in node.bases)
            yield from (("extends", base, node.lineno) for base in bases)


def _names(files: Mapping[str, str]) -> dict[str, str]:
    """The path that was sent, by one that our rules take for Python's."""
    names: dict[str, str] = {}
    for path in files:
        name = path or UNNAMED
        while not name.endswith(SUFFIX) or name in names or (name != path and name in files):
            name += SUFFIX
        names[name] = path
    return names


def _placed(remark: Remark, names: Mapping[str, str]) -> Remark:
    """A rule about a folder is about no file that was sent."""
    if remark.file not in names:
        return replace(remark, file="", line=None)
    return replace(remark, file=names[remark.file])


def is_test(path: str) -> bool:
    return "tests" in path.split("/")


def _rules(package: NodePackage, kinds: frozenset[Kind]) -> Iterator[tuple[Kind, Rule]]:
    for kind, rules in RULES.items():
        if kind in kinds and (kind is not Kind.COMPLIANCE or package.node_class):
            yield from ((kind, rule) for rule in rules)
    if Kind.COMPLIANCE in kinds and f"{package.node_folder}/{NODE_FILE}" in package.files:
        yield from ((Kind.COMPLIANCE, rule) for rule in LAYOUT)


def _package_of(files: Mapping[str, str]) -> NodePackage:
    """As far as its sources tell; without a node's class `node_class` is empty."""
    found = ((path, _BASE.search(text)) for path, text in sorted(files.items()))
    path, node = next(((path, node) for path, node in found if node), ("", None))
    return NodePackage(
        name="",
        # An effect may do everything: nothing is held against code of unknown purpose.
        node_type=NodeType(node[2].lower()) if node else NodeType.EFFECT,
        version=(1, 0, 0),
        domain="",
        description="",
        import_root="",
        node_folder=path.rpartition("/")[0],
        node_class=node[1] if node else "",
        files={path: text.encode(errors="replace") for path, text in files.items()},
        bindings=(),
        sample_request=None,
    )


def _figures(source: PackageSource) -> Figures:
    measured = [
        (size_rules.mccabe(file.walk.below(function)), function.name)
        for file in source.code
        for function in file.functions
    ]
    highest, name = max(measured, key=lambda each: each[0], default=(0, ""))
    return Figures(
        files=len(source.files),
        lines=sum(len(file.text.splitlines()) for file in source.files),
        functions=len(measured),
        highest_complexity=highest,
        most_complex=name,
    )


def _remark(kind: Kind, found: Finding) -> Remark:
    return Remark(kind, found.rule, found.message, found.file, found.line)
