"""A sentence as words in order, each turn of speech replaced by the word that means the same."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.asides import gist, passed_over
from omninode_bridge.generation.said.lemmas import lemmas
from omninode_bridge.generation.vocabulary import FILLERS
from omninode_bridge.requirements.naming import words

NEGATIONS: Final = frozenset(
    {"not", "never", "nobody", "no", "none", "nothing", "neither", "nor", "noone"}
)
REFUSED: Final = frozenset(
    {
        *("reject", "refuse", "deny", "forbid", "prohibit", "bar", "decline", "error", "fail"),
        *("impossible", "forbidden", "failure", "prevent", "disallow", "invalid"),
    }
)
GLUE: Final = FILLERS | frozenset(
    {
        *("being", "was", "were", "so", "also", "always", "just", "who", "whose", "what", "they"),
        *("them", "he", "she", "i", "we", "you", "there", "somebody", "someone", "anybody"),
        *("everybody", "everyone", "people", "person", "users", "user", "let", "lets", "allow"),
        *("allows", "allowed", "possible", "able", "please", "want", "wants", "need", "needs"),
        *("our", "your", "own", "upon", "during", "such", "some", "how", "many", "much", "case"),
        *(
            "caller",
            "callers",
            "am",
            "me",
            "us",
            "would",
            "could",
            "might",
            "did",
            "had",
            "whom",
            "about",
            "via",
        ),
    }
)
_PLACES: Final = re.compile(r"(?<![\w.])(\d[\d,]*)\.(\d+)(?![\w.]*\d)")
_PHRASES: Final = tuple(
    (re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE), word)
    for pattern, word in (
        (r"no longer", "not"),
        (r"(?:any ?more|any longer)", ""),
        (r"no ?one|nobody", "nobody"),
        (r"cannot|can't|can not", "can not"),
        (r"(?:is|are|do|does|must|should|was|were|will|have|has)n't", "not"),
        (r"turn(?:s|ed)? away|turn(?:s|ed)? down", "refused"),
        (r"each other's|one another's", "each"),
        (r"for good|for ever|forever", "permanently"),
        (r"(?:is|are) not there|there (?:is|are) no(?: such)?|no such", "absent"),
        (r"(?:does|do|did) not (?:yet )?exist|not existing|non-?existent|nobody knows", "absent"),
        (r"(?:cannot|can not) be found|unknown|not known|missing", "absent"),
        (r"not[- ]found", "unfound"),
        (r"page by page|page after page", "paged"),
        (r"brought into existence", "created"),
        (r"made known", "announced"),
        (r"up by one|one up", "increased"),
        (r"out of date", "outdated"),
        (r"in the meantime|meanwhile", "meantime"),
        (r"look(?:s|ed)? (?:up|for)|looking (?:up|for)", "find"),
        (r"user friendly", "friendly"),
    )
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """`aside` are words for who does it or for whom."""

    words: tuple[str, ...]
    aside: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Spoken":
        plain = plain_speech(gist(text))
        return cls(tuple(words(_PLACES.sub(_number, plain.lower()))), passed_over(text))

    def denials_besides(self, own: Iterable[str]) -> int:
        """How often something is denied; several words for one refusal are one.

        `own` are words that mean something else here: an event may be called `deny`.
        """
        denied = sum(word in NEGATIONS for word in self.words)
        names = [word for word in own if is_one(word, REFUSED)]
        refused = (word for word in self.words if is_one(word, REFUSED))
        return denied + any(not is_one(word, names) for word in refused)

    def has(self, wanted: Iterable[str]) -> bool:
        """Whether one of the words is said, in any form."""
        return any(is_one(word, wanted) for word in self.words)

    def left(self, known: Collection[str]) -> set[str]:
        """Words that nothing accounts for."""
        forms = frozenset[str]().union(*map(lemmas, known))
        own = NEGATIONS | self.aside
        rest = (word for word in self.words if word not in GLUE and word not in own)
        return {word for word in rest if not lemmas(word) & forms and not is_one(word, REFUSED)}

    def without(self, places: Collection[int]) -> "Spoken":
        kept = (word for at, word in enumerate(self.words) if at not in places)
        return Spoken(tuple(kept), self.aside)


def plain_speech(text: str) -> str:
    plain = " ".join(text.replace("\u2019", "'").split())
    for pattern, word in _PHRASES:
        plain = pattern.sub(word, plain)
    return plain


def number_word(text: str) -> str:
    """One word for a number, however many places it is written with: `5` of `5.00`."""
    whole, _, places = text.replace(",", "").partition(".")
    rest = places.rstrip("0")
    return f"{whole}point{rest}" if rest else whole


def _number(found: re.Match[str]) -> str:
    return number_word(found[0])


def is_one(word: str, wanted: Iterable[str]) -> bool:
    own = lemmas(word)
    return any(one in own or own & lemmas(one) for one in wanted)
