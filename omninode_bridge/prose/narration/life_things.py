"""Who and what a clause is about: the thing in its states, other things, and what is done."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.narration.life_vocabulary import Vocabulary
from omninode_bridge.prose.narration.plain_words import ARTICLE, identifier, without_article
from omninode_bridge.prose.narration.story import UntoldError

PREPOSITIONS: Final = frozenset(
    {
        *("of", "for", "to", "with", "in", "on", "at", "from", "by", "about", "into", "within"),
        *("without", "during", "under", "over", "per", "than", "as", "through", "and", "or"),
        *("is", "shall", "may", "never", "not", "no", "nothing", "nobody", "only", "except", "but"),
        *("that", "which", "who", "when", "if", "while", "until", "unless", "only", "always"),
    }
)
_BEHIND: Final = r"(?=(?:in|on|under|at|out|off|for|up|awaiting|waiting) )"


@dataclass(frozen=True)
class ThingReader:
    """`remembered` are names of values, `carried` maps what an event carries to the event."""

    vocabulary: Vocabulary
    remembered: frozenset[str] = frozenset()
    carried: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _thing(self) -> tuple[re.Pattern[str], ...]:
        words, things = self.vocabulary, self.vocabulary.things
        listed = words.list_pattern
        return (
            re.compile(r"(?:it|they)"),
            re.compile(rf"(?:{ARTICLE} )?(?:(?P<states>{listed}) )?{things}"),
            re.compile(
                rf"(?:{ARTICLE} )?{things} (?:(?:that|which) is |in (?:the )?(?:state |status )?)"
                rf"(?:either )?(?P<states>{listed})(?: state)?"
            ),
            re.compile(rf"(?:{ARTICLE} )?(?:new )?{things}"),
            re.compile(rf"(?:{ARTICLE} )?{things} (?P<states>{_BEHIND}{listed})"),
        )

    def about(self, noun: str) -> tuple[str, ...] | None:
        """The states in which the thing is said to be; None where it is not about the thing."""
        if (plain := re.sub("^an? ", "", noun)) in self.vocabulary.nouns:
            return (self.vocabulary.states[plain],)
        for pattern in self._thing:
            if found := pattern.fullmatch(noun):
                listed = found.groupdict().get("states")
                return self.vocabulary.listed(listed) if listed else ()
        if also := re.fullmatch(rf"(.+?) or (?:one|those) ({self.vocabulary.list_pattern})", noun):
            return (*(self.about(also[1]) or ()), *self.vocabulary.listed(also[2]))
        if re.search(rf"\b{self.vocabulary.things}\b", noun):
            raise UntoldError(f"`{noun}` names no state that is known")
        return None

    def _state(self, words: str) -> str:
        plain = re.sub(
            r"^(?:in )?(?:the |an? )?(?:state |status )?|(?: state| status| again)$", "", words
        )
        if plain not in self.vocabulary.states:
            raise UntoldError(f"`{words}` is no state that is known")
        return self.vocabulary.states[plain]

    def _is_about(self, noun: str) -> bool:
        try:
            return self.about(noun) is not None and noun not in {"it", "them", "they"}
        except UntoldError:
            return False

    def _other(self, noun: str) -> str:
        """The name of what is not the thing: `bicycle` for `the bicycle`."""
        plain = without_article(noun)
        is_noun = re.fullmatch(r"[a-z][a-z-]*(?: [a-z][a-z-]*)?", plain)
        is_plain = is_noun and not {*plain.split()} & PREPOSITIONS
        return identifier(plain) if is_plain else ""

    def _verb(self, word: str) -> str:
        """The event's verb: one that the document declares where it declares any."""
        head, _, particle = word.partition(" ")
        verb = base_of(head, self.vocabulary.events)
        return f"{verb}_{particle}" if verb and particle else verb

    def _event(self, verb: str, about: str) -> str:
        """The declared event that is meant by a verb and its object: `open_door`, `start`."""
        events = self.vocabulary.events
        if not verb or not events or verb in events:
            return verb
        noun = lexicon().singular(about)
        meant = [one for one in (f"{verb}_{about}", f"{verb}_{noun}", about) if one in events]
        return meant[0] if meant else verb
