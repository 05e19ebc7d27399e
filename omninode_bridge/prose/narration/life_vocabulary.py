"""What a document follows through its states, and what the states are called."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import is_past
from omninode_bridge.prose.narration.plain_words import ARTICLE, identifier
from omninode_bridge.prose.narration.story import UntoldError

_INTO: Final = r"(?: into| to| in)(?: the)?(?: state| status| stage)?"
_FROM: Final = r"(?: back)?(?: from [a-z -]+?)?"
BECOMES: Final = (
    r"(?:shall )?(?:then )?(?:"
    r"becomes?|turns?(?: into)?|enters?(?: the (?:state|status))?|"
    r"(?:moves?|goes|go|changes?|switch(?:es)?|passes|pass|returns?|progress(?:es)?|advances?)"
    rf"{_FROM}(?: over)?{_INTO}|"
    r"is (?:moved|set|changed|put|marked|switched|returned|turned|flagged)"
    rf"{_FROM}(?:{_INTO}| as)|"
    r"is (?:then|from then on|thereby|afterwards|considered|regarded as)"
    r"(?: in(?: the)? (?:state|status))?)"
)
STARTS: Final = (
    r"(?:shall )?(?:first |initially |always )*"
    r"(?:starts?(?: out| off)?|begins?|is created|is born|is opened|is registered|is entered)"
    r"(?: (?:its |their )?life)?"
    r"(?: as| in| with)(?: the)?(?: state| status| stage)?"
)
INITIALLY: Final = (
    r"is (?:initially|at first|first|in the beginning)(?: in(?: the)? (?:state|status))?"
)
_AGAIN: Final = r"(?: again| any more| anymore| any longer)?"
FINAL: Final = (
    r"(?:is (?:(?:a |the )?final(?: states?)?|terminal|(?:an )?end states?|over and done)|"
    rf"(?:is )?never (?:changes?|changed|modified|altered|reopened){_AGAIN}|"
    rf"(?:shall )?never (?:change|leave (?:that|this) state|be changed|move){_AGAIN}|"
    r"(?:shall )?stays? (?:so|that way|as (?:it|they) is)(?: forever| for good)?)"
)
_WORD: Final = r"[a-z][a-z-]*"
_STATE: Final = rf"{_WORD}(?: {_WORD}){{0,2}}?"
_END: Final = (
    r"(?= (?:,|;|when|once|if|after|as|upon|by|while|until|and|or|provided|only|before|again)\b|"
    r" [,;]|$)"
)
_ITEM: Final = rf"{_WORD}(?: {_WORD})?"
_LIST: Final = rf"({_ITEM}(?: , {_ITEM})*(?: ,)?(?: (?:or|and) {_ITEM})?)"
_LISTED: Final = re.compile(r" , and | , or | , | and | or ")
_NO_STATE: Final = frozenset(
    {
        *("and", "or", "then", "that", "which", "who", "nothing", "nobody"),
        *("it", "they", "not", "never", "no", "the", "a", "an", "them", "nothing", "available"),
        *("possible", "necessary", "clear", "known", "true", "false", "able", "either", "always"),
    }
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`states` maps what is said to the state's name: `on display` to `on_display`.

    `events` are those that the document declares, `nouns` states that are called as things are:
    `a draft`.
    """

    thing: str
    states: dict[str, str]
    events: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()

    @property
    def state_pattern(self) -> str:
        longest = sorted(self.states, key=len, reverse=True)
        return f"(?:{'|'.join(map(re.escape, longest))})"

    @property
    def list_pattern(self) -> str:
        one = self.state_pattern
        return rf"{one}(?: , (?:an? )?{one})*(?:(?: ,)? (?:or|and) (?:an? )?{one})?"

    @property
    def things(self) -> str:
        return f"(?:{re.escape(self.thing)}|{re.escape(_plural(self.thing))})"

    def event(self, verb: str) -> str:
        """Raises `UntoldError` where events are declared, and it is none of them."""
        if self.events and verb not in self.events:
            raise UntoldError(f"`{verb}` is none of the declared events")
        return verb

    def listed(self, words: str) -> tuple[str, ...]:
        return tuple(self.states[one] for one in _items(words))


def vocabulary_of(
    said: Sequence[str], events: Sequence[str] = (), title: str = ""
) -> Vocabulary | None:
    """None where no single thing is told to become something; `title` may name it."""
    thing = _thing(said, title)
    if not thing:
        return None
    stated = list(_stated(said, thing))
    found = dict.fromkeys(re.sub("^an? ", "", words) for words in stated)
    found |= dict.fromkeys(_confirmed(said, thing, found))
    found |= dict.fromkeys(_described(said, thing))
    whole = " | ".join(said)
    states = {
        words: identifier(words)
        for words in found
        if _may_be_state(words) or (words == "available" and f" {words} {thing}" in whole)
    }
    nouns = frozenset(words[2:].strip() for words in stated if re.match("an? ", words))
    return Vocabulary(thing, states, tuple(events), nouns) if len(states) > 1 else None


def _may_be_state(words: str) -> bool:
    return bool(identifier(words)) and words.split(maxsplit=1)[0] not in _NO_STATE


def _plural(noun: str) -> str:
    *first, last = noun.split()
    return " ".join((*first, lexicon().plural(last)))


def _thing(said: Sequence[str], title: str) -> str:
    """The noun of which it is said most often; nothing where two are equally likely.

    One that the title names, and that sentences begin with, counts for two more.
    """
    counts = Counter(_changing(said))
    for word in title.lower().split():
        noun = lexicon().singular(word)
        named = (
            rf"\b(?:{noun}|{lexicon().plural(noun)}) (?:is|may|never|becomes?|starts?|[a-z]+s)\b"
        )
        if noun not in _NO_STATE and sum(bool(re.search(named, text)) for text in said) > 1:
            counts[noun] += 2
    best = counts.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return ""
    return best[0][0]


def _changing(said: Sequence[str]) -> Iterator[str]:
    """Nouns that become something, or that stand for an `it` that does."""
    change = f"(?:{BECOMES}|{STARTS}|{INITIALLY}) {_STATE}{_END}"
    it_does = rf".*\b(?:it|they) {change}"
    one = rf"{ARTICLE} (?:{_WORD} )?({_WORD})"
    ways = (
        rf"\b({_WORD}) {change}",
        rf"\b{one} (?:(?:that|which) )?(?:is|may be) {it_does}",
        rf"\b{_WORD}s {one} (?:,|that|which)?{it_does}",
        rf"^(?:initially|at first)(?: ,)? {ARTICLE} ({_WORD}) is {_STATE}$",
        rf"^(?:a|an|each|every) new ({_WORD}) is {_STATE}$",
    )
    for pattern in map(re.compile, ways):
        for found in (each for text in said for each in pattern.finditer(text)):
            word = lexicon().singular(found[1])
            if word not in _NO_STATE and not lexicon().has("determiners", word):
                yield word


def _stated(said: Iterable[str], thing: str) -> Iterator[str]:
    """States that a sentence says outright to be one."""
    named = f"(?:{re.escape(thing)}|{re.escape(_plural(thing))})"
    things = f"(?:{named}|it|they)"
    new = rf"(?:a|an|each|every) new {named} is"
    change = f"(?:{BECOMES}|{STARTS}|{INITIALLY})"
    moving = rf"{things}(?: [a-z ]+?)?(?: and)?(?: then)? {change}"
    single = (
        re.compile(rf"\b{things} {change} ((?:an? )?{_STATE}){_END}"),
        re.compile(rf"\b{moving} ({_STATE}){_END}"),
        re.compile(rf"\b{things} [a-z ]*?from ({_STATE}) (?:in)?to (?:{_STATE}){_END}"),
        re.compile(rf"^{new} ((?:an? )?{_STATE})$"),
        re.compile(
            rf"^(?:initially|at first)(?: ,)? (?:it|(?:{ARTICLE} )?{named}) is ((?:an? )?{_STATE})$"
        ),
        re.compile(rf"\b(?:stays?|remains?) ({_STATE})(?: forever| for good)?$"),
        re.compile(rf"\bthe state ({_WORD}) is "),
        re.compile(rf"^({_WORD}) is (?:a|the) (?:final|last|end) state$"),
        re.compile(rf"\bthen (?:it|they) is ({_STATE}){_END}"),
        re.compile(rf"\b(?:it|they) is then ({_STATE}){_END}"),
    )
    listed = (
        re.compile(
            rf"\bstates?(?: of {ARTICLE} {named})? (?:is|may be)(?: :)?(?: either)? {_LIST}$"
        ),
        re.compile(rf"^(?:{ARTICLE} )?{_LIST} {named} {FINAL}"),
        re.compile(rf"\b{things} (?:is|may be) (?:always )?either {_LIST}$"),
        re.compile(rf"^(?:{ARTICLE} )?{things} (?:is|may be) ({_ITEM} , {_ITEM} or {_ITEM})$"),
    )
    for text in said:
        for pattern in single:
            yield from pattern.findall(text)
        for pattern in listed:
            found = pattern.search(text)
            items = _items(found[1]) if found else []
            # `may be suspended or revoked` tells of events.
            if not (" may be " in text and all(map(is_past, items))):
                yield from items


def _items(listed: str) -> list[str]:
    return [one.strip() for one in _LISTED.split(f" {listed} ") if one.strip()]


def _confirmed(said: Sequence[str], thing: str, known: Iterable[str]) -> Iterator[str]:
    """Participles that stand before the thing, or in which it is: `a frozen account`.

    One that only stands in `the ticket is printed` may be an event that changes no state.
    """
    things = f"(?:{re.escape(thing)}|{re.escape(_plural(thing))})"
    aside = (
        rf"\b(?:{ARTICLE} )({_WORD}) {things}\b",
        rf"\b{things} (?:that|which) is ({_WORD})\b",
        rf"\bwhile (?:{ARTICLE} )?(?:{things}|it) is ({_WORD})\b",
    )
    whole = " | ".join(said)
    spoken = [word for pattern in aside for word in re.findall(pattern, whole)]
    for pattern in aside[1:]:
        whole = re.sub(pattern, " ", whole)
    for word in dict.fromkeys(spoken):
        is_said = re.search(rf"\b(?:{things}|it) (?:is|may be|shall be) {word}\b", whole)
        if is_past(word) and is_said and word not in known:
            yield word


def _described(said: Sequence[str], thing: str) -> Iterator[str]:
    """Words before the thing that it is also said to be: `an idle machine`, `it is idle`."""
    things = f"(?:{re.escape(thing)}|{re.escape(_plural(thing))})"
    whole = " | ".join(said)
    before = re.findall(rf"\b(?:{ARTICLE} )({_WORD}) {things}\b", whole)
    again = re.findall(rf"\b(?:{things}|it) is ({_WORD}) again\b", whole)
    relative = re.findall(rf"\b{things} (?:that|which) is ({_WORD})\b", whole)
    while_so = re.findall(
        rf"\b(?:while|as long as) (?:{ARTICLE} )?(?:{things}|it) is ({_WORD})\b", whole
    )
    for word in dict.fromkeys((*before, *again, *relative, *while_so)):
        is_so = re.search(rf"\b(?:{things}|it|they) is (?:an? )?{word}\b", whole)
        if is_so and not is_past(word) and word not in {"new", "other", "same", "only"}:
            yield word
    # What is said of it where something else happens: `when it breaks down , it is broken`.
    result = (
        r"(?:when|once|if|as soon as|after) [^|]+? , "
        rf"(?:{ARTICLE} )?(?:{things}|it) is ({_WORD}){_END}"
    )
    for word in dict.fromkeys(re.findall(result, whole)):
        is_named = re.search(rf"\b{ARTICLE} {word} {things}\b", whole)
        if is_named or not is_past(word):
            yield word
