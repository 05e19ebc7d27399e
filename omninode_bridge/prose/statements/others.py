"""What all others get: `..., smaller ones get none`."""

import re
from dataclasses import replace

from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.plainer import Rest
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.statement import Form, Statement

_ABOVE = re.compile(r"\S+ >=? \S+")
_BELOW = re.compile(r"\S+ <=? \S+")


def for_some(found: Statement, rest: Rest) -> Statement:
    """The statement of some things, where nothing holds for the others. Raises `UnreadError`."""
    if found.value.kind != "number" or found.form not in {Form.DEFINED, Form.CHANGED}:
        raise UnreadError("what is nothing for all others")
    if found.condition is None:
        # What has a value for the other case has it; of all things, none are others.
        if found.otherwise is None:
            raise UnreadError("which are the others")
        return found
    if rest.is_above is not None:
        side = _BELOW if rest.is_above else _ABOVE
        if side.fullmatch(found.condition.text) is None:
            raise UnreadError("which are the others")
    if found.otherwise is not None and found.otherwise.text != "0":
        raise UnreadError("two values for the others")
    if found.form is Form.CHANGED:
        return found
    return replace(found, otherwise=Formula("0"))
