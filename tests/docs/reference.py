"""The generated parts of docs/reference, from the code that they describe."""

from collections.abc import Iterator, Sequence

import click

from omninode_bridge.events.encoding import TOPIC_OF
from omninode_bridge.events.envelope import Envelope
from omninode_bridge.events.options import GenerationOptions
from omninode_bridge.events.progress import STEP_EVENTS, StatusMetadata
from omninode_bridge.events.topics import DAY_MS, MIB, TOPICS
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import patterns_of
from omninode_bridge.requirements.types import Kind
from omninode_bridge.rules.calls import FUNCTIONS
from omninode_bridge.stages.check import CODES
from pipelines.cli.main import cli
from pipelines.cli.patterns import described
from pipelines.environment import VARIABLES


def _table(titles: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(titles)} |"
    yield f"| {' | '.join('---' for _ in titles)} |"
    for row in rows:
        cells = (str(cell).replace("|", "\\|").replace("\n", " ") for cell in row)
        yield f"| {' | '.join(cells)} |"


def command_line() -> str:
    lines = ["# The command line", ""]
    lines.append("`omniclaude generate node ...` is the same as `omninode generate ...`.")
    for path, command in _commands(cli, "omninode"):
        context = click.Context(command, info_name=path, terminal_width=100, max_content_width=100)
        lines += ["", f"## {path}", "", "```", command.get_help(context), "```"]
    return "\n".join(lines) + "\n"


def _commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from _commands(found, f"{path} {name}")


def configuration() -> str:
    rows = [(f"`{each.name}`", each.meaning, each.default) for each in VARIABLES]
    head = ["# Configuration", "", "Every variable that is read. `omninode doctor` shows them."]
    return "\n".join([*head, "", *_table(("variable", "meaning", "without it"), rows)]) + "\n"


def codes() -> str:
    lines = ["# Diagnostics", "", "`omninode explain CODE` prints the same."]
    for each in sorted(CODES.values(), key=lambda one: one.code):
        lines += ["", f"## {each.code}: {each.title}", "", f"{each.severity.value}. "]
        lines[-1] += each.explanation.replace("\n", " ")
        lines += ["", f"What to do: {each.fix}"]
    return "\n".join(lines) + "\n"


def events() -> str:
    lines = ["# Events", "", "For programs: [asyncapi.yaml](asyncapi.yaml).", "", "## Topics", ""]
    rows = [
        (
            f"`{topic.name}`",
            topic.partitions,
            topic.retention_ms // DAY_MS,
            topic.max_value_bytes // MIB,
        )
        for topic in TOPICS.values()
    ]
    lines += _table(("topic", "partitions", "days kept", "MiB a message"), rows)
    lines += ["", "## The envelope", "", "Inbound messages may come without it.", ""]
    lines += _fields(Envelope.model_json_schema())
    for schema, topic in TOPIC_OF.items():
        lines += ["", f"## {schema.__name__}", "", f"On `{topic}`.", ""]
        lines += _fields(schema.model_json_schema())
    lines += ["", "## The metadata of a status", ""]
    lines += ["Names are fixed. `event` is set where a step has just ended well:", ""]
    ends = [(f"`{step}`", f"`{event}`") for step, event in STEP_EVENTS.items()]
    lines += [*_table(("step", "event"), ends), ""]
    lines += _fields(StatusMetadata.model_json_schema())
    lines += ["", "## The options of a generation", ""]
    lines += [
        "They travel in `workspace_context.generation`; without it only an analysis is asked."
    ]
    lines += ["", *_fields(GenerationOptions.model_json_schema())]
    return "\n".join(lines) + "\n"


def _fields(schema: dict[str, object]) -> Iterator[str]:
    properties, required = schema["properties"], schema.get("required", [])
    assert isinstance(properties, dict)
    assert isinstance(required, list)
    rows = [
        (f"`{name}`", _type(found), "yes" if name in required else "no")
        for name, found in properties.items()
    ]
    yield from _table(("field", "type", "required"), rows)


def _type(found: dict[str, object]) -> str:
    if "$ref" in found:
        return str(found["$ref"]).rpartition("/")[2]
    if isinstance(choices := found.get("anyOf"), list):
        return " or ".join(_type(each) for each in choices)
    kind, form = str(found.get("type", "any")), found.get("format")
    return f"{kind} ({form})" if form else kind


def patterns() -> str:
    lines = ["# Patterns", "", "What is understood without tables; `omninode patterns show NAME`"]
    lines[-1] += " prints more."
    for kind in NodeType:
        lines += ["", f"## {kind.value.capitalize()}"]
        for each in patterns_of(kind):
            lines += ["", f"### {each.name}", "", f"{each.title}. {each.purpose}", ""]
            lines += [f"- {text}" for text in each.matches[:2]]
            rows = [(f"`{name}`", described(slot)) for name, slot in each.slots.items()]
            lines += ["", *_table(("slot", "filled with"), rows)] if rows else []
    return "\n".join(lines) + "\n"


def vocabulary() -> str:
    """The names that docs/reference/prd.md has to speak of."""
    return "\n".join([*sorted(FUNCTIONS), *sorted(kind.value for kind in Kind)])
