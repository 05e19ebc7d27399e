"""Records in which something is missing, or is there: `calls without a rating`."""

import re
from collections.abc import Callable
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.narration.figure_groups import names_of
from omninode_bridge.prose.narration.plain_words import ARTICLE
from omninode_bridge.prose.narration.story import UntoldError
from omninode_bridge.requirements.document import Entity
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.types import Optional

_MISSING: Final = re.compile(
    rf"(?:(?:{ARTICLE} )?(?P<thing>[a-z]+(?: [a-z]+)?) )?(?P<how>without|with no|with|that has no|"
    rf"that has|which has no|which has) (?:{ARTICLE} )?(?P<field>[a-z][a-z ]*)"
)
_UNKNOWN: Final = re.compile(
    rf"(?:{ARTICLE} )?(?P<field>[a-z][a-z ]*?) is (?P<how>missing|unknown|absent|empty|not given|"
    rf"not known|"
    r"not there|given|known|present|there)"
)
_THERE: Final = frozenset({"with", "that has", "which has", "given", "known", "present", "there"})


def missing_of(text: str, entity: Entity, field_of: Callable[[str], str]) -> str | None:
    """Whether an optional field is there: `calls without a rating`; None where nothing asks so."""
    found = _MISSING.fullmatch(text) or _UNKNOWN.fullmatch(text)
    things = {*names_of(" ".join(words(entity.name)))}
    thing = found.groupdict().get("thing") if found else None
    if found is None or (thing and lexicon().singular(thing) not in things):
        return None
    try:
        name = field_of(found["field"])
    except UntoldError:
        return None
    if not any(one.name == name and isinstance(one.type, Optional) for one in entity.fields):
        return None
    return f"{name} != none" if found["how"] in _THERE else f"{name} = none"
