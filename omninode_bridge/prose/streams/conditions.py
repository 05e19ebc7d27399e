"""Of which records something is so: words for a condition, a flag, or what the document defines."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.narration.conditions import is_bool
from omninode_bridge.prose.narration.plain_words import ARTICLE, without_article
from omninode_bridge.requirements.document import Entity

_RECORDS: Final = (
    r"(?:records?|entry|entries|events?|items?|cases?|ones?|loads?|runs?|lines?|rows?|reports?)"
)
"""What records are called whatever they are of."""

_BEHIND: Final = (
    r"(?:that|which|who)(?= is | has | never | took | last)|(?:for|in|on) which|where|whose|with|"
    r"of|"
    r"having|"
    r"without"
)
_TAKEN: Final = re.compile(
    r"(?:(?:that|which) )?(?:took|takes?|lasted|lasts?|has|had|have|weighs?|cost|costs|is) "
    r"(?P<number>\d[\d.]*) (?P<unit>[a-z]+)"
)
_NEUTRAL: Final = frozenset(
    {"a", "an", "the", "is", "that", "which", "with", "of", "it", "has", "had", "have"}
)
_ENDINGS: Final = re.compile(r"(?:ed|ing|s|e)$")
_SHORT: Final = 3


@dataclass(slots=True)
class Conditions:
    """`of_fields` reads what is asked of the fields; `defined` are the author's own words."""

    entity: Entity
    things: str
    of_fields: Callable[[str], str]
    defined: dict[str, str] = field(default_factory=dict)

    def of(self, text: str) -> str:
        """In the rule language; empty where it asks for nothing that is known."""
        plain = re.sub(r"^(?:all|any|those|only) ", "", text.strip(" ,"))
        return (
            self._defined(plain)
            or self.of_fields(plain)
            or self._behind(plain)
            or self._taken(plain)
            or self._flagged(plain)
        )

    def thing_in(self, text: str) -> str:
        """The thing itself, at the end of what says which of them are meant."""
        return (re.search(rf"{self.things}$", text) or [text])[0]

    def _defined(self, text: str) -> str:
        bare = re.sub(rf" (?:{self.things}|{_RECORDS})$", "", without_article(text))
        bare = re.sub(rf"^(?:(?:{ARTICLE} )?{self.things}|it|they|that|which) is ", "", bare)
        denied = re.fullmatch(r"(?:not |never |non-)(.+)", bare)
        known = self.defined.get(denied[1] if denied else bare, "")
        return f"not ({known})" if known and denied else known

    def _behind(self, text: str) -> str:
        """`calls with a rating below 3`, `trips that took 0 minutes`, `readings without a flow`."""
        found = re.fullmatch(rf"(?:{ARTICLE} )?{self.things} (?P<how>{_BEHIND}) (?P<rest>.+)", text)
        if found is None:
            return ""
        if found["how"] == "without":
            denied = self.of(found["rest"])
            return f"not ({denied})" if denied else ""
        for way in (found["rest"], f"it {found['rest']}", f"the {found['rest']}"):
            if asked := self.of_fields(way) or self._taken(way) or self._flagged(way):
                return asked
        return ""

    def _taken(self, text: str) -> str:
        """`took 0 minutes`: what is measured in it is so much."""
        found = _TAKEN.fullmatch(text)
        return self.of_fields(f"the {found['unit']} is {found['number']}") if found else ""

    def _flagged(self, text: str) -> str:
        """Exactly one flag has just these words, in another order or another form."""
        denied = re.match(r"(?:not|no|never|without) (.+)", text)
        bare = re.sub(rf" (?:{self.things}|{_RECORDS})$", "", denied[1] if denied else text)
        said = {_stem(one) for one in bare.split() if one not in _NEUTRAL}
        flags = [one.name for one in self.entity.fields if is_bool(one.type)]
        found = [one for one in flags if said and {*map(_stem, _parts(one))} == said]
        if len(found) != 1:
            return ""
        return f"not {found[0]}" if denied else found[0]


def _parts(name: str) -> list[str]:
    return [one for one in name.split("_") if one not in {"is", "has", "was", "flag"}]


def _stem(word: str) -> str:
    base = base_of(lexicon().singular(word)) or lexicon().singular(word)
    short = _ENDINGS.sub("", base)
    return short if len(short) >= _SHORT else base
