"""The words that prose is read by: verbs and their classes, nouns of verbs, empty words.

The table is `lexicon.json`, made to be read and mended by people.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_VOWELS: Final = frozenset("aeiou")
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`verbs` maps a lemma (several words with spaces) to its class."""

    verbs: Mapping[str, str]
    nominals: Mapping[str, str]
    irregular: Mapping[str, str]
    singulars: Mapping[str, str]
    fields: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]

    def has(self, kind: str, word: str) -> bool:
        return word in self.lists[kind]

    def lemma(self, word: str) -> str:
        """The verb that the word is a form of, empty if it is none that is known."""
        if word in self.irregular:
            return self.irregular[word]
        return next((form for form in _stems(word) if form in self.verbs), "")

    def phrasal(self, words: Sequence[str]) -> str:
        """The verb of several words that they are a form of: `looks up`, `soft deleted`."""
        *first, last = words
        ways = [" ".join((stem, *words[1:])) for stem in _stems(words[0])]
        ways += [" ".join((*first, stem)) for stem in _stems(last)]
        return next((way for way in ways if way in self.verbs), "")

    def singular(self, word: str) -> str:
        if word in self.singulars:
            return self.singulars[word]
        if word.endswith("ies") and len(word) > len("dies"):
            return word[:-3] + "y"
        if word.endswith(("ches", "shes", "sses", "xes", "zes")):
            return word[:-2]
        if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > len("gas"):
            return word[:-1]
        return word

    def plural(self, word: str) -> str:
        if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
            return word[:-1] + "ies"
        if word.endswith("sis"):
            return word[:-2] + "es"
        return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


@cache
def lexicon() -> Lexicon:
    """Read once, when the first sentence is."""
    text = files("omninode_bridge.language").joinpath("lexicon.json").read_text(encoding="utf-8")
    table = json.loads(text)
    verbs: dict[str, str] = {}
    for verb_class, lemmas in table["verbs"].items():
        for lemma in lemmas:
            verbs.setdefault(lemma, verb_class)
    lists = {name: frozenset(words) for name, words in table.items() if isinstance(words, list)}
    return Lexicon(
        verbs=verbs,
        nominals=table["nominals"],
        # What is a form of no verb that is known is no verb.
        irregular={form: verb for form, verb in table["irregular"].items() if verb in verbs},
        singulars=table["singulars"],
        fields=table["fields"],
        lists=lists,
    )


def _stems(word: str) -> list[str]:
    """The word itself, then what it may be an inflected form of."""
    found = [word]
    if len(word) > _LONGEST:
        return found
    for ending, instead in (("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ied", "y")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            found.append(word.removesuffix(ending) + instead)
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < len("do"):
            continue
        found += [stem + "e", stem]
        if len(stem) > 1 and stem[-1] == stem[-2]:
            found.append(stem[:-1])
    return found
