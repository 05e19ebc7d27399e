"""Operations on what nothing can create, because the sentence that asks for that is not read."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from omninode_bridge.prose.acts.frame import Frame, frames_of
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.verbs import classes_of
from omninode_bridge.prose.narration.plain_words import asked
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.requirements.document import Document, Operation, Requirement

_CREATING: Final = frozenset({"create", "upsert"})


def without_beginning(
    made: Document, operations: Sequence[Operation], lines: Sequence[Line], bound: Collection[str]
) -> Iterator[tuple[str, Requirement]]:
    """Names of `operations` that would never find a row, each with the sentence that is missing.

    Where no sentence asks for creating it, the rows come from elsewhere.
    """
    begun = {one.entity for one in made.operations if _CREATING & {*one.kinds}}
    left = [one for one in operations if one.entity and one.entity not in begun]
    asking = [one for one in lines if one.is_asked and one.id not in bound] if left else []
    model = Model(made.entities)
    for line in asking:
        created = {*_created(model, asked(line.text))}
        yield from ((one.name, line.requirement) for one in left if one.entity in created)


def _created(model: Model, said: str) -> Iterator[str]:
    """Entities of which the sentence asks to create one."""
    for frame in frames_of(said):
        is_wish = not (frame.never or frame.only)
        if is_wish and any("create" in classes_of(verb) for verb in frame.verbs):
            yield from _things(model, frame)


def _things(model: Model, frame: Frame) -> Iterator[str]:
    words = frame.subject if frame.passive else frame.rest
    thing, _ = model.thing_at(words, 0)
    if thing is not None and not thing.is_many and not thing.fields:
        yield thing.entity.name
