"""Several things that one clause says are done: `the brakes and the lights are tested`."""

import re
from typing import Final

from omninode_bridge.prose.narration.plain_words import identifier
from omninode_bridge.prose.narration.step_phrases import (
    ONE_WORD,
    Action,
    action_of,
    going_of,
    noun_of,
)

_AND: Final = re.compile(r" ?, and | ?, | and (?:also )?| as well as ")
_BOTH: Final = re.compile(r"^(?:both|not only|either) ")
_MOST: Final = 12


def listed_actions(
    text: str, subject: tuple[str, ...] = (), *, is_past: bool = False
) -> tuple[Action, ...]:
    """Empty where a part of the text is no action and no noun that shares one.

    `is_past` where the past tense says the same: `after the head approved the plan`.
    """
    single = action_of(text, subject, is_past=is_past) or going_of(text)
    if single is not None:
        return (single,)
    parts = _AND.split(_BOTH.sub("", text.strip(" ,")))
    listed = _List(subject, is_past=is_past)
    return listed.read(parts) if 1 < len(parts) <= _MOST else ()


class _List:
    """Nouns that wait are shared by the next passive verb, or by the active one before."""

    def __init__(self, subject: tuple[str, ...], *, is_past: bool) -> None:
        self.subject = subject
        self.is_past = is_past
        self.found: list[Action] = []
        self.waiting: list[tuple[str, ...]] = []
        self.is_active = False

    def read(self, parts: list[str]) -> tuple[Action, ...]:
        for part in parts:
            if not self._take(part):
                return ()
        return tuple(self.found) if self._shared() else ()

    def _take(self, part: str) -> bool:
        before = self.found[-1].noun if self.found else self.subject
        action = action_of(part, before, is_past=self.is_past)
        if action is None and (before or self.waiting):
            action = action_of(f"it is {part}", before or self.waiting[-1])
        if action is None and not self.is_active:
            action = going_of(part)
        if action is None:
            noun = noun_of(part, ())
            self.waiting += [noun] if _is_thing(noun) else []
            return _is_thing(noun)
        if " is " in f" {part} ":
            same = [Action(action.verb, noun, action.doer) for noun in self.waiting]
            self.found += same
            self.waiting = []
        elif not self._shared() and not action.doer:
            return False
        self.found.append(action)
        self.waiting = []
        # A bare name shares its verb with nothing: `bake_base and whip cream` are no two to bake.
        self.is_active = " is " not in f" {part} " and not re.fullmatch(ONE_WORD, part)
        return True

    def _shared(self) -> bool:
        """Whether what waits is done by the verb before it."""
        if not self.waiting:
            return True
        if not self.found or not self.is_active or self.found[-1].rest:
            return False
        last = self.found[-1]
        self.found += [Action(last.verb, noun, last.doer) for noun in self.waiting]
        self.waiting = []
        return True


def _is_thing(noun: tuple[str, ...]) -> bool:
    longest = 3
    return 0 < len(noun) <= longest and bool(identifier(" ".join(noun)))
