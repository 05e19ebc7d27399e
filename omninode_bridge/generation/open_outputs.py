"""Which sentence of the document speaks of an output that nothing assigns."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation.codes import UNREAD_RULE
from omninode_bridge.requirements.document import Document, Field, Requirement, RequirementClass
from omninode_bridge.requirements.naming import words
from omninode_bridge.requirements.notebook import shown
from omninode_bridge.rules.codes import UNASSIGNED

_WAITS: Final = "it follows from line "
_READ: Final = frozenset({RequirementClass.FUNCTIONAL, RequirementClass.CONSTRAINT})


def with_sentences(document: Document, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Findings about outputs name the sentence that would define them, if there is one."""
    outputs = {field.place: field for field in document.outputs or ()}
    for one in found:
        field = outputs.get(one.place) if one.code == UNASSIGNED.code else None
        said = None if field is None else _defining(field, document)
        if field is None:
            yield one
            continue
        if said is None:
            yield replace(one, fix=_wanted(field.name)) if document.requirements else one
            continue
        message = (
            f'{one.message} {said.id} speaks of it and is not understood: "{shown(said.text)}"'
        )
        if said.unread.startswith(_WAITS):
            line = said.unread.removeprefix(_WAITS).partition(":")[0]
            message = f"{one.message} {said.id} says what it is; it waits for line {line}."
            yield replace(one, message=message, fix=f"mend line {line} first")
            continue
        fix = f"say it in other words, or write the rule `{said.id}: {field.name} = ...`"
        yield replace(one, message=message, fix=fix)


def unread_rules(document: Document) -> Iterator[Diagnostic]:
    """Sentences that bear on declared outputs, unless a rule has come for them since."""
    ruled = {rule.requirement_id for rule in document.rules}
    done = {one.place for one in document.requirements if one.id in ruled}
    # One error where the cause stands: what waits for that sentence says so in a note.
    done |= {one.place for one in document.requirements if one.unread.startswith(_WAITS)}
    for one in document.unread:
        if one.place not in done:
            message = f'"{shown(one.text)}" bears on what is answered, and is not understood.'
            yield UNREAD_RULE.at(one.place, message)


def _wanted(name: str) -> str:
    spoken = name.replace("_", " ")
    return f'write a sentence such as "The {spoken} is ...", or the rule `{name} = ...`'


def _defining(field: Field, document: Document) -> Requirement | None:
    """The sentence that is not understood and begins with the output's name, or has it at all."""
    realised = {one for rule in document.rules for one in (rule.requirement_id, *rule.also)}
    name = _stems(field.name)
    found = [
        (at, one)
        for one in document.requirements
        if one.classification in _READ and not one.pattern and one.id not in realised
        if (at := _at(name, _stems(one.text))) is not None
    ]
    return min(found, key=lambda each: each[0])[1] if found else None


def _at(name: list[str], text: list[str]) -> int | None:
    """Where the last of all the words of the name first stands."""
    return max(map(text.index, name)) if name and {*name} <= {*text} else None


def _stems(text: str) -> list[str]:
    return [word.removesuffix("s") for word in words(text)]
