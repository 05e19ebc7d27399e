"""What a document calls a figure: `( missed_calls )`, `called crates`, `crates : how many ...`."""

import re
from dataclasses import dataclass
from typing import Final

from omninode_bridge.requirements.parts.spoken_types import is_unit

_NAME: Final = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
_NAMES: Final = rf"{_NAME}(?:(?: , and | , | and ){_NAME})*"
_CALLED: Final = re.compile(
    r"(?: ,)? (?:is )?(?P<how>called|named|which (?:is|we) (?:called|call)|under the name(?: of)?|"
    rf"with the name|as) (?P<names>{_NAMES})$"
)
_LABEL: Final = re.compile(
    rf"(?P<name>{_NAME}) (?P<how>:|-|is|gives|holds|counts|shows|means|=) (?=(?:the|how|an?) )"
)
_RAW_LABEL: Final = re.compile(
    rf"\W*(?:[A-Z]{{1,4}}-?\d+\W+)?[*_`]*(?P<name>{_NAME})[*_`]*\s*(?::[*_`]*|\s[-\u2013\u2014])\s"
)
_BRACKET: Final = re.compile(rf" \( (?:called |named |as )?(?P<names>{_NAMES}) \)")
_AND: Final = re.compile(r" , and | , | and ")


_COLON: Final = re.compile(
    r"(?P<said>(?:the )?(?:number|count|average|mean|total|sum|median|how|highest|lowest|maximum|"
    rf"minimum|[a-z]+est|top|two|three|four|five|ten) .+) : (?P<names>{_NAMES})"
)
"""`average score per beer : mean_score`."""

_NOBODY: Final = frozenset({"it", "we", "they", "this", "that", "node", "system", "report"})


@dataclass(frozen=True, slots=True)
class Named:
    """`names` are those of the figures of the sentence, in order; `said` is what is left."""

    names: tuple[str, ...]
    said: str


def named(said: str, text: str) -> Named:
    """Of a whole sentence; `text` is as its author wrote it, where a label still stands."""
    behind = _CALLED.search(said)
    is_name = behind and (behind["how"] != "as" or "_" in behind["names"] or behind[0][1] == ",")
    if behind and is_name:
        return Named(tuple(_AND.split(behind["names"])), said[: behind.start()])
    if colon := _COLON.fullmatch(said):
        return Named(tuple(_AND.split(colon["names"])), colon["said"])
    before = _LABEL.match(said)
    if before and before["name"] not in _NOBODY:
        counted = "the number of " if before["how"] == "counts" else ""
        return Named((before["name"],), f"{counted}{said[before.end() :]}")
    label = _RAW_LABEL.match(text)
    if label and not said.startswith(label["name"]):
        return Named((label["name"],), said)
    return Named((), said)


def bracketed(part: str, *, are_names: bool) -> Named:
    """A unit in brackets is no name, unless all brackets of the document are names."""
    found = [*_BRACKET.finditer(part)]
    if len(found) != 1:
        return Named((), part)
    [one] = found
    names = tuple(_AND.split(one["names"]))
    rest = f"{part[: one.start()]}{part[one.end() :]}"
    return Named(names if are_names or not is_unit(names[0]) else (), rest)


def has_names(said: str) -> bool:
    """Whether a bracket of the sentence can only be a name."""
    return any(not is_unit(one["names"]) for one in _BRACKET.finditer(said))
