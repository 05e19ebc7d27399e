"""Which event is meant, however it is mentioned: `such a fill`, `meter events`, `both`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, is_known, plain_forms
from omninode_bridge.prose.lives.clause import Clause, Part, Says
from omninode_bridge.prose.narration.plain_words import ARTICLE, identifier
from omninode_bridge.prose.step_names import alike

_SAID_AGAIN: Final = re.compile(
    rf"^(?:{ARTICLE} |such an? |such )?(?:(?:further|other|more|next|last|first|second|third|"
    rf"fourth|"
    r"fifth|additional|later|new|single|successful) )*"
)
_SAME: Final = frozenset(
    {"", "it", "that", "this", "event", "attempt", "one", "try", "time", "they"}
)
_ALIKE: Final = 5
_SEVERAL: Final = 2


@dataclass(slots=True)
class EventNames:
    """`known` in the order in which they are told; `current` is the one told last."""

    known: dict[str, None] = field(default_factory=dict)
    done_to: dict[str, set[str]] = field(default_factory=dict)
    recent: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, told: Iterable[tuple[Part, ...]], named: Iterable[str]) -> "EventNames":
        """Verbs first: a noun may stand for one of them."""
        names = cls({identifier(one.replace("-", " ")): None for one in named})
        deeds = [one.clause for parts in told for one in parts if one.clause.says is Says.DEED]
        for one in deeds:
            if not is_nominal(one) and one.field:
                names.done_to.setdefault(one.event, set()).add(lexicon().singular(one.field))
        for one in deeds:
            if not is_nominal(one):
                names.known.setdefault(names.called(one))
        for one in deeds:
            if is_nominal(one) and not names.meant(one.event):
                names.known.setdefault(_verb(one.event))
        return names

    def called(self, one: Clause) -> str:
        """`enter_code`, where something else is entered, too."""
        is_one = is_nominal(one) or not one.field or len(self.done_to.get(one.event, ())) < _SEVERAL
        return one.event if is_one else f"{one.event}_{lexicon().singular(one.field)}"

    @property
    def current(self) -> str:
        return self.recent[-1] if self.recent else ""

    def mention(self, event: str) -> None:
        if event in self.recent:
            self.recent.remove(event)
        self.recent.append(event)

    def meant(self, words: str, current: str = "") -> list[str]:
        """The events; none where it names none. `current` is the one spoken of before."""
        plain = re.sub(r" events?$", "", _SAID_AGAIN.sub("", words.replace("_", " ").strip()))
        if plain in _SAME:
            last = current or self.current
            return [last] if last else []
        if plain in {"both", "both of them"}:
            return self.recent[-2:]
        parts = re.split(r" or (?:an? |the )?| and (?:an? |the )?", plain)
        found = [self._one(part) for part in parts]
        return [one for one in found if one] if all(found) else []

    def _one(self, words: str) -> str:
        name = identifier(words)
        if name in self.known:
            return name
        for way in self._ways(words):
            for event in self.known:
                if way in {event, event.split("_", maxsplit=1)[0]} or event.endswith(f"_{way}"):
                    return event
        longer = [one for one in self.known if alike(words, one) and len(one) >= _ALIKE]
        return longer[0] if len(longer) == 1 else ""

    @staticmethod
    def _ways(words: str) -> Iterator[str]:
        first = lexicon().singular(words.split(maxsplit=1)[0]) if words else ""
        gerund = base_of(first) if first.endswith("ing") else ""
        singular = identifier(lexicon().singular(words.rsplit(maxsplit=1)[-1])) if words else ""
        yield from (way for way in (gerund, lexicon().nominals.get(words, "")) if way)
        if " " not in words and words:
            yield from (way for way in (singular, base_of(words)) if way)
            yield from sorted(plain_forms(words), key=len, reverse=True)
        elif "-" in words or " " in words:
            yield identifier(lexicon().singular(words))


def is_nominal(one: Clause) -> bool:
    return one.field == "noun"


def _verb(noun: str) -> str:
    """`repair` and `check-out` are called as they are, `inspection` after its verb."""
    base = base_of(noun) if noun.endswith("ing") else noun
    stem = re.sub(r"(?:ion|al|ment)$", "", noun)
    for one in (base, stem, f"{stem}e"):
        if one != noun and is_known(one):
            return one
    return base or noun
