"""What the tests of the steps and of their execution expect, read from the document."""

from omninode_bridge.generation.contract import dispatch_name
from omninode_bridge.generation.json_text import json_text
from omninode_bridge.generation.literals import python_string
from omninode_bridge.generation.orchestrator.design import FlowDesign
from omninode_bridge.generation.orchestrator.flow import Flow, FlowStep
from omninode_bridge.generation.orchestrator.waves import waves
from omninode_bridge.requirements.document import JsonValue

# Within these the base class executes a step; the answer of the node has the document's figures.
SHORTEST_MS, DEFAULT_MS, LONGEST_MS, LONGEST_TOTAL_MS = 100, 30_000, 300_000, 600_000
MOST_RETRIES = 10
CLAMPED = (
    *((None, 0), (None, 10), (SHORTEST_MS - 1, 0), (SHORTEST_MS, 1), (LONGEST_MS, 0)),
    *((LONGEST_MS + 1, 0), (LONGEST_TOTAL_MS, 2), (LONGEST_TOTAL_MS, 9), (LONGEST_TOTAL_MS, 10)),
    *((LONGEST_TOTAL_MS, 11), (1, MOST_RETRIES + 1)),
)
"""Time-outs and retries on both sides of each limit."""
MOST_SKIPPED = 8
UNKNOWN = "no_such_step"


def order_values(design: FlowDesign) -> dict[str, object]:
    spec, flow = design.spec, design.flow
    sample = spec.sample_request
    return {
        "waves": [list(wave) for wave in waves(flow)],
        "stated": {name: _stated(found) for name, found in flow.steps.items()},
        "executed": {name: _executed(found) for name, found in flow.steps.items()},
        "without": {name: _without(flow, name) for name in list(flow.steps)[:MOST_SKIPPED]},
        "clamped": [(*one, _admitted(*one)) for one in CLAMPED],
        "called": (spec.name, ".".join(map(str, spec.version))),
        "sample": "" if sample is None else python_string(json_text(dict(sample))),
        "unknown": "" if sample is None else python_string(json_text(_unknown(dict(sample)))),
        "dispatch": dispatch_name(spec),
    }


def _stated(found: FlowStep) -> list[JsonValue]:
    step = found.step
    return [
        *(found.uses, step.on_failure, step.retries, step.retry_delay_ms),
        *(step.retry_is_constant, step.timeout_ms or None, step.compensate_with),
    ]


def _executed(found: FlowStep) -> list[JsonValue]:
    return _admitted(found.step.timeout_ms or None, found.step.retries)


def _admitted(timeout_ms: int | None, retries: int) -> list[JsonValue]:
    retries = min(retries, MOST_RETRIES)
    longest = min(LONGEST_MS, LONGEST_TOTAL_MS // (retries + 1))
    wanted = DEFAULT_MS if timeout_ms is None else timeout_ms
    return [max(SHORTEST_MS, min(wanted, longest)), retries]


def _without(flow: Flow, skipped: str) -> dict[str, JsonValue]:
    """Who is left, each with its needs; those of the skipped one stand for it."""
    found: dict[str, JsonValue] = {}
    for name, step in flow.steps.items():
        if name == skipped:
            continue
        needs: list[str] = []
        for need in step.needs:
            needs += flow.steps[skipped].needs if need == skipped else [need]
        found[name] = [*dict.fromkeys(needs)]
    return found


def _unknown(sample: dict[str, JsonValue]) -> dict[str, JsonValue]:
    line: JsonValue = {"step": UNKNOWN, "outcome": "completed", "attempt": 1}
    return sample | {"history": [line]}
