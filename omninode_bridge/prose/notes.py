"""What a person is told of sentences that are realised by patterns, and of those that are not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.prose import codes
from omninode_bridge.prose.catalogue import pattern_named
from omninode_bridge.prose.expansion import rendered_question, uses
from omninode_bridge.prose.matching import Match, Matching
from omninode_bridge.prose.slots import Name, Origin
from omninode_bridge.prose.statements.following import FOLLOWS
from omninode_bridge.requirements.document import Document, Requirement

_MOST_SHOWN: Final = 2


def made_unique(source: Document, document: Document) -> Iterator[Diagnostic]:
    for entity in source.entities:
        now = document.entity(entity.name)
        fields = {one.name: one.constraints for one in now.fields} if now else {}
        for one in entity.fields:
            limits = fields.get(one.name, one.constraints)
            was = one.constraints.unique or one.constraints.primary_key
            if not was and (limits.unique or limits.primary_key):
                message = f"{entity.name}.{one.name} becomes unique: one is found by it"
                yield codes.MADE_UNIQUE.at(one.place, message)


def told_of(
    requirement: Requirement, one: Match, fields_of: Mapping[str, Sequence[Name]]
) -> Iterator[Diagnostic]:
    """What is said and not done, and values that nobody said and that change what is made."""
    for each in one.left:
        message = f"{requirement.id}: {one.pattern.name} does nothing for `{each}`"
        yield codes.NOT_DONE.at(requirement.place, message)
    for filled in one.filled:
        if filled.origin in _NOT_SAID and uses(one, filled.slot, fields_of):
            code, why = _NOT_SAID[filled.origin]
            question = rendered_question(one.pattern, filled.slot, one)
            message = (
                f"{requirement.id}: {one.pattern.name} takes {filled.slot} = "
                f"{filled.shown or 'none'}, {why}{filled.chosen_by}"
            )
            yield code.at(requirement.place, message, fix=question)


_NOT_SAID: Final = {
    Origin.DEFAULT: (codes.DEFAULT_USED, "its default"),
    Origin.EVIDENCE: (codes.CHOICE_USED, "as it is in the similar node "),
}


def notes_of(requirement: Requirement, matching: Matching) -> Iterator[Diagnostic]:
    if matching.tied:
        message = f"{requirement.id} fits {_listed(matching.tied)} equally well"
        yield codes.TIED.at(requirement.place, message, fix=_such_as(matching.tied))
    elif matching.partly:
        message = f"{requirement.id}: only a part fits {_listed(matching.partly)}"
        if matching.strange:
            words = ", ".join(f"`{word}`" for word in matching.strange)
            message += f", which does not know what to do with {words}"
        yield codes.PARTLY.at(requirement.place, message, fix=_such_as(matching.partly))
    elif matching.missing:
        message = f"{requirement.id} nearly fits {_listed(matching.missing)}"
        yield codes.SLOT_MISSING.at(requirement.place, message, fix=_such_as(matching.missing))


def left_out(
    requirements: Iterable[Requirement],
    reasons: Mapping[str, str],
    shown: Mapping[str, Sequence[str]],
    notes: Iterable[Diagnostic],
) -> tuple[Diagnostic, ...]:
    """Why a statement was left out, unless another reader took the sentence or says why not."""
    told = {note.place for note in notes if note.code in codes.UNREAD}
    return tuple(
        codes.LEFT_OUT.at(one.place, f"{one.id}: {_why(reasons[one.id])}")
        for one in requirements
        if one.id in reasons and one.id not in shown and one.place not in told
    )


def _why(reason: str) -> str:
    return f"it {reason}" if reason.startswith(FOLLOWS) else f"not understood is {reason}"


def marked(
    requirements: Iterable[Requirement],
    shown: Mapping[str, Sequence[str]],
    notes: Iterable[Diagnostic],
) -> tuple[Requirement, ...]:
    """With what realises each of them, or else with what is known of why nothing does."""
    left = {note.place: note.message for note in notes if note.code in codes.UNREAD}
    return tuple(
        replace(one, pattern="; ".join(shown[one.id]))
        if one.id in shown
        else replace(one, pattern="", unread=left.get(one.place, "").removeprefix(f"{one.id}: "))
        for one in requirements
    )


def _listed(names: Sequence[str]) -> str:
    return " and ".join(names)


def _such_as(names: Sequence[str]) -> str:
    """Sentences that say enough."""
    shown = (f'"{pattern_named(name).matches[0]}"' for name in names[:_MOST_SHOWN])
    return f"write it as in {' or '.join(shown)}"
