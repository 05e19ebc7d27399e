"""What is asked of what a step reports: `the error rate that watching reports is at most 1`."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.prose.narration.conditions import condition_of
from omninode_bridge.prose.narration.plain_words import identifier, without_article
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.types import Kind, Scalar

_REPORTS: Final = (
    r"(?:reports?|finds?|returns?|gives?|shows?|yields?|measures?|detects?|results? in|reveals?|"
    r"comes? (?:back|up) with)"
)
_BY: Final = r"(?:from|of|reported by|measured by|found by|given by|returned by|according to)"
_FIELD: Final = r"(?P<field>[a-z][a-z0-9_]*(?: [a-z][a-z0-9_]*){0,2}?)"
_STEP: Final = (
    r"(?P<step>the [a-z-]+(?: [a-z-]+){0,2}?|[a-z]+ing(?: [a-z-]+){0,3}?|[a-z]+(?:_[a-z]+)+)"
)
_BOUND: Final = (
    r"(?P<bound>at least|at most|more than|less than|over|under|above|below|exactly|up to|"
    r"greater than|higher than|lower than)"
)
_VALUE: Final = (
    r"(?:(?P<value>\d[\d.]*)(?: (?:percent|[a-z]+))?|"
    r"(?P<named>[a-z][a-z0-9_]*(?: [a-z0-9_]+){0,2}))"
)
_WAYS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_STEP} {_REPORTS} (?:an? |the )?{_FIELD} (?:of |that is )?{_BOUND} {_VALUE}",
        rf"the {_FIELD} (?:that |which )?{_STEP} {_REPORTS} is {_BOUND} {_VALUE}",
        rf"the {_FIELD} {_BY} {_STEP} is {_BOUND} {_VALUE}",
        rf"{_STEP} {_REPORTS} {_BOUND} (?P<value>\d[\d.]*) {_FIELD}",
    )
)
_TOLD_FIELD: Final = re.compile(
    rf"{_REPORTS} (?:an? |the )?[a-z]+(?:_[a-z0-9]+)+ (?={_BOUND.replace('?P<bound>', '?:')} )|"
    rf"the [a-z]+(?:_[a-z0-9]+)+ (?={_BY} |(?:that |which )?[a-z ]+? {_REPORTS} is )"
)
_OPEN: Final = Place(1)


@dataclass(frozen=True, slots=True)
class Reported:
    """`step` mentions a step, `asked` is an expression of its `field`."""

    step: str
    field: str
    asked: str

    def of(self, name: str) -> str:
        own = re.compile(rf"(?<![\w.]){re.escape(self.field)}(?!\w)")
        return own.sub(f"{name}.{self.field}", self.asked)


def with_plain_fields(lines: Sequence[Line], fields: Collection[str]) -> list[Line]:
    """The lines with the names of values as words: what is written in one is the name of a step."""
    longest = sorted((one for one in fields if "_" in one), key=len, reverse=True)
    named = "|".join(map(re.escape, longest))
    values = re.compile(rf"(?<![\w-])(?:{named or '(?!)'})(?![\w-])")
    return [
        replace(line, said=_TOLD_FIELD.sub(_as_words, values.sub(_as_words, line.said)))
        for line in lines
    ]


def _as_words(found: re.Match[str]) -> str:
    return found[0].replace("_", " ")


def reported(text: str, fields: Sequence[Field]) -> Reported | None:
    """None where the words compare nothing that a step could report."""
    for pattern in _WAYS:
        found = pattern.fullmatch(text)
        name = identifier(without_article(found["field"])) if found else ""
        if found is None or not name or any(one.name == name for one in fields):
            continue
        own = Field(name, Scalar(Kind.DECIMAL), _OPEN)
        groups = found.groupdict()
        value = groups["value"] or without_article(groups.get("named") or "")
        is_known = value[0].isdigit() or any(one.name == value.replace(" ", "_") for one in fields)
        told = f"the {name.replace('_', ' ')} is {found['bound']} {value.replace('_', ' ')}"
        asked = condition_of(told, (own, *fields)) if is_known else ""
        if asked:
            return Reported(found["step"], name, asked)
    return None
