"""Packages checked one after another on top of a program that mypy holds in memory.

Each is added, checked module by module, and taken off again, so that none sees another. mypy's
own daemon would check each new module and then ask who depends on it: six times the work.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mypy.build import State
    from mypy.dmypy_server import Server
    from mypy.modulefinder import BuildSource

NO_PROGRAM: Final = "mypy holds no program yet"


def hold_still(server: "Server") -> None:
    """What mypy holds changes no more, so nothing is noted that a later change would need.

    A sixth of the time goes into who depends on whom, and a twelfth into walking those notes.
    """
    if server.fine_grained_manager is None:
        raise RuntimeError(NO_PROGRAM)
    options = server.options
    options.fine_grained_incremental = options.cache_fine_grained = False
    # Else the first would be free to write a cache of packages, and to free what is taken off.
    options.cache_dir, options.preserve_asts = os.devnull, True
    graph = server.fine_grained_manager.graph
    needed = {graph[name] for state in graph.values() for name in state.dependencies}
    if all(state.tree is not None for state in needed):
        for state in graph.values():
            state.dependencies.clear()  # They say what must be loaded before a module is used.


class PackageChecker:
    """`server` is mypy's daemon after its first check; this process is its only user."""

    def __init__(self, server: "Server") -> None:
        found = server.fine_grained_manager
        if found is None:
            raise RuntimeError(NO_PROGRAM)
        self._server = server
        self._manager = found.manager
        self._graph = found.graph

    def check(self, package: Path) -> dict[str, object]:
        """Of every Python file below `src`: mypy's output and exit status."""
        from mypy.errors import CompileError  # noqa: PLC0415 - mypy is large, and imported in forks
        from mypy.find_sources import create_source_list  # noqa: PLC0415 - as above
        from mypy.modulefinder import compute_search_paths  # noqa: PLC0415 - as above

        os.chdir(package)
        files = sorted(str(path) for path in Path("src").rglob("*.py"))
        options = self._server.options
        options.mypy_path = [str(package / "src")]
        said: list[str] = []
        self._manager.flush_errors = lambda _file, messages, _serious: said.extend(messages)
        self._forget()
        new: list[State] = []
        known_missing = dict(self._manager.missing_modules)
        try:
            sources = create_source_list(files, options)
            search = compute_search_paths(sources, options, self._manager.data_dir)
            self._manager.search_paths = search
            self._add(sources, new)
        except CompileError as blocked:
            return {"out": _lines([*said, *blocked.messages]), "err": "", "status": 2}
        finally:
            self._take_off(new)
            self._manager.missing_modules.clear()
            self._manager.missing_modules.update(known_missing)
        status = 1 if any(": error: " in line for line in said) else 0
        return {"out": _lines(said), "err": "", "status": status}

    def _add(self, sources: "list[BuildSource]", new: "list[State]") -> None:
        from mypy.build import SCC, load_graph, process_stale_scc  # noqa: PLC0415 - as above
        from mypy.server.update import ensure_trees_loaded  # noqa: PLC0415 - as above

        graph, manager = self._graph, self._manager
        load_graph(sources, manager, graph, new)
        ids = {state.id for state in new}
        for state in new:
            manager.import_map[state.id] = {*state.dependencies, *state.suppressed}
        outside = sorted({name for state in new for name in state.dependencies} - ids)
        ensure_trees_loaded(manager, graph, outside)
        for component in self._components(ids):
            process_stale_scc(graph, SCC(component), manager)

    def _components(self, ids: set[str]) -> Iterator[set[str]]:
        """Modules that import one another together, and those that they import before them."""
        from mypy.build import PRI_INDIRECT, sorted_components_inner  # noqa: PLC0415 - as above

        yield from map(set, sorted_components_inner(self._graph, ids, PRI_INDIRECT))

    def _take_off(self, new: "list[State]") -> None:
        for state in new:
            self._graph.pop(state.id, None)
            self._manager.modules.pop(state.id, None)
            self._manager.import_map.pop(state.id, None)
            self._manager.ast_cache.pop(state.id, None)

    def _forget(self) -> None:
        """What is kept by relative path, and what is kept by place in the path."""
        self._server.fscache.flush()
        self._manager.find_module_cache.clear()
        self._manager.errors.reset()


def _lines(messages: list[str]) -> str:
    return "".join(f"{message}\n" for message in messages)
