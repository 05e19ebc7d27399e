"""What a document follows, the names of its states, and what it writes as names of events."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import is_known, is_past
from omninode_bridge.prose.lives.asking import asked_values, other_nouns
from omninode_bridge.prose.lives.clause import LAST
from omninode_bridge.prose.lives.phrasing import (
    AS,
    BRINGS,
    END,
    FIRST,
    GOES,
    INTO,
    ITEM,
    LIST,
    MAKES,
    PARTED,
    PHRASE,
    THEN,
    WORD,
)
from omninode_bridge.prose.narration.plain_words import ARTICLE, identifier
from omninode_bridge.requirements.naming import words as words_of

_CLEARLY: Final = 3
"""So many items of a list that may be are states, even where they are participles."""

_NO_STATE: Final = frozenset(
    re.findall(
        r"\S+",
        """
        a an the it they this that which who not never no nothing and or then more less at least
        possible allowed necessary counted remembered kept replaced known
        true false able added either between over under above below up to from than only also done
        again so one two three zero each every all any other another complete there given sent told
        """,
    )
)
_FEW: Final = 2
_BEARING: Final = re.compile(r"\b(?:each|every) ([a-z-]+) (?:carries|comes with|brings) ")
_TOLD: Final = frozenset({"refused", "rejected", "accepted", "ignored"})
"""What is said of events; as states they need the thing itself as subject."""


@dataclass(frozen=True)
class Vocabulary:
    """`states` maps what is said to the state's name; `named` are events written as names."""

    thing: str
    states: dict[str, str]
    named: tuple[str, ...] = ()
    before: str = ""
    """What the title says before the thing: `loyalty` of a loyalty card."""

    bearers: frozenset[str] = frozenset()
    """Nouns of which is said what each of them carries: these happen."""

    alike: tuple[str, ...] = ()
    """Other nouns of the title for the thing, of which is said in which state they are."""

    valued: tuple[str, ...] = ()
    """Ways to ask for a value of several that are named, or for what is so or not."""

    def is_value(self, text: str) -> bool:
        return any(re.fullmatch(way, text) for way in self.valued)

    @cached_property
    def state(self) -> str:
        longest = sorted(self.states, key=len, reverse=True)
        return f"(?:{'|'.join(map(re.escape, longest))})"

    @cached_property
    def list(self) -> str:
        one = rf"(?:(?:an? |the |in )?{self.state})"
        return rf"(?:{one}(?: , (?:or |and )?{one})*(?:(?: ,)? (?:or|and) {one})?)"

    @cached_property
    def things(self) -> str:
        before = rf"(?:{re.escape(self.before)} )?" if self.before else ""
        return f"(?:{before}(?:{plural(self.thing)}|{self.thing}))"

    @cached_property
    def noun(self) -> str:
        """The thing, perhaps with states; the groups of a match are joined by `about`."""
        art = rf"(?:(?:{ARTICLE}|one|some) )?"
        behind = (
            rf" (?:(?:that|which) is |in (?:the )?(?:states? |status )?|while |(?=(?:in|on|"
            rf"under|out) ))"
            rf"(?:either )?{self.list}(?: state)?"
        )
        return (
            rf"(?:it(?!')|they|them|{art}(?:{self.list} )?(?:new )?{self.things}(?:{behind})?|"
            rf"(?:an?|the|any) {self.list}|(?:(?:an?|the|any|all) )?{self.list} ones?)"
        )

    def about(self, noun: str) -> tuple[str, ...] | None:
        """The states in which the thing is said to be; None where it is not the thing."""
        if not re.fullmatch(self.noun, noun):
            return None
        new = "" if "new" in self.states else "(?:new )?"
        rest = re.sub(rf"\b{new}{self.things}\b", " ", noun)
        return self.listed(rest)

    def listed(self, text: str) -> tuple[str, ...]:
        found = re.findall(rf"(?<![a-z-]){self.state}(?![a-z-])", text)
        return tuple(dict.fromkeys(self.states[one] for one in found))

    def name_of(self, words: str) -> str:
        """The state's name; empty where the words name none."""
        plain = re.sub(r"^(?:in )?(?:the |an? )?(?:state |status )?|(?: state| again)$", "", words)
        if plain in {"that state", "this state"}:
            return LAST
        return self.states.get(words) or self.states.get(plain, "")


def plural(noun: str) -> str:
    *first, last = noun.split()
    return " ".join((*first, lexicon().plural(last)))


def vocabulary_of(said: Sequence[str], texts: Sequence[str], title: str) -> Vocabulary | None:
    """None where no thing is followed through two states at least."""
    thing = _thing(said, words_of(title))
    if not thing:
        return None
    states: dict[str, str] = {}
    for words in _states(said, thing):
        plain = re.sub(r"^(?:an?|the|in the state|the state|state) | again$", "", words.strip())
        plain = re.sub(rf" (?:{thing}|{plural(thing)}|ones?|instead)$", "", plain)
        if _may_be(plain) and not (plain in _TOLD and not _is_said(plain, said, thing)):
            states.setdefault(plain, identifier(plain))
    states = {said: name for said, name in states.items() if f"in {said}" not in states}
    before, _, found = " ".join(words_of(title)).lower().partition(f" {thing}")
    # A swim card is no card that swims.
    states = {said: name for said, name in states.items() if found or said != before}
    named = _named(texts)
    if len(states) < _FEW:
        return None
    others = other_nouns(said, words_of(title), thing)
    before = before if not found else ""
    valued = tuple(asked_values(said))
    return Vocabulary(thing, states, named, before, _bearers(said, thing), others, valued)


def _bearers(said: Sequence[str], thing: str) -> frozenset[str]:
    found = {noun for text in said for noun in _BEARING.findall(text)}
    return frozenset(found - {thing, "event"})


def _is_said(word: str, said: Sequence[str], thing: str) -> bool:
    of_it = rf"\b(?:{thing}|it) is (?:then |thereby )?(?:either )?(?:[a-z]+ or )?{word}\b"
    return any(re.search(rf"{of_it}|\b{word} .*is final$|\b{word} {thing}\b", one) for one in said)


def _named(texts: Sequence[str]) -> tuple[str, ...]:
    """What is written as code, and what is introduced as an event: `with the event finish`."""
    found = [one for text in texts for one in re.findall(r"`([A-Za-z][\w -]*)`", text)]
    for text in texts:
        found += re.findall(r"\bthe event (?!that|which|is|gives|has|of)([a-z_]+)\b", text)
        found += re.findall(r"\(event:? ([a-z_]+)\)", text)
    return tuple(dict.fromkeys(one.lower() for one in found))


def _thing(said: Sequence[str], title: Sequence[str]) -> str:
    """The noun of the title that most is said of, else the noun that becomes something."""
    whole = " | ".join(said)
    counts = Counter[str]()
    begun = re.findall(rf"\b{ARTICLE} (?:[a-z]+ )?([a-z]+) {AS} ", whole)
    for word in (*title, *re.findall(rf"\b{ARTICLE} ([a-z]+) {GOES} ", whole), *begun):
        noun = lexicon().singular(word.lower())
        found = re.findall(rf"\b(?:{noun}|{lexicon().plural(noun)})\b", whole)
        nouns = f"(?:{noun}|{lexicon().plural(noun)})"
        is_subject = rf"\b{nouns} (?:is|may be|becomes|starts|begins|has|remembers|{GOES})\b"
        if found and re.search(is_subject, whole) and not lexicon().has("determiners", noun):
            counts[noun] = len(found)
    return counts.most_common(1)[0][0] if counts else ""


def _may_be(words: str) -> bool:
    first, *rest = words.split() or [""]
    if first in {"in", "on", "under", "out", "at"}:
        return bool(rest) and rest[-1] not in _NO_STATE and bool(identifier(words))
    return bool(identifier(words)) and first not in _NO_STATE and not {*rest} & _NO_STATE


def _it(thing: str) -> str:
    return rf"(?:(?:{ARTICLE} )?(?:{WORD} ){{0,1}}?(?:{thing}|{plural(thing)})|it|they)"


def _single(thing: str, it: str) -> tuple[str, ...]:
    """Ways to say one state."""
    return (
        rf"\b{it} is ({PHRASE}) {FIRST}",
        rf"\b{FIRST}(?: ,)? {it} is ({PHRASE}){END}",
        (
            rf"\b{it} (?:starts?|begins?|comes? in|arrives?)(?: out| off)?(?: as| in| with)?"
            rf"(?: the state)? ({PHRASE}){END}"
        ),
        rf"\b(?:a|every|each) new {thing} is ({PHRASE}){END}",
        rf"\b(?:initial|first) state is ({PHRASE}){END}",
        rf"\b{it} is {THEN} (?:in the state )?({PHRASE}){END}",
        rf"\b{THEN}(?: ,)? {it} is (?:in the state )?({PHRASE}){END}",
        rf"\bis {THEN} (?:in the state )?({PHRASE}){END}",
        rf"\b(?:{it}|which|that|this) {GOES} ({PHRASE}){END}",
        rf"\b{MAKES} {it} ({PHRASE}){END}",
        rf"\bcreates? {ARTICLE} (?:new )?({WORD}) {thing}$",
        rf"\b{BRINGS} {it} ((?:in|on|under|out of) (?!{ARTICLE} ){WORD}){END}",
        rf"\b{BRINGS} {it} {INTO} ({PHRASE}){END}",
        rf"\bthe state (?:is|becomes|changes to)(?: {THEN})? ({PHRASE}){END}",
        rf"\bin (?:the )?state ({PHRASE}){END}",
        rf"\bbecomes? .+ (?:otherwise|else) ({WORD})$",
        rf"\b{it} (?:stays?|remains?) ({PHRASE}){END}",
        rf"\b{it} is ({PHRASE}) (?:for good|again|{THEN})",
        rf"^(?:when|once|if|as soon as|after) .+ , {it} is ({PHRASE})$",
        rf"^(?:after|upon|with) (?:{ARTICLE} )?(?:{WORD} )?{WORD}(?: ,)? {it} is ({PHRASE})$",
        rf"\b(?:while|as long as|only when|only while) {it} is ({PHRASE}){END}",
    )


def _several(thing: str, it: str) -> tuple[str, ...]:
    """Ways to say several."""
    return (
        rf"\bstates? ?:? (?:is |are )?(?:: )?({LIST})$",
        rf"\b{it} (?:has|knows) (?:the |these |\w+ )?states? :? ?({LIST})$",
        rf"\b{it} (?:is|may be) (?:always )?either ({LIST})$",
        rf"^{it} (?:is|may be) ({ITEM} , {ITEM}(?: , {ITEM})*(?: ,)? (?:or|and) {ITEM})$",
        rf"\b(?:while|as long as|before|before being) (?:{it} is )?({LIST})$",
        rf"^({LIST}) (?:is|are) final\b",
        (
            r"^nothing (?:more |else |further )?(?:happens|changes|is (?:done|possible|changed)) "
            rf"(?:to|with|for|in|on) (?:{ARTICLE} )?({LIST}) (?:{thing}|{plural(thing)}|ones?)$"
        ),
        rf"\b{it} (?:that|which) is ({LIST})(?= may | is )",
        rf"^(?:{ARTICLE} )?({LIST}) {plural(thing)} (?:never|is final|accepts?)",
        (
            rf"\b(?:an?|the|any) ({WORD}(?: , {WORD})*(?: ,)? (?:or|and) {WORD}) (?:{thing}|"
            rf"{plural(thing)})\b"
        ),
    )


def _states(said: Sequence[str], thing: str) -> Iterator[str]:
    single, several = _single(thing, _it(thing)), _several(thing, _it(thing))
    for text in said:
        for pattern in single:
            yield from re.findall(pattern, text)
        for arrow in re.finditer(rf"({ITEM}) (?:->|=>|\u2192) ({ITEM}){END}", text):
            yield from arrow.groups()
        for pattern in several:
            found = re.search(pattern, text)
            items = [one.strip() for one in PARTED.split(found[1])] if found else []
            if not (" may be " in text and len(items) < _CLEARLY and all(map(is_past, items))):
                yield from items
    yield from _adjectives(said, thing)


def _adjectives(said: Sequence[str], thing: str) -> Iterator[str]:
    """`an open silo`, where something is opened or closed, or it is said to be so."""
    whole = " | ".join(said)
    before = re.findall(rf"\b(?:an?|the|any) ((?:{WORD} or )?{WORD}) {thing}\b", whole)
    for word in dict.fromkeys(one for each in before for one in each.split(" or ")):
        is_so = re.search(rf"\b(?:{thing}|it) is (?:still )?{word}\b", whole)
        if is_so or is_past(word) or is_known(word) or re.search(rf" or {word} {thing}", whole):
            yield word
