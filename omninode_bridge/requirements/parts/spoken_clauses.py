"""Clauses about a field: `which is cash or card and may be missing`, `which identifies it`."""

import re
from collections.abc import Set as AbstractSet
from typing import Final

from omninode_bridge.requirements.parts.spoken_constraints import spelled
from omninode_bridge.requirements.parts.spoken_terms import Terms, terms_of

_CLAUSE: Final = re.compile(r"(?:(?:and|but) )?(?:which|that) (?P<said>\S.*)", re.DOTALL)
_JOINT: Final = re.compile(
    r",? (?:and|but) (?:(?:which|that) )?(?=(?:is|are|may|can|might|must|has|need|does|cannot)\b)"
)
_TOO: Final = re.compile(r"^(may|can|might|must|has to|is) (?:also|always) ")
_DENIED: Final = re.compile(
    r"(?:must|may|shall|should|can|is|are)(?: not|n't)(?: be)? |cannot be |(?:is|are) never "
)
_EXCEEDED: Final = re.compile(
    r"(?:(?:must|may|shall|should|can|does)(?: not|n't)|cannot|never) exceeds? "
)
_VERB: Final = re.compile(
    r"(?:(?:must|has to|have to|may|can|should|shall|will) (?:only |always )?be|is|are|has|have) "
)


def clause_about(text: str, head: str, things: AbstractSet[str] = frozenset()) -> Terms | None:
    """What a relative clause says of the field called `head`; None where a part is not read."""
    match = _CLAUSE.fullmatch(text)
    if match is None:
        return None
    type_, limits = "", list[str]()
    for one in _JOINT.split(match["said"]):
        terms = _one(_TOO.sub(r"\1 ", one), head, things)
        if terms is None or (type_ and terms.type):
            return None
        type_ = type_ or terms.type
        limits += terms.limits
    return Terms(type_, tuple(limits))


def _one(said: str, head: str, things: AbstractSet[str]) -> Terms | None:
    for pattern, instead in ((None, ""), (_DENIED, "not "), (_EXCEEDED, "at most ")):
        match = pattern.match(said) if pattern is not None else None
        if pattern is not None and match is None:
            continue
        if limit := spelled(instead + said[match.end() if match else 0 :]):
            return Terms(limits=tuple(limit.split(", ")))
    verb = _VERB.match(said)
    terms = terms_of(said[verb.end() :], head=head, things=things) if verb is not None else None
    return terms if terms is not None and not (terms.name or terms.rest or terms.same) else None
