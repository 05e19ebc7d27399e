"""Lines of a mermaid diagram, as far as they carry meaning."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.requirements.limits import MAX_ROWS
from omninode_bridge.requirements.markdown.blocks import Fence
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.notebook import Notebook

DECORATION: Final = re.compile(
    r"(?:classDef|class|style|linkStyle|click|direction|accTitle|accDescr|title|subgraph|end|"
    r"note|---|hide|skinparam)\b|---|\}"
)


def diagram_kind(fence: Fence) -> str:
    """`stateDiagram`, `flowchart` or empty; an unnamed fence counts by its first word."""
    if fence.info not in ("mermaid", ""):
        return ""
    for line in fence.lines:
        text = line.text.strip()
        if not text or text.startswith("%%"):
            continue
        if text.startswith("stateDiagram"):
            return "stateDiagram"
        if re.match(r"(?:flowchart|graph)\b(?:\s+(?:TB|TD|BT|LR|RL))?\s*;?$", text):
            return "flowchart"
        return ""
    return ""


def statements(fence: Fence, notebook: Notebook) -> Iterator[Span]:
    """Lines after the first, without comments and decoration."""
    started = False
    in_note = False
    for count, line in enumerate(fence.lines):
        if count > MAX_ROWS:
            message = f"a diagram of {len(fence.lines):,} lines: the limit is {MAX_ROWS:,}"
            notebook.add("PRD001", line.place(), message)
            return
        span = line.strip(" \t;")
        text = span.text
        if not text or text.startswith("%%"):
            continue
        if not started:
            started = True
            continue
        if in_note:
            in_note = text.lower() != "end note"
        elif re.match(r"note\b[^:]*$", text):
            in_note = True
        elif not DECORATION.match(text):
            yield span
