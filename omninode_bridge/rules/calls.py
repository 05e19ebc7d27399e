"""The functions of the language, and the check of a call."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from omninode_bridge.requirements.types import ValueType
from omninode_bridge.rules.call_site import Function, Site
from omninode_bridge.rules.codes import ARGUMENTS, UNKNOWN_FUNCTION
from omninode_bridge.rules.context import Context
from omninode_bridge.rules.list_functions import LIST_FUNCTIONS
from omninode_bridge.rules.number_functions import NUMBER_FUNCTIONS
from omninode_bridge.rules.syntax import Call
from omninode_bridge.rules.text_functions import TEXT_FUNCTIONS
from omninode_bridge.rules.time_functions import TIME_FUNCTIONS
from omninode_bridge.rules.typed import Typed

FUNCTIONS: Final[Mapping[str, Function]] = {
    **NUMBER_FUNCTIONS,
    **LIST_FUNCTIONS,
    **TEXT_FUNCTIONS,
    **TIME_FUNCTIONS,
}

# What people write who think of another language.
_HABITS: Final = {
    "average": "avg",
    "mean": "avg",
    "length": "len",
    "size": "len",
    "trim": "strip",
    "concat": "join",
    "distinct": "unique",
    "sort": "sorted",
    "now": "",
    "today": "",
    "random": "",
}


def infer_call(
    node: Call, arguments: tuple[Typed, ...], ctx: Context, expected: ValueType | None
) -> Typed | None:
    function = FUNCTIONS.get(node.function)
    if function is None:
        message = f"There is no function `{node.function[:60]}`."
        ctx.report(UNKNOWN_FUNCTION, node.name_span, message, _advice(node.function))
        return None
    most = len(arguments) if function.most is None else function.most
    if not function.least <= len(arguments) <= most:
        found = f"`{node.function}` has {len(arguments)} arguments here."
        ctx.report(ARGUMENTS, node.span, found, f"write {function.usage}")
        return None
    return function.check(Site(node, arguments, ctx, expected))


def _advice(name: str) -> str:
    known = _HABITS.get(name.lower())
    if known == "":
        return "there is no clock and no randomness in a rule: make it an input"
    close = [known] if known else get_close_matches(name.lower(), FUNCTIONS, n=1)
    return f"did you mean `{close[0]}`?" if close else ""
