"""Sentences that bear on what is computed, and of which nothing is read."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import patterns_of
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.statements.said import asked_or_said
from omninode_bridge.prose.technical import is_note_of_change
from omninode_bridge.requirements.document import (
    Document,
    Requirement,
    RequirementClass,
    RuleText,
)
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.structures import Snippet

_READ: Final = frozenset({RequirementClass.FUNCTIONAL, RequirementClass.CONSTRAINT})
_STRONG: Final = re.compile(
    r"\d|%|\b(?:half|halved|halves|double[ds]?|twice|thrice|tripled?|quarters?|thirds?|percent|"
    r"discount\w*|surcharge\w*|rebate\w*|charge[ds]?|costs?|pays?|paid|waived|rounded|"
    r"reject\w*|refus\w*|den(?:y|ies|ied)|turned? (?:down|away)|declin\w+|not (?:be )?(?:allowed|"
    r"accepted|valid|possible|permitted|processed|eligible)|invalid|forbidden)\b",
    re.IGNORECASE,
)
_WEAK: Final = re.compile(
    r"\b(?:plus|minus|times|multipl\w+|divided?|divides|summed|totalled|averaged|"
    r"reduced|lowered|raised|increased|decreased|added|adds|subtract\w*|deduct\w*|per|free|"
    r"nothing|capped|limited|at most|at least|(?:more|less|fewer) than|exceed\w*|maximum|minimum|"
    r"equals?|never|no longer|only|except\w*|exclud\w+|ignor\w+|warn\w*|mark(?:ed|s)?|"
    r"flag(?:ged|s)?|counts? as|considered|if|unless|otherwise|depending|in case|as long as|"
    r"provided)\b",
    re.IGNORECASE,
)
"""These bear on a value only beside a name of the document."""

_COUNTS: Final = frozenset(WRITTEN) - {"one", "once", "a", "an"}
_CONDITION: Final = re.compile(
    r"\b(?:if|when|whenever|unless|where|while|as long as|provided|in case|depending on|for)\b"
    r"[^,;:]*(?:[,;:]|$)",
    re.IGNORECASE,
)
_MEMBERS: Final = re.compile(r"(?<=[(,])\s*([^,()\[\]]+)(?=[,)])")
_QUOTED: Final = re.compile(r"\"[^\"]*\"")
_TARGET: Final = re.compile(
    r"(?:for each \w+ in (?P<over>\w+): )?(?:if .*?: )?(?:\w+\.)?(?P<name>\w+) = "
)
_NAMES: Final = re.compile(r"[a-z_][a-z0-9_]*")
_DEFINES: Final = (
    r"\s+(?:is|are|shall|must|will|should|equals?|amounts?|comes?|consists?|depends?)\b"
)


def unread_rules(document: Document, realised: Collection[str]) -> tuple[Requirement, ...]:
    """Those that none of the readers took, and that give, change or refuse a value."""
    named = _names_of(document)
    return tuple(
        one
        for one in asked_or_said(document)
        if one.id not in realised
        and one.classification in _READ
        # The title of a change counts files and tickets, and no value.
        and not is_note_of_change(one.text)
        and _bears(one.text, named)
    )


def _bears(text: str, named: Collection[frozenset[str]]) -> bool:
    if _STRONG.search(text) or not _COUNTS.isdisjoint(text.lower().split()):
        return True
    said = _stems(text)
    return bool(_WEAK.search(text)) and any(one <= said for one in named)


def _names_of(document: Document) -> Collection[frozenset[str]]:
    """The words of each thing, field and value that the document declares."""
    fields = [*(document.inputs or ()), *(document.outputs or ())]
    fields += (field for entity in document.entities for field in entity.fields)
    kinds = (str(field.type) for field in fields)
    values = (value for kind in kinds for value in _MEMBERS.findall(kind))
    names = (*(one.name for one in document.entities), *(one.name for one in fields), *values)
    return frozenset(stems for one in names if (stems := _stems(one)))


def meant(one: Requirement, names: Sequence[str]) -> frozenset[str]:
    """Which of the outputs it gives another value: all where none of them is named."""
    main = _CONDITION.sub(" ", one.text)
    for name in sorted(names, key=len, reverse=True):
        spoken = name.replace("_", "[ _-]")
        if re.match(rf"\W*(?:the |an? )?{spoken}{_DEFINES}", main, re.IGNORECASE):
            return frozenset({name})
    said = _stems(main)
    named = frozenset(name for name in names if _stems(name) <= said)
    return named or frozenset(names)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in words(text))


def with_unread_rules(source: Document, told: Document, realised: Collection[str]) -> Document:
    """`told` without the values that a sentence of which nothing is read may change.

    An output that the document declares, in whatever form, is promised, so that nothing is answered
    where it would be missing or wrong; a value that only sentences about it name is left out.
    """
    unread = unread_rules(source, realised) if told.rules and not source.rules else ()
    if not unread:
        return told
    reads = _reads(told.rules)
    names = tuple(dict.fromkeys((*(one.name for one in told.outputs or ()), *reads)))
    own = _own(told, names, reads)
    because: dict[str, Requirement] = {}
    for one in unread:
        for name in _made_of(_changed(one, names, own), reads):
            because.setdefault(name, one)
    answered = [one for one in told.outputs or () if one.name not in because]
    promised = {one.name for one in source.outputs or ()}
    assigned = {*reads, *own} - {*because}
    if promised & {*because} or not assigned & {one.name for one in answered}:
        return replace(told, unread=tuple(Snippet(one.text, one.place) for one in unread))
    return _without(told, because)


def _own(
    told: Document, names: Collection[str], reads: Mapping[str, Collection[str]]
) -> Mapping[str, frozenset[str]]:
    """The values that patterns of the catalogue define wholly, and of what each is made."""
    stated = {one.name for kind in NodeType for one in patterns_of(kind) if one.states}
    by = {one.id: re.findall(r"\bpattern (\w+)", one.pattern) for one in told.requirements}
    owners = {rule.requirement_id for rule in told.rules}
    if any(owner is None or not by.get(owner) or {*by[owner]} & stated for owner in owners):
        return {}
    given = {one.name for one in told.inputs or ()}
    return {name: frozenset({*reads.get(name, {name})} & given or {name}) for name in names}


def _changed(
    one: Requirement, names: Sequence[str], own: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """What a pattern makes of texts or records changes where the sentence speaks of them."""
    found = meant(one, names)
    said = _stems(one.text)
    return frozenset(
        name
        for name in found
        if name not in own or any(_stems(each) <= said for each in {name, *own[name]})
    )


def _reads(rules: Sequence[RuleText]) -> dict[str, set[str]]:
    """The names that each value, or each field of a list, is made of."""
    found: dict[str, set[str]] = {}
    for rule in rules:
        plain = _QUOTED.sub("", rule.text)
        if (target := _TARGET.match(plain)) is not None:
            own = found.setdefault(target["over"] or target["name"], set())
            own |= set(_NAMES.findall(plain))
    return found


def _made_of(first: Collection[str], reads: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The names, and all that are made of them."""
    found = set(first)
    while more := {name for name, own in reads.items() if name not in found and found & {*own}}:
        found |= more
    return frozenset(found)


def _without(told: Document, because: Mapping[str, Requirement]) -> Document:
    rules = tuple(one for one in told.rules if not _reads((one,)).keys() & because.keys())
    left = {one.requirement_id for one in told.rules} - {one.requirement_id for one in rules}
    shown = "; ".join(dict.fromkeys(f'"{one.text}"' for one in because.values()))
    reason = f"its value is not answered, because this bears on it and is not understood: {shown}"
    requirements = tuple(
        replace(one, pattern="", unread=reason) if one.id in left else one
        for one in told.requirements
    )
    outputs = tuple(one for one in told.outputs or () if one.name not in because)
    return replace(told, rules=rules, outputs=outputs, requirements=requirements)
