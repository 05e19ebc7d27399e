"""Functions of texts."""

from collections.abc import Callable, Mapping
from typing import Final

from omninode_bridge.requirements.types import ListOf, ValueType
from omninode_bridge.rules.call_site import Function, Site
from omninode_bridge.rules.codes import PATTERN
from omninode_bridge.rules.kinds import BOOL, STRING
from omninode_bridge.rules.patterns import problem_of
from omninode_bridge.rules.typed import Pattern, Typed


def _of_texts(result: ValueType) -> Callable[[Site], Typed | None]:
    def check(site: Site) -> Typed | None:
        found = [site.as_type(at, STRING, "a text") for at in range(len(site.arguments))]
        texts = tuple(text for text in found if text is not None)
        return site.result(result, texts) if len(texts) == len(found) else None

    return check


def _matches(site: Site) -> Typed | None:
    text = site.as_type(0, STRING, "a text")
    pattern = site.arguments[1]
    if not isinstance(pattern, Pattern):
        site.fail(1, "`matches` needs a pattern.", "write it as /pattern/")
        return None
    problem = problem_of(pattern.source)
    if problem is not None:
        site.fail(1, problem, code=PATTERN)
        return None
    return None if text is None else site.result(BOOL, (text, pattern))


TEXT_FUNCTIONS: Final[Mapping[str, Function]] = {
    "lower": Function("lower(s)", 1, 1, _of_texts(STRING)),
    "upper": Function("upper(s)", 1, 1, _of_texts(STRING)),
    "strip": Function("strip(s)", 1, 1, _of_texts(STRING)),
    "split": Function("split(s, separator)", 2, 2, _of_texts(ListOf(STRING))),
    "replace": Function("replace(s, old, new)", 3, 3, _of_texts(STRING)),
    "startswith": Function("startswith(s, part)", 2, 2, _of_texts(BOOL)),
    "endswith": Function("endswith(s, part)", 2, 2, _of_texts(BOOL)),
    "contains": Function("contains(s, part)", 2, 2, _of_texts(BOOL)),
    "matches": Function("matches(s, /pattern/)", 2, 2, _matches),
}
