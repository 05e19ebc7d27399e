"""From bytes to a `Document`, and all that is wrong with it."""

from omninode_bridge.diagnostics import Place
from omninode_bridge.errors import InvalidRequestError, LimitExceededError
from omninode_bridge.requirements import title
from omninode_bridge.requirements.assembly import assemble
from omninode_bridge.requirements.cleaning import cleaned
from omninode_bridge.requirements.defects.search import find_defects
from omninode_bridge.requirements.document import Reading
from omninode_bridge.requirements.limits import MAX_BYTES
from omninode_bridge.requirements.notebook import Notebook


def decode_prd(data: bytes) -> str:
    """The text of a PRD. Raises `LimitExceededError` and `InvalidRequestError`."""
    if len(data) > MAX_BYTES:
        raise LimitExceededError(
            f"The document is larger than the limit of {MAX_BYTES:,} bytes (2 MiB)",
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
    document = assemble(cleaned(text, notebook), notebook)
    if not document.text.strip():
        notebook.add("PRD023", Place(1), "the document is empty")
    find_defects(document, notebook)
    return Reading(document, notebook.in_order())


def peek_name(text: str) -> str:
    """`Document.name` of the text, without reading the rest: front matter and title only."""
    return title.peek_name(text)
