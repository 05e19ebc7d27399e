"""What a sentence about a condition is about: in `Only foreign orders pass customs` the orders."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from omninode_bridge.generation.orchestrator.flow import Condition, Flow
from omninode_bridge.generation.said.atoms import atoms_of
from omninode_bridge.generation.said.conditions import Told, words_of_condition
from omninode_bridge.language.word_forms import plain_forms
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.types import EnumOf, Optional

_VERBS: Final = r"(?:pass|passes|go|goes|need|needs|get|are|take|require)"
_THING: Final = re.compile(
    rf"(?:only |all |every |each )?(?:[a-z]+ )?(?P<thing>[a-z]+s)"
    rf" (?=(?:of|with|over|above|under|below|from|up to|{_VERBS})\b)"
)
_BEHIND: Final = re.compile(r".* for [a-z]+ (?P<thing>[a-z]+s)\.?")
GOING: Final = frozenset({"pass", "passes", "go", "goes", "through", "need", "needs", "needed",
                           "used", "use", "uses"})  # fmt: skip


def thing_of(text: str, names: Iterable[str]) -> str:
    """The plural noun, where it is no name of the document; else empty."""
    found = _THING.match(text) or _BEHIND.fullmatch(text)
    thing = "" if found is None else found["thing"]
    known = frozenset[str]().union(*map(plain_forms, names))
    return "" if plain_forms(thing) & known else thing


def names_of(document: Document, flow: Flow) -> frozenset[str]:
    """Words of the input, its values and the steps."""
    found = {word for name in flow.steps for word in words(name)}
    for one in document.inputs or ():
        kind = one.type.of if isinstance(one.type, Optional) else one.type
        members = kind.members if isinstance(kind, EnumOf) else ()
        found |= {word for name in (one.name, *members) for word in words(name)}
    return frozenset(found)


def stated_words(
    conditions: Sequence[Condition], text: str, spoken: Sequence[str]
) -> frozenset[str] | None:
    """`More than 30 kg` is about the weight, also where that is not said."""
    told = Told.of(text)
    atoms = atoms_of(conditions[0].expression) if len(conditions) == 1 else None
    if atoms is None or not told.limits:
        return None
    stated = words_of_condition(told, atoms, refusing=False)
    return None if stated is None else stated | ({*spoken} - {*told.said})
