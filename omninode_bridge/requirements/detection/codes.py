"""Findings about a document's node type."""

from collections.abc import Mapping
from typing import Final

from omninode_bridge.diagnostics import Code, Severity

HINT_DISAGREES: Final = Code(
    "PRD301",
    Severity.WARNING,
    "the requested node type disagrees with the document",
    "A type was asked for (`--node-type`), and it wins. What the document describes looks like"
    " another type, so parts of it may stay without effect.",
    "Leave the option out, or describe the requested type.",
)
STATED_DISAGREES: Final = Code(
    "PRD302",
    Severity.WARNING,
    "the stated node type disagrees with the document",
    "The front matter states a `type`, and it wins over detection. The sections of the document"
    " belong to another type, so parts of it may stay without effect.",
    "Remove `type` from the front matter, or describe the stated type.",
)
HINT_OVERRIDES: Final = Code(
    "PRD303",
    Severity.WARNING,
    "the requested node type overrides the stated one",
    "The front matter states a `type`, and the option `--node-type` asks for another. The option"
    " wins.",
    "Make the option and the front matter agree.",
)
TWO_TYPES: Final = Code(
    "PRD304",
    Severity.WARNING,
    "signs of two node types in one document",
    "A document that declares one node has sections of two types, for example a workflow and a"
    " state machine. The stronger evidence decides; the other sections stay without effect.",
    "Split the document, one per node, or declare the nodes in a section Nodes.",
)
WEAK_EVIDENCE: Final = Code(
    "PRD305",
    Severity.NOTE,
    "little speaks for the detected node type",
    "No section of the document decides its type, and its words speak for several.",
    "State `type:` in the front matter, or ask for it with `--node-type`.",
)

CODES: Final[Mapping[str, Code]] = {
    code.code: code
    for code in (HINT_DISAGREES, STATED_DISAGREES, HINT_OVERRIDES, TWO_TYPES, WEAK_EVIDENCE)
}
