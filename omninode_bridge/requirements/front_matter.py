"""The YAML block on top of a document, read without aliases, anchors and tags."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import yaml

from omninode_bridge.diagnostics import Place
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import FrontMatter
from omninode_bridge.requirements.limits import MAX_FRONT_MATTER, MAX_YAML_DEPTH
from omninode_bridge.requirements.naming import field_name, snake_case
from omninode_bridge.requirements.notebook import Notebook, did_you_mean, shown

KEYS: Final = ("node", "type", "domain", "version", "depends_on", "profile")
SYNONYMS: Final[Mapping[str, str]] = {
    "name": "node",
    "node_name": "node",
    "node_type": "type",
    "depends": "depends_on",
    "dependencies": "depends_on",
}
PROFILES: Final = ("standard", "strict")
VERSION: Final = re.compile(r"v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class Entry:
    value: object
    place: Place


class _RefusedError(Exception):
    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def front_matter_text(text: str) -> str | None:
    """The text between the first line `---` and the next; None if there is no such block."""
    head = text[: MAX_FRONT_MATTER + 8]
    first = re.match(r"-{3,}[ \t]*\n", head)
    if first is None:
        return None
    close = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE).search(head, first.end())
    return head[first.end() : close.start()] if close else None


def read_front_matter(text: str, notebook: Notebook) -> FrontMatter:
    source = front_matter_text(text)
    if source is None:
        return FrontMatter()
    entries = _entries(source, notebook)
    return FrontMatter(
        node=_node(entries, notebook),
        node_type=_node_type(entries, notebook),
        domain=_domain(entries),
        version=_version(entries, notebook),
        depends_on=_names(entries),
        profile=_profile(entries, notebook),
    )


def stated_node(text: str) -> str | None:
    """Only the node's name, for callers that have no time for more."""
    source = front_matter_text(text)
    return None if source is None else _text(_entries(source, Notebook()), "node")


def _entries(source: str, notebook: Notebook) -> dict[str, Entry]:
    try:
        node = _compose(source)
    except _RefusedError as error:
        notebook.add("PRD003", Place(error.line), str(error))
        return {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = 2 + mark.line if mark is not None else 1
        why = getattr(error, "problem", None) or "not readable"
        notebook.add("PRD002", Place(line), f"the front matter is no YAML: {shown(str(why))}")
        return {}
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        notebook.add("PRD002", Place(2), "the front matter is no list of `key: value` lines")
        return {}
    return _known(node, notebook)


def _known(node: yaml.MappingNode, notebook: Notebook) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for key, value in node.value:
        name = str(key.value).strip().lower().replace("-", "_").replace(" ", "_")
        name = SYNONYMS.get(name, name)
        place = Place(value.start_mark.line + 2, value.start_mark.column + 1)
        if name in KEYS:
            entries[name] = Entry(_plain(value), place)
        else:
            fix = did_you_mean(name, KEYS)
            message = f"the front matter's `{shown(str(key.value))}` means nothing here"
            notebook.add("PRD004", Place(key.start_mark.line + 2), message, fix=fix)
    return entries


def _compose(source: str) -> yaml.Node | None:
    """The YAML tree, after its events have been checked: no alias, anchor, tag, or great depth."""
    depth = 0
    for event in yaml.parse(source, Loader=yaml.SafeLoader):
        line = (event.start_mark.line if event.start_mark else 0) + 2
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError("the front matter may not use anchors and aliases", line)
        if getattr(event, "tag", None):
            raise _RefusedError("the front matter may not use tags", line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_YAML_DEPTH:
            raise _RefusedError(f"the front matter is nested deeper than {MAX_YAML_DEPTH}", line)
    return yaml.compose(source, Loader=yaml.SafeLoader)


def _plain(node: yaml.Node) -> object:
    """Scalars as written (a version `1.10` is no number), lists of them; nothing else."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip()
    if isinstance(node, yaml.SequenceNode):
        return [str(item.value).strip() for item in node.value if isinstance(item, yaml.ScalarNode)]
    return None


def _text(entries: Mapping[str, Entry], key: str) -> str | None:
    entry = entries.get(key)
    return entry.value or None if entry and isinstance(entry.value, str) else None


def _node(entries: Mapping[str, Entry], notebook: Notebook) -> str | None:
    value = _text(entries, "node")
    name = snake_case(value, prefix="node") if value else ""
    if value and name.replace("_", "") != re.sub(r"[\s_-]", "", value).lower():
        message = f'"{shown(value)}" is no name for a node: it is called {name}'
        notebook.add("PRD051", entries["node"].place, message)
    return value


def _node_type(entries: Mapping[str, Entry], notebook: Notebook) -> NodeType | None:
    value = _text(entries, "type")
    if value is None:
        return None
    try:
        return NodeType(value.lower())
    except ValueError:
        fix = did_you_mean(value.lower(), list(NodeType)) or "write one of the four"
        message = f'"{shown(value)}" is no node type: effect, compute, reducer, orchestrator'
        notebook.add("PRD005", entries["type"].place, message, fix=fix)
        return None


def _domain(entries: Mapping[str, Entry]) -> str | None:
    value = _text(entries, "domain")
    return field_name(value) if value else None


def _version(entries: Mapping[str, Entry], notebook: Notebook) -> tuple[int, int, int] | None:
    value = _text(entries, "version")
    if value is None:
        return None
    match = VERSION.fullmatch(value)
    if match is None:
        message = f'"{shown(value)}" is no version such as 1.0.0'
        notebook.add("PRD006", entries["version"].place, message)
        return None
    return (int(match.group(1)), int(match.group(2) or 0), int(match.group(3) or 0))


def _names(entries: Mapping[str, Entry]) -> tuple[str, ...]:
    entry = entries.get("depends_on")
    if entry is None:
        return ()
    values = entry.value if isinstance(entry.value, list) else str(entry.value or "").split(",")
    return tuple(field_name(str(value).strip()) for value in values if str(value).strip())


def _profile(entries: Mapping[str, Entry], notebook: Notebook) -> str | None:
    value = _text(entries, "profile")
    if value is None or value.lower() in PROFILES:
        return value.lower() if value else None
    message = f'"{shown(value)}" is no profile: {", ".join(PROFILES)}'
    notebook.add("PRD007", entries["profile"].place, message, fix=did_you_mean(value, PROFILES))
    return None
