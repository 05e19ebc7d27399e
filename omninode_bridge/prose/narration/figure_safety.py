"""Conditions on fields that may be missing: what is not there is neither above nor below."""

import re
from collections.abc import Iterable
from typing import Final

from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.types import Optional

_COMPARED: Final = r"(?<![\w.]){name} (?:<=|>=|<|>) -?\d[\d.]*"


def null_safe(where: str, fields: Iterable[Field]) -> str:
    """`age < 12` is `(age != none and age < 12)`, where the age may be missing."""
    for one in fields:
        if isinstance(one.type, Optional):
            way = _COMPARED.format(name=re.escape(one.name))
            where = re.sub(f"({way})", rf"({one.name} != none and \1)", where)
    return where
