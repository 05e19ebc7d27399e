"""From bytes to a `Document`, and all that is wrong with it."""

import re
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.errors import InvalidRequestError, LimitExceededError
from omninode_bridge.requirements.assembly import assemble
from omninode_bridge.requirements.defects.search import find_defects
from omninode_bridge.requirements.document import Reading
from omninode_bridge.requirements.limits import MAX_BYTES, MAX_LINE, MAX_LINES
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.title import peek_name as _peek_name

HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)


def decode_prd(data: bytes) -> str:
    """The text of a PRD. Raises `LimitExceededError` and `InvalidRequestError`."""
    if len(data) > MAX_BYTES:
        raise LimitExceededError(
            f"The document has {len(data):,} bytes; the limit is {MAX_BYTES:,} (2 MiB)",
            hint="Split it: one document for each node.",
        )
    if not data.strip():
        raise InvalidRequestError("The document is empty", hint="Write the requirements into it.")
    nul = data.find(b"\0")
    if nul >= 0:
        raise InvalidRequestError(
            f"The document is binary: byte {nul + 1} is NUL", hint="Save it as UTF-8 text."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidRequestError(
            f"The document is no UTF-8: byte {error.start + 1} (line {line}) is "
            f"0x{data[error.start]:02x}",
            hint="Save it as UTF-8.",
        ) from error


def read_prd(text: str) -> Reading:
    """Read any text; what is wrong with it is in the diagnostics, never an exception."""
    notebook = Notebook()
    cleaned = _cleaned(text, notebook)
    document = assemble(cleaned, notebook)
    if not document.text.strip():
        notebook.add("PRD023", Place(1), "the document is empty")
    find_defects(document, notebook)
    return Reading(document, notebook.in_order())


def peek_name(text: str) -> str:
    """`Document.name` of the text, without reading the rest: front matter and title only."""
    return _peek_name(_cleaned(text, Notebook()))


def _cleaned(text: str, notebook: Notebook) -> str:
    """The text with `\\n` line ends; hidden characters become blanks, so that places stay true."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removeprefix("\ufeff")
    first = HIDDEN.search(text)
    if first is not None:
        line = text.count("\n", 0, first.start()) + 1
        column = first.start() - text.rfind("\n", 0, first.start())
        count = len(HIDDEN.findall(text))
        message = f"{count} hidden character{'s' * (count > 1)}, the first U+{ord(first[0]):04X}"
        notebook.add("PRD008", Place(line, column, column + 1), message)
        text = HIDDEN.sub(" ", text)
    return _shortened(text, notebook) if len(text) > MAX_LINES else text


def _shortened(text: str, notebook: Notebook) -> str:
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        message = f"{len(lines):,} lines: the limit is {MAX_LINES:,}"
        notebook.add("PRD001", Place(MAX_LINES + 1), message)
        del lines[MAX_LINES:]
    for index, line in enumerate(lines):
        if len(line) > MAX_LINE:
            message = f"a line of {len(line):,} characters: the limit is {MAX_LINE:,}"
            notebook.add("PRD001", Place(index + 1, MAX_LINE + 1), message)
            lines[index] = line[:MAX_LINE]
    return "\n".join(lines)
