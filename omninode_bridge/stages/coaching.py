"""Which sentences of a document are understood in other words, and in which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from omninode_bridge.diagnostics import Diagnostic, Place, has_errors
from omninode_bridge.generation import codes as generation
from omninode_bridge.generation.generate import check_generation
from omninode_bridge.generation.package import Binding
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose import codes
from omninode_bridge.prose.rewording.proposing import DATA, LACKING, WORDS
from omninode_bridge.prose.rewording.trying import Trial, keys_of
from omninode_bridge.prose.rewording.wording import Rewording
from omninode_bridge.prose.stated import has_structure
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.detection.detect import Basis, Detection
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd
from omninode_bridge.stages.guessed_type import MISSING

LONGEST: Final = 10_000
"""Characters of a document that is read again so often."""

FEWEST: Final = 3
"""So many sentences at least must be understood as a type that nobody stated."""

_GUESSED: Final = frozenset({Basis.WORDS, Basis.SENTENCES})
_AS_IT_IS: Final = "Leave it as it is: with the other wordings it is understood."
_ALSO_SAID: Final = codes.UNREAD | {codes.SEEMS.code}


@dataclass(frozen=True, slots=True)
class Coaching:
    """With `rewordings`, `bound` of `asked` sentences are understood as a node of the type.

    `added` are lines that the document lacks; `kept` are the places of those that are understood
    then as they are written. `as_written` are understood without any of it, `made` of `bound` are
    wordings for sentences that ask for nothing as they are written.
    """

    node_type: NodeType
    rewordings: tuple[Rewording, ...] = ()
    added: tuple[str, ...] = ()
    kept: frozenset[Place] = frozenset()
    bound: int = 0
    asked: int = 0
    as_written: int = 0
    made: int = 0

    def at(self, place: Place) -> str:
        """What to write in place of the sentence there; empty where nothing is known."""
        found = next((one for one in self.rewordings if one.spoken.place == place), None)
        if found is None:
            return _AS_IT_IS if place in self.kept else ""
        is_same = keys_of(found.instead) == keys_of(found.spoken.text)
        return _AS_IT_IS if is_same else f'Write instead: "{found.instead}"'


def coaching_of(
    document: Document, detection: Detection, found: Sequence[Diagnostic]
) -> Coaching | None:
    """None where all is understood, or where tables say what is wanted."""
    is_left = has_errors(list(found)) or any(one.code == generation.UNBOUND.code for one in found)
    source = document.text.replace("\r\n", "\n").replace("\r", "\n")
    is_told = not has_structure(document, detection.node_type)
    if not is_left or not is_told or len(source) > LONGEST:
        return None
    others = [each for each in NodeType if each is not detection.node_type]
    kinds = (detection.node_type, *(others if detection.basis in _GUESSED else ()))
    own = _coached(source, kinds[0])
    # What is understood as it is written says of what type it is.
    more = [] if own.as_written else [_coached(source, kind) for kind in kinds[1:]]
    # A type that nobody stated must explain at least half of what is asked.
    more = [one for one in more if one.bound - one.made >= max(FEWEST, one.asked / 2)]
    best = max((own, *more), key=_worth)
    return best if best.rewordings and best.bound else None


def _worth(one: Coaching) -> tuple[int, int]:
    return one.bound - one.made, len(one.rewordings)


@lru_cache(maxsize=8)
def _coached(source: str, node_type: NodeType) -> Coaching:
    trial = Trial(source, node_type)
    for propose in DATA[node_type]:
        trial.declare(propose)
    for adding in LACKING[node_type]:
        trial.add(adding)
    for propose in WORDS[node_type]:
        trial.reword(propose)
    before, after = trial.as_written, trial.settle()
    asked = [one for one in after.spoken if one.is_asked]
    left = _left(trial.text(), node_type)
    kept = (one for one in before.spoken if one.is_asked and not one.is_bound)
    return Coaching(
        node_type,
        tuple(trial.taken),
        tuple(trial.added),
        frozenset(one.place for one in kept if after.takes(one.text)),
        sum(one.is_bound and one.place not in left for one in asked),
        len(asked),
        sum(one.is_bound and one.is_asked for one in before.spoken),
        sum(not one.spoken.is_asked and after.takes(one.instead) for one in trial.taken),
    )


def _left(text: str, node_type: NodeType) -> frozenset[Place]:
    """What a generation would not realise of the text, whatever was understood of it."""
    reading = read_prd(text)
    document = understand(reading.document, node_type).document
    is_readable = not has_errors(list(reading.diagnostics))
    found = check_generation(document, node_type, readable=is_readable)
    return frozenset(one.place for one in found if one.code == generation.UNBOUND.code)


def with_coaching(
    source: str,
    found: Sequence[Diagnostic],
    coaching: Coaching | None,
    detection: Detection,
) -> tuple[Diagnostic, ...]:
    """The findings, each that a rewording mends with that; and what all of them do together."""
    if coaching is None:
        return tuple(found)
    kept = tuple(_mended(found, coaching, detection))
    told = {one.place for one in kept if one.code == generation.UNBOUND.code}
    reasons = {one.place: one.message for one in reversed(found) if one.code in _ALSO_SAID}
    places = {*(one.spoken.place for one in coaching.rewordings), *coaching.kept}
    added = (
        codes.REWORDED.at(
            place,
            reasons.get(place, "not understood as it is written"),
            fix=coaching.at(place),
        )
        for place in sorted(places - told)
    )
    end = Place(1 + source.rstrip().count("\n"))
    lines = (
        codes.REWORDED.at(end, "the document does not say it", fix=f'Add the line: "{one}"')
        for one in coaching.added
    )
    return (*kept, *added, *lines, _sum(coaching, detection))


def questioned(bindings: Sequence[Binding], coaching: Coaching | None) -> tuple[Binding, ...]:
    """What is not understood, with the wording that is."""
    if coaching is None:
        return tuple(bindings)
    return tuple(
        replace(one, reason=one.reason.partition("; it seems")[0], question=instead)
        if not one.how and (instead := coaching.at(one.place))
        else one
        for one in bindings
    )


def _mended(
    found: Sequence[Diagnostic], coaching: Coaching, detection: Detection
) -> Iterator[Diagnostic]:
    is_other = coaching.node_type is not detection.node_type
    for one in found:
        instead = coaching.at(one.place)
        if is_other and one.code in MISSING:
            yield replace(one, fix=f"{_stated(coaching)} Or {one.fix}")
            continue
        if instead and one.code == generation.UNBOUND.code:
            yield replace(one, message=one.message.partition("; it seems")[0], fix=instead)
        elif not instead or one.code not in _ALSO_SAID:
            yield one


def _sum(coaching: Coaching, detection: Detection) -> Diagnostic:
    count = len(coaching.rewordings)
    wordings = "this wording" if count == 1 else f"these {count} wordings"
    message = (
        f"With {wordings}, {coaching.bound} of {coaching.asked} sentences that ask for something "
        f"are understood, as {coaching.node_type} node"
    )
    fix = "Put each in place of the sentence that it is told of."
    if detection.basis in _GUESSED:
        fix += f" {_stated(coaching)}"
    return codes.COACHED.at(Place(1), message, fix=fix)


def _stated(coaching: Coaching) -> str:
    """What states a type that was only guessed."""
    return f"Begin the document with the lines `---`, `type: {coaching.node_type.value}`, `---`."


def hint_of(coaching: Coaching, detection: Detection) -> str:
    """What to do, for who sees no findings."""
    count = len(coaching.rewordings)
    sentences = "one of the sentences" if count == 1 else f"{count} of the sentences"
    told = f"Reword {sentences}: `omninode check` tells wordings that are understood."
    is_other = coaching.node_type is not detection.node_type
    return f"{_stated(coaching)} {told}" if is_other else told
