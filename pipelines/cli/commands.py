"""The commands of `omninode`: where each is implemented, and its line in `--help`."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Command:
    """`target` is `module:attribute`; it is imported only when the command is called."""

    target: str
    summary: str


COMMANDS: Final = {
    "generate": Command("pipelines.cli.generate:generate", "Generate, prove and register a node."),
    "check": Command("pipelines.cli.check:check", "Say what is wrong with a PRD, and where."),
    "explain": Command("pipelines.cli.check:explain", "Say what a code such as PRD012 means."),
    "patterns": Command("pipelines.cli.patterns:patterns", "The prose that is understood."),
    "run": Command("pipelines.cli.execution:run", "Run a generated node on a JSON request."),
    "test": Command("pipelines.cli.execution:test", "Run the tests of a generated node."),
    "mutate": Command("pipelines.cli.mutation:mutate", "Say how much the tests of a node notice."),
    "why": Command("pipelines.cli.why:why_command", "Say what is behind a line of a node's code."),
    "show": Command("pipelines.cli.showing:show", "Tell what a node does, and how it is bound."),
    "nodes": Command("pipelines.cli.nodes:nodes", "Look up registered nodes."),
    "requests": Command("pipelines.cli.requests:requests", "Look up generation requests."),
    "cancel": Command("pipelines.cli.requests:cancel", "End a request that is still at work."),
    "limits": Command("pipelines.cli.limits:limits", "Who may ask how often, and who waits."),
    "breakers": Command("pipelines.cli.breakers:breakers", "What is left alone; open or close it."),
    "metrics": Command("pipelines.cli.metrics:metrics", "How many nodes, how good, how fast."),
    "intelligence": Command(
        "pipelines.cli.intelligence:intelligence", "Index what is known, and ask it."
    ),
    "onextree": Command("pipelines.cli.onextree:onextree", "Serve the analysis of code."),
    "topics": Command("pipelines.cli.topics:topics", "The topics: list, check, create."),
    "dlq": Command("pipelines.cli.dlq:dlq", "Look at the dead letters; send them again."),
    "relay": Command("pipelines.cli.relay:relay", "Send to Kafka what waits in PostgreSQL."),
    "demo": Command("pipelines.cli.demo:demo", "Show the whole line once on the example PRD."),
    "up": Command("pipelines.cli.services:up", "Start all services and say where the UI is."),
    "down": Command("pipelines.cli.services:down", "Stop all that `up` started."),
    "status": Command("pipelines.cli.services:status", "Show each service: pid, port, health."),
    "doctor": Command("pipelines.cli.doctor:doctor", "Check what OmniNode needs; how to mend it."),
}

# `omniclaude generate node --prd FILE` is the same command as `omninode generate --prd FILE`.
NODE_COMMANDS: Final = {
    "node": Command("pipelines.cli.generate:generate", "Generate a node from a PRD.")
}
