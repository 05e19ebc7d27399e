"""The jobs that a worker can do, by kind. Each runs in a fork, in the package's folder."""

import contextlib
import importlib
import inspect
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import yaml
from _pytest.config import default_plugins

from resources.toolchain.inside import contract_rules, node_rules, source_rules
from resources.toolchain.inside.answers import NotAsked, Rejected
from resources.toolchain.inside.asking import answer_of
from resources.toolchain.inside.events import Check, Finding, Tell, run_check
from resources.toolchain.inside.layout import Layout, find_layout, make_importable
from resources.toolchain.inside.looking import looked_at_once
from resources.toolchain.inside.mutants import try_mutants
from resources.toolchain.inside.node_tests import run_tests

type Request = dict[str, object]

# By omnibase-core when a node is made and run, by pytest, and by what confines a job.
IMPORTED_LATE: Final = (
    "_pytest._argcomplete",
    "encodings.unicode_escape",
    "omnibase_core.container.container_service_registry",
    "omnibase_core.container.container_service_resolver",
    "omnibase_core.errors.model_onex_error_data",
    "omnibase_core.event_bus.event_bus_inmemory",
    "omnibase_core.models.container.model_service",
    "omnibase_core.models.events.model_event_envelope",
    "omnibase_core.models.fsm.model_fsm_transition_result",
    "omnibase_core.models.types.model_json_serializable",
    "omnibase_core.protocols.runtime.protocol_local_runtime_callable_target",
    "omnibase_core.runtime.runtime_fanout_resolver",
    "omnibase_core.runtime.runtime_local_adapter",
    "omnibase_core.services.service_compute_cache",
    "omnibase_core.services.service_parallel_executor",
    "omnibase_core.services.service_timing",
    "pydantic.root_model",
    "readline",
    "sandlock",
    "xml.etree.ElementTree",
)


def rules(request: Request, tell: Tell) -> None:
    """First all rules that only read, on a copy without tests: some of them would judge tests too.

    `view` is that copy, in the job's own folder, as some rules want to write. Then the package is
    imported, once for all rules that need that.
    """
    package = str(request["package"])
    os.chdir(str(request["view"]))
    with looked_at_once(package):
        layout = _layout(tell)
        if layout is None:
            return
        _run_all(tell, contract_rules.checks(layout) | source_rules.checks(layout))
        os.chdir(package)
        make_importable(layout)
        _run_all(tell, import_checks(layout, Path(str(request["scratch"]))))
    sample = request.get("sample")
    _run_all(tell, node_rules.checks(layout, sample if isinstance(sample, str) else None))


def import_checks(layout: Layout, scratch: Path) -> dict[str, Check]:
    return {
        "import": lambda: node_rules.import_all(layout),
        "extra forbid": lambda: source_rules.extra_forbid(layout, scratch),
    }


def tests(request: Request, tell: Tell) -> None:
    run_check(tell, "layout", lambda: _found(find_layout()))
    run_tests(str(request["scratch"]), tell, explained=bool(request.get("explained")))


def execute(request: Request, tell: Tell) -> None:
    layout = find_layout()
    make_importable(layout)
    data = Path(str(request["scratch"]), "request.json").read_bytes()
    operation, known = request.get("operation"), operations(layout)
    if operation not in (None, *known):
        tell(_not_asked(f"no operation {operation!r}; there are: {', '.join(known)}"))
        return
    try:
        answer = answer_of(layout, data, operation=_text(operation), state=_state(request))
        tell({"stdout": answer, "exit_code": 0})
    except Rejected as rejected:
        error = {"code": rejected.code, "message": rejected.message}
        tell({"stdout": json.dumps({"error": error}, ensure_ascii=False), "exit_code": 1})
    except NotAsked as refusal:
        tell(_not_asked(str(refusal)))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _state(request: Request) -> Path | None:
    state = _text(request.get("state"))
    return Path(state) if state else None


def _not_asked(message: str) -> dict[str, object]:
    return {"stdout": "", "stderr": message, "exit_code": 2}


def operations(layout: Layout) -> tuple[str, ...]:
    """Those that the contract routes by name; a node without any has one, named like itself."""
    routing = layout.contract.get("handler_routing")
    handlers = routing.get("handlers", ()) if isinstance(routing, dict) else ()
    named = [
        str(one["operation"]) for one in handlers if isinstance(one, dict) and "operation" in one
    ]
    name = str(layout.contract.get("name", "")).removeprefix("node_").rpartition("_")[0]
    return tuple(dict.fromkeys(named)) or (name,)


JOBS: Final[dict[str, Callable[[Request, Tell], None]]] = {
    "rules": rules,
    "tests": tests,
    "execute": execute,
    "mutate": try_mutants,
}


def warm_up() -> None:
    """What would otherwise be done again in each fork: in a sandbox, each import is asked about."""
    source_rules.warm_up()
    contract_rules.warm_up()
    # The same language, read by libyaml: five times faster.
    yaml.SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # type: ignore[misc]  # see above
    for module in (*IMPORTED_LATE, *(f"_pytest.{plugin}" for plugin in default_plugins)):
        # What another version does not have is not missed here; a job imports what it needs.
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    _make_known_to_inspect()


def _make_known_to_inspect() -> None:
    """Who asks for the source of an error has the file of each module resolved: seconds.

    What is imported here is no generated code, which is what they ask for.
    """
    files = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
    known: dict[str, str] = getattr(inspect, "_filesbymodname", {})
    known.update({name: file for name, file in files.items() if file})


def _layout(tell: Tell) -> Layout | None:
    found: list[Layout] = []

    def look() -> Iterable[Finding]:
        found.append(find_layout())
        return []

    run_check(tell, "layout", look)
    return found[0] if found else None


def _found(_: Layout) -> Iterable[Finding]:
    return []


def _run_all(tell: Tell, checks: dict[str, Callable[[], Iterable[Finding]]]) -> None:
    for name, check in checks.items():
        run_check(tell, name, check)
