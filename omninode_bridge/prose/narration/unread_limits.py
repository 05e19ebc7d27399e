"""Sentences that take something out of the figures of a stream, and of which nothing is read."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from omninode_bridge.prose.narration.story import Line
from omninode_bridge.prose.streams.naming import named
from omninode_bridge.prose.streams.phrases import phrases_of
from omninode_bridge.requirements.structures import Aggregation, Snippet

_COUNTING: Final = r"(?:be )?(?:count|includ|add|consider|enter|appear|matter|go |taken? )"
_LIMITS: Final = re.compile(
    r"\b(?:exclud|ignor|disregard|omit|discard|dropp?ed|skipp?|reject|refus|left out|leaves? out|"
    rf"(?:not|never|n't|nothing|none|no longer|without|only) (?:\w+ )?{_COUNTING}|"
    rf"only [^.]*\b(?:counts?|counted|included|added|considered|matters?)\b|"
    r"\bcounts? (?:for |in |towards )?(?:none|nothing|no |nowhere|double|twice)|"
    r"not (?:a )?part of|no part of|except(?: for)?\b|other than\b|not (?:accepted|allowed|valid))"
)


_OF_FIGURES: Final = re.compile(
    r"\b(?:in|into|from|of|for|to|towards) (?:the |any )?(?P<function>sum|total|average|mean|count|"
    r"number|maximum|minimum|highest|lowest|largest|smallest)\b"
    r"(?: of (?:the |all )?(?P<field>\w+))?"
)
_FUNCTIONS: Final = {
    **dict.fromkeys(("sum", "total"), "sum"),
    **dict.fromkeys(("average", "mean"), "avg"),
    **dict.fromkeys(("count", "number"), "count"),
    **dict.fromkeys(("maximum", "highest", "largest"), "max"),
    **dict.fromkeys(("minimum", "lowest", "smallest"), "min"),
}


def limited(unread: Sequence[Snippet], figures: Sequence[Aggregation]) -> dict[str, Snippet]:
    """By the name of each figure that one of the sentences limits: that sentence."""
    found: dict[str, Snippet] = {}
    for one in unread:
        said = one.text.lower()
        called = {each.metric for each in figures if _is_called(each.metric, said)}
        if called:
            found |= {name: found.get(name, one) for name in called}
            continue
        meant = [(each["function"], each["field"] or "") for each in _OF_FIGURES.finditer(said)]
        for figure in figures:
            if not meant or any(_is_meant(figure, *each) for each in meant):
                found.setdefault(figure.metric, one)
    return found


def _is_called(metric: str, said: str) -> bool:
    """By a name of several words, behind what leads to it: calls may be what is counted, too."""
    words = re.escape(metric).replace("_", "[ _]")
    leads = r"(?:in|into|from|of|for|to|towards|and)(?: the)?"
    return "_" in metric and re.search(rf"\b{leads} {words}\b", said) is not None


def _is_meant(figure: Aggregation, function: str, field: str) -> bool:
    if figure.function != _FUNCTIONS[function]:
        return False
    named = {one.removesuffix("s") for one in (figure.field or "").split("_")}
    # A field that has another name may be any.
    return not field or not figure.field or field.removesuffix("s") in named or function == "number"


def _is_figure(line: Line) -> bool:
    """What asks for a figure, and leaves something out of it, limits no other."""
    if line.text.strip() != line.requirement.text.strip():
        return False
    return any(phrases_of(named(line.said, line.text).said, "record"))


def unread_limits(lines: Sequence[Line], realised: Collection[str]) -> tuple[Snippet, ...]:
    """Figures that do not respect them would be wrong, and proven."""
    return tuple(
        Snippet(line.requirement.text, line.requirement.place)
        for line in lines
        if line.id not in realised and _LIMITS.search(line.said.lower()) and not _is_figure(line)
    )
