"""References to what is not there, and announcements that nothing follows."""

import re
from collections.abc import Sequence
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.notebook import Notebook, did_you_mean

NAMED: Final = re.compile(r"\brequirements? ([A-Z]{1,6}-?\d{1,4})\b")
SECTION: Final = re.compile(r"\b(?:section|chapter) (\d{1,2}(?:\.\d{1,2}){0,4})\b", re.IGNORECASE)
NUMBERED: Final = re.compile(r"\s{0,3}(?:#{1,6} {1,3})?\**(\d{1,2}(?:\.\d{1,2}){0,4})(?!\d)")
ELSEWHERE: Final = re.compile(
    r"\b(?:docs?|documents?|spec\w*|rfc|standards?|guide|manual|law|act|contract|gdpr|iso)\b",
    re.IGNORECASE,
)
ANNOUNCED: Final = re.compile(
    r"\s{0,40}(?:[-*+]|\d{1,4}[.)]) .{0,400}\b(?:as follows|the following\b[^.:]{0,80}|namely|"
    r"listed below):[*_ ]{0,8}",
    re.IGNORECASE,
)
ITEM_OR_HEADING: Final = re.compile(r"\s{0,40}(?:[-*+] |\d{1,4}[.)] |#)")


def find_dangling(document: Document, lines: Sequence[str], notebook: Notebook) -> None:
    ids = {requirement.id for requirement in document.requirements}
    headed: set[str] | None = None
    for requirement in document.requirements:
        for name in NAMED.findall(requirement.text):
            if name not in ids:
                message = f"{requirement.id} refers to {name}, which is not there"
                notebook.add("PRD130", requirement.place, message, fix=did_you_mean(name, ids))
        numbers = SECTION.findall(requirement.text)
        if not numbers or ELSEWHERE.search(requirement.text):
            continue
        headed = _numbered(lines) if headed is None else headed
        for number in numbers:
            if number not in headed:
                message = f"{requirement.id} refers to section {number}, which is not there"
                notebook.add("PRD130", requirement.place, message)
    _announcements(lines, notebook)


def _numbered(lines: Sequence[str]) -> set[str]:
    return {found[1] for line in lines if (found := NUMBERED.match(line))}


def _announcements(lines: Sequence[str], notebook: Notebook) -> None:
    """An item that announces a list must have one: deeper items, a table, a fence, a paragraph."""
    for at, line in enumerate(lines):
        if not line.rstrip("*_ ").endswith(":") or not ANNOUNCED.fullmatch(line):
            continue
        following = next((other for other in lines[at + 1 :] if other.strip()), "#")
        if ITEM_OR_HEADING.match(following) and _indent(following) <= _indent(line):
            place = Place(at + 1, _indent(line) + 1)
            notebook.add("PRD129", place, "the announced list does not follow")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
