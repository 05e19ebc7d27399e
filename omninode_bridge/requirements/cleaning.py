"""Line ends, hidden characters and overlong parts, before anything else looks at a text."""

import re
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.limits import MAX_LINE, MAX_LINES
from omninode_bridge.requirements.notebook import Notebook

HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)


def cleaned(text: str, notebook: Notebook) -> str:
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
