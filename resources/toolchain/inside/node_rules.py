"""Rules that need the node imported: it imports, its contract resolves, it executes."""

import importlib
import json
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final

import yaml
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.nodes.compliance_scan.model_check_result import ModelCheckResult
from omnibase_core.nodes.node_compliance_scan_compute.handler import NodeComplianceScanCompute
from omnibase_core.runtime.runtime_local import RuntimeLocal
from pydantic import ValidationError

from resources.toolchain.inside.answers import Rejected, innermost
from resources.toolchain.inside.asking import answer_of
from resources.toolchain.inside.events import Finding, finding, from_exception
from resources.toolchain.inside.layout import CONTRACT, Layout
from resources.toolchain.inside.types import effect, orchestrator, reducer

# The scan's check 4 contradicts the strict gate for every *_GENERIC type and is left out.
RESOLUTION: Final = {
    "contract_parse": "C1",
    "handler_resolution": "C5",
    "input_output_schemas": "C6",
    "config_readiness": "C7",
    "codepath_consumption": "C7",
}
TOPICS: Final = {"publish_topics": "C4", "subscribe_topics": "C4"}
RUNTIME_SECONDS: Final = 10
# Two answers that must be the same, where asking the base class twice would not do.
ANSWERS: Final[Mapping[str, Callable[[Layout, str], list[str]]]] = {
    "EFFECT_GENERIC": effect.both_answers
}

# What the base class does itself, compared with what the handler says.
AGREEMENTS: Final[Mapping[str, Callable[[Layout, str], Iterable[Finding]]]] = {
    "ORCHESTRATOR_GENERIC": orchestrator.agreement,
    "REDUCER_GENERIC": reducer.agreement,
}


def import_all(layout: Layout) -> Iterable[Finding]:
    """Every module of the package, tests aside."""
    for path in layout.python_files:
        parts = path.relative_to(layout.source).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        importlib.import_module(name)
    return []


def scan(layout: Layout) -> list[ModelCheckResult]:
    """The checks of omnibase-core's compliance scan."""
    results = NodeComplianceScanCompute().scan(str(layout.folder), source_only=True)
    return [check for result in results for check in result.checks]


def of_scan(
    layout: Layout, seen: Sequence[ModelCheckResult], rules: Mapping[str, str]
) -> Iterable[Finding]:
    """Those checks of the scan that `rules` names; each must have run."""
    path = layout.folder / CONTRACT
    for check in seen:
        rule = next((rule for name, rule in rules.items() if name in check.check_name), None)
        if rule and not check.passed:
            yield finding(rule, f"{check.check_name}: {check.message}", path)
    if not seen:
        yield finding("C5", "the scan found no contract", path)


def base_class(layout: Layout, sample: str) -> Iterable[Finding]:
    """R1: `Node(container)`, `initialize`, `process` on the sample request, twice the same."""
    ask_twice = ANSWERS.get(str(layout.contract.get("node_type")), _twice)
    try:
        answers = set(ask_twice(layout, sample))
    except Rejected as rejected:
        yield _rejected(rejected, layout)
        return
    if len(answers) > 1:
        message = "the same request gave two different answers"
        yield finding("R1", message, layout.folder / "handler.py")
    agreement = AGREEMENTS.get(str(layout.contract.get("node_type")))
    if agreement is not None:
        yield from agreement(layout, sample)


def _twice(layout: Layout, sample: str) -> list[str]:
    return [answer_of(layout, sample.encode()) for _ in range(2)]


def _rejected(rejected: Rejected, layout: Layout) -> Finding:
    """A refusal stands at the node; an error that no rule raised stands where it happened."""
    message = f"the sample request was rejected: {rejected.code}: {rejected.message}"
    reason = innermost(rejected)
    if isinstance(reason, Rejected | ModelOnexError | ValidationError):
        return finding("R1", message, layout.folder / "node.py")
    return from_exception("R1", reason)


def runtime_local(layout: Layout, sample: str) -> Iterable[Finding]:
    """R2: in RuntimeLocal, from a view of the contract with the keys that it wants."""
    path = layout.folder / CONTRACT
    with tempfile.TemporaryDirectory() as folder, effect.sample_state(layout) as state:
        view, request = Path(folder, "runtime_view.yaml"), Path(folder, "request.json")
        view.write_text(yaml.safe_dump(runtime_view(layout.contract)), encoding="utf-8")
        request.write_text(sample, encoding="utf-8")
        runtime = RuntimeLocal(view, state_root=state, input_path=request, timeout=RUNTIME_SECONDS)
        result = runtime.run()
        if result.value != "completed" or int(runtime.exit_code) != 0:
            reason = runtime.last_error or "no reason given"
            yield finding("R2", f"RuntimeLocal ended {result.value}: {reason}", path)
        elif runtime.handler_result is None:
            yield finding("R2", "RuntimeLocal completed without a result of the handler", path)


def runtime_view(contract: dict[str, object]) -> dict[str, object]:
    """The contract with `handler` and `terminal_event`, which the strict one may not have."""
    routing, bus = contract.get("handler_routing"), contract.get("event_bus")
    default = str(routing.get("default_handler", "")) if isinstance(routing, dict) else ""
    module, _, name = default.rpartition(":")
    topics = bus.get("publish_topics") if isinstance(bus, dict) else None
    view = dict(contract)
    view["handler"] = {
        "module": module,
        "class": name,
        "input_model": contract.get("input_model"),
    }
    view["terminal_event"] = topics[0] if topics else "onex.evt.omninode.completed.v1"
    return view


def checks(layout: Layout, sample: str | None) -> dict[str, Callable[[], Iterable[Finding]]]:
    scanned = cache(partial(scan, layout))
    resolved: dict[str, Callable[[], Iterable[Finding]]] = {
        "contract resolution": lambda: of_scan(layout, scanned(), RESOLUTION),
        "topics": lambda: of_scan(layout, scanned(), TOPICS),
    }
    if sample is None:
        return resolved
    return resolved | {
        "base class": lambda: base_class(layout, sample),
        "runtime local": lambda: runtime_local(layout, _as_floats(sample)),
    }


def _as_floats(sample: str) -> str:
    """The sample as RuntimeLocal reads it: any JSON."""
    return json.dumps(json.loads(sample))
