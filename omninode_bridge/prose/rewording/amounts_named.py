"""Amounts that sentences speak of as worked out, where no output is declared."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.document import Document, Field
from omninode_bridge.requirements.types import Kind, Scalar

_AMOUNT: Final = re.compile(
    r"\bthe (?P<name>(?:[a-z]+ )?(?:fee|price|total|cost|fare|premium|rent|bonus|charge|bill))"
    r"(?: (?:is|must|may|should|can|shall|will|never)\b| = )"
)


def worked_out(document: Document) -> Iterator[Field]:
    """What no output declares, and sentences speak of as an amount."""
    given = {one.name for one in document.inputs or ()}
    said = _AMOUNT.finditer(document.text.lower())
    names = dict.fromkeys(one["name"].replace(" ", "_") for one in said)
    for name in names:
        if name not in given:
            yield Field(name, Scalar(Kind.MONEY), Place(1))
