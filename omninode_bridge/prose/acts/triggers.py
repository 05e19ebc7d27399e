"""What is to be done when something happens: `When a manager asks for it, remove the fridge.`"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.acts.act import Act, Tail, Thing, Words
from omninode_bridge.prose.acts.frame import PARTICLES, Frame, frames_of
from omninode_bridge.prose.acts.limits import number_of
from omninode_bridge.prose.acts.making import act_of
from omninode_bridge.prose.acts.model import Model, articles_end
from omninode_bridge.prose.acts.verbs import PLAIN, classes_of
from omninode_bridge.requirements.document import Entity

_EVENTS: Final = frozenset({"when", "whenever", "once", "upon", "as soon as"})
_LIMITS: Final = frozenset(
    {"above", "below", "over", "under", "than", "most", "least", "before", "after", "within", "not"}
    | {"never", "no", "only", "already", "twice", "again", "between", "until", "without", "too"}
)
_PAIR: Final = len(("the", "clerk", "and", "the", "nurse"))
_NOBODY: Final = frozenset(
    {
        *("who", "that", "which", "with", "without", "if", "only", "no", "not", "never", ","),
        *("nobody", "none", "neither", "cannot", "may", "shall", "is", "to", "except"),
        *("after", "before", "until", "when", "whenever", "once", "unless", "while", "since"),
        *("within", "during"),
    }
)


class Triggers:
    """`of_frame` and `acts` read what stands behind the event."""

    def __init__(
        self,
        model: Model,
        of_frame: Callable[[Frame], tuple[Act, ...]],
        acts: Callable[[str, Thing, Words], tuple[Act, ...]],
    ) -> None:
        self._model = model
        self._of_frame = of_frame
        self._acts = acts

    def acts_of(self, frame: Frame) -> tuple[Act, ...]:
        """`When a reader returns a book, its state is set to here`: the event is what is asked."""
        if frame.opener not in _EVENTS or len(frame.verbs) != 1:
            return ()
        for event in frames_of(" ".join(frame.condition)):
            is_plain = not (event.never or event.only or event.opener) and len(event.verbs) == 1
            if not is_plain or event.passive or not is_somebody(event.subject):
                continue
            found = (
                self._stored_by(event, frame)
                or self._changed_by(event, frame)
                or self._done_to_it(event, frame)
                or self._on_request(event, frame)
            )
            if found:
                return found
        return self._changed_its(frame)

    def _on_request(self, event: Frame, frame: Frame) -> tuple[Act, ...]:
        """`When a manager asks for it, the system removes a fridge by its serial.`"""
        is_known = any(
            self._model.knows(one, word) for one in self._model.entities for word in event.rest
        )
        is_plain = not ({*event.rest} & _LIMITS or is_known or any(map(_has_digit, event.rest)))
        if not is_plain or frame.subject or frame.passive or "is" in frame.condition:
            return ()
        return self._of_frame(frame)

    def _changed_its(self, frame: Frame) -> tuple[Act, ...]:
        """`When a hive is carried elsewhere, the keeper changes its place.`"""
        words = frame.subject if frame.passive else frame.rest
        about, _ = self._subject_of(frame.condition)
        is_plain = about is not None and not ({*frame.condition} & _LIMITS)
        if about is None or not is_plain or words[:1] != ("its",) or frame.verbs[0] not in PLAIN:
            return ()
        values = (self._model.value_at(about, frame.condition, at)[0] for at in range(40))
        names, end = self._model.fields_at(about, words, 1)
        if any(values) or not names or end != len(words) or (frame.passive and frame.rest):
            return ()
        return self._acts(frame.verbs[0], Thing(about, names), ())

    def _subject_of(self, words: Words) -> tuple[Entity | None, int]:
        return self._model.entity_at(words, articles_end(words, 0))

    def _changed_by(self, event: Frame, frame: Frame) -> tuple[Act, ...]:
        thing, end = self._model.thing_at(event.rest, 0)
        if thing is None or end != len(event.rest) or frame.verbs[0] not in PLAIN:
            return ()
        words = frame.subject if frame.passive else frame.rest
        start = articles_end(words, 0)
        name, stop = self._model.field_at(thing.entity, words, start)
        own, after = self._model.entity_at(words, articles_end(words, stop + 1))
        stop = after if words[stop : stop + 1] == ("of",) and own is thing.entity else stop
        rest = (*words[stop:], *frame.rest) if frame.passive else words[stop:]
        is_own = not thing.fields or thing.fields == (name,)
        if not name or not is_own or rest[:1] not in {("to",), ("as",)}:
            return ()
        thing = replace(thing, fields=())
        value, last = self._model.value_in(thing.entity, name, rest, 1)
        if value is None or last != len(rest):
            return ()
        made = act_of("update", event.verbs[0], thing, Tail(sets=(value,)))
        return () if made is None else (made,)

    def _done_to_it(self, event: Frame, frame: Frame) -> tuple[Act, ...]:
        """`When the guest brings the key back, the porter checks it in.`"""
        thing, end = self._model.thing_at(event.rest, 0)
        is_whole = thing is not None and not {*event.rest[end:]} - PARTICLES and not thing.fields
        rest, verb = frame.rest, frame.verbs[0]
        if thing is None or not is_whole or frame.passive or rest[:1] != ("it",) or verb in PLAIN:
            return ()
        is_phrasal = rest[1:2] and rest[1] in PARTICLES
        if not is_somebody(frame.subject) or thing.value is not None:
            return ()
        if is_phrasal:
            return self._acts(f"{verb} {rest[1]}", thing, rest[2:])
        return self._acts(verb, thing, rest[1:])

    def _stored_by(self, event: Frame, frame: Frame) -> tuple[Act, ...]:
        """`When a clerk submits a title and a price, the system stores a book.`"""
        words = frame.subject if frame.passive else frame.rest
        thing, end = self._model.thing_at(words, 0)
        rest = frame.rest if frame.passive else words[end:]
        if thing is None or rest or "create" not in classes_of(frame.verbs[0]):
            return ()
        names, stop = self._model.fields_at(thing.entity, event.rest, 0)
        if not names or stop != len(event.rest):
            return ()
        made = act_of("create", frame.verbs[0], thing, Tail(given=names))
        return () if made is None else (made,)


def is_somebody(words: Words) -> bool:
    """Whoever asks is told in few words; more would be a condition on them, or a denial."""
    if any(number_of(word) or _has_digit(word) for word in words):
        return False
    return not {*words} & _NOBODY and ("and" not in words or len(words) <= _PAIR)


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)
