"""Put another version of a module into a process that has imported its package already.

The module is executed again in its own namespace, then all that was made from it; so whoever
holds a module sees the new version, as after `importlib.reload`.
"""

import ast
import importlib
import sys
from collections.abc import Callable, Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from types import CodeType, ModuleType

TEST_PREFIX = "test_"


class Loaded:
    """The modules of the package that are imported, and who of them imports whom.

    Those of `files` are imported now, if they have not been: some are imported where they are used.
    """

    def __init__(self, files: Iterable[str]) -> None:
        here = Path.cwd() / "src"
        for file in sorted(files):
            path = (Path.cwd() / file).relative_to(here).with_suffix("")
            importlib.import_module(".".join(path.parts))
        found = {
            name: Path(str(getattr(module, "__file__", ""))) for name, module in sys.modules.items()
        }
        self._files = {name: file for name, file in found.items() if file.is_relative_to(here)}
        self._texts = {name: file.read_text(encoding="utf-8") for name, file in self._files.items()}
        trees = {name: ast.parse(text) for name, text in self._texts.items()}
        self._imports = {name: list(_imports(tree)) for name, tree in trees.items()}
        self._needs = {
            name: {needed for found in imports for needed in self._modules_of(found)}
            for name, imports in self._imports.items()
        }
        self._codes = {
            name: compile(tree, str(self._files[name]), "exec", dont_inherit=True)
            for name, tree in trees.items()
            if not self._is_test(name)
        }
        self._order = list(TopologicalSorter(self._needs).static_order())

    def replace(self, file: str, change: Callable[[str], str]) -> None:
        """Whatever the new version raises when it is imported is raised here."""
        path = Path.cwd() / file
        changed = next(name for name, known in self._files.items() if known == path)
        source = change(self._texts[changed])
        self._execute(changed, compile(source, str(path), "exec", dont_inherit=True))
        affected = {changed}
        for name in self._order:
            if name != changed and affected & self._needs.get(name, set()):
                affected.add(name)
                self._renew(name)

    def _renew(self, name: str) -> None:
        """A module of tests is held by pytest: it keeps its functions and gets new imports."""
        if not self._is_test(name):
            self._execute(name, self._codes[name])
            return
        namespace = sys.modules[name].__dict__
        for module, imported, known_as in self._imports[name]:
            if module in self._files and imported:
                namespace[known_as] = _attribute(sys.modules[module], imported)

    def _execute(self, name: str, code: CodeType) -> None:
        exec(code, sys.modules[name].__dict__)  # noqa: S102 - the package's own code, in the sandbox

    def _is_test(self, name: str) -> bool:
        return self._files[name].name.startswith(TEST_PREFIX)

    def _modules_of(self, found: tuple[str, str, str]) -> Iterable[str]:
        module, imported, _ = found
        inner = f"{module}.{imported}"
        if inner in self._files:
            return [inner]
        return [module] if module in self._files else []


def _imports(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    """Module, name in it (empty for the module itself), and the name that it gets."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node.module, alias.name, alias.asname or alias.name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, "", alias.asname or alias.name


def _attribute(module: ModuleType, name: str) -> object:
    inner = sys.modules.get(f"{module.__name__}.{name}")
    return getattr(module, name, inner)
