"""Clauses that say what is done: `a bed is assigned`, `the head approves the plan`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, is_known
from omninode_bridge.language.word_forms import is_past as is_participle
from omninode_bridge.prose.narration.plain_words import ARTICLE, identifier, without_article

ONE_WORD: Final = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+"
"""A step by its name, as one word: `check_credit`."""

_PARTICLES: Final = "back|up|out|off|away|down|in|over"
PARTICLE: Final = rf"(?: (?:{_PARTICLES}))?"
_PREPOSITION: Final = r"(?:for|to|in|into|from|at|on|onto|with|by|of|about|via|through)"
NOUNS: Final = r"[a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*){0,2}?"
REST: Final = rf"(?: (?P<rest>{_PREPOSITION} .+))?"
_PASSIVE: Final = re.compile(
    rf"(?:(?P<noun>(?:{ARTICLE} )?{NOUNS}) )?is (?P<verb>[a-z]+){PARTICLE}{REST}"
)
_DOER: Final = rf"(?:(?P<doer>(?:{ARTICLE} )?{NOUNS}|i|we|they) )??"
_OF_SOMEBODY: Final = re.compile(
    rf"(?P<noun>{ARTICLE} [a-z][a-z0-9-]*) (?P<of>of {ARTICLE} {NOUNS})(?P<done> is [a-z]+\b.*)"
)
_ACTIVE: Final = re.compile(
    rf"{_DOER}(?:shall |may )?(?P<verb>[a-z]+){PARTICLE} (?P<noun>(?:{ARTICLE} )?{NOUNS}){REST}"
)
_GERUND: Final = re.compile(
    rf"(?:the )?(?P<verb>[a-z]+ing){PARTICLE}(?: of)?(?: (?P<noun>(?:{ARTICLE} )?{NOUNS})){REST}"
)
_BEGINS: Final = re.compile(
    r" (?:shall |may )?(?:only )?(?:starts?|begins?|happens?|takes? place|comes?|"
    r"is (?:only )?(?:done|carried out|performed|executed|started|begun))$"
)
_GOING: Final = re.compile(
    rf"(?P<noun>{ARTICLE} [a-z-]+(?: [a-z-]+)??) (?P<shall>(?:shall |may )?)(?P<verb>[a-z]+){REST}"
)
_SOMEBODY: Final = re.compile(rf"(?:{ARTICLE} )?{NOUNS}(?: of (?:{ARTICLE} )?{NOUNS})?")
_TO_SOMEBODY: Final = re.compile(
    rf"(?P<verb>report|reply|respond|apply|write|talk|speak|appeal|look|search|reporting|replying|"
    rf"responding|applying|writing|talking|speaking|looking|searching) (?P<to>to|for|with) "
    rf"(?P<noun>(?:{ARTICLE} )?{NOUNS})"
)
TELLING: Final = re.compile(
    r"\d|\b(?:than|only|except|but|without|over|under|above|below|least|most|if|unless|not|"
    r"never|no|"
    r"nothing|nobody|least|more|less|fewer|or|until|instead|some|several|who|which|that|whose|when|"
    r"after|before|once|and|while|every|each|per)\b"
)
_NO_VERBS: Final = frozenset(
    re.findall(
        r"\S+",
        """
        is be do have has continue proceed stop fail end begin start finish complete want need wait
        take happen succeed care run execute support use follow contain include keep know love train
        pass skip retry repeat undo compensate organise coordinate go come consist mean act become
        remain stay get let make ensure require expect allow permit cause cost help
        """,
    )
)
_LIGHT: Final = frozenset({"make", "take"})
_RUNNING: Final = frozenset({"stop", "start", "run"})
_ENDING: Final = frozenset({"end", "finish", "complete"})
_WHOLE: Final = frozenset(
    {"workflow", "process", "whole", "job", "step", "steps", "procedure", "rest", "work", "flow"}
    | {"settlement", "everything", "run", "request", "task", "thing"}
)
_POSSESSOR: Final = re.compile(rf"\b(?:{ARTICLE} )?[a-z]+(?:'s|s') (?=[a-z])")
"""`the customer's card` is the card; one who has something does nothing."""
_IN_FRONT: Final = frozenset({"time", "way", "step"})
NO_NOUNS: Final = frozenset(
    re.findall(
        r"\S+",
        """
        it they them this that everything nothing both he she each all others anything something
        everyone nobody one us we is shall may never not no only parallel and or then also of for to
        in on at with by from as than i you who the a an its their our these those such any every
        again time times way same there that which when step steps
        """,
    )
)


@dataclass(frozen=True, slots=True)
class Action:
    """`noun` has the words of what it is done to, without an article."""

    verb: str
    noun: tuple[str, ...] = ()
    doer: str = ""
    rest: str = ""

    @property
    def name(self) -> str:
        return identifier(" ".join((self.verb, *self.noun)))


def action_of(text: str, subject: tuple[str, ...] = (), *, is_past: bool = False) -> Action | None:
    """What is done in a clause; `subject` is what `it` and a missing noun stand for.

    `is_past` where the past tense says the same: `the head approved the plan`.
    """
    plain = re.sub(r" (?:as well|too|itself|automatically|again)$", "", text.strip(" ,"))
    if re.fullmatch(ONE_WORD, plain):
        verb, *noun = plain.split("_")
        return Action(verb, tuple(noun))
    plain = _POSSESSOR.sub("the ", plain)
    if of := _OF_SOMEBODY.fullmatch(plain):
        action = action_of(f"{of['noun']}{of['done']}", subject, is_past=is_past)
        return action and replace(action, rest=f"{of['of']} {action.rest}".strip())
    for pattern in (_PASSIVE, _ACTIVE):
        for found, doer in _matches(pattern, plain):
            action = _action(found, subject, doer, is_past=is_past)
            if action is not None:
                return action
    return gerund_of(_BEGINS.sub("", plain), subject) or _to_somebody(plain)


def _to_somebody(text: str) -> Action | None:
    """`Report to the tax office`: what is done to nothing, but with somebody."""
    found = _TO_SOMEBODY.fullmatch(text)
    noun = noun_of(found["noun"], ()) if found else ()
    if found is None or not noun:
        return None
    return Action(base_of(found["verb"]) or found["verb"], (found["to"], *noun))


def gerund_of(text: str, subject: tuple[str, ...] = ()) -> Action | None:
    """`registering the car`, `the registering of cars`, `boarding starts`."""
    found = _GERUND.fullmatch(text)
    if found is None or found["verb"] in NO_NOUNS:
        return None
    verb, noun = base_of(found["verb"]), noun_of(found["noun"], subject)
    is_named = re.match(rf"{ARTICLE} ", found["noun"]) is not None
    is_empty = _does_nothing(verb, noun) and not (verb in _LIGHT and is_named)
    if not verb or is_empty or not noun or TELLING.search(found["rest"] or ""):
        return None
    return Action(_with_particle(verb, found), noun)


def going_of(text: str) -> Action | None:
    """What nothing is done to: `the passengers leave`, `boarding starts`."""
    starts = re.fullmatch(rf"(?:{ARTICLE} )?([a-z]+ing) (?:shall |may )?(start|begin)s?", text)
    if starts:
        return Action(starts[2], (starts[1],))
    found = _GOING.fullmatch(text)
    verb = base_of(found["verb"]) if found else ""
    if found is None or not is_known(verb) or verb in _NO_VERBS or found["verb"].endswith("ing"):
        return None
    noun = noun_of(found["noun"], ())
    is_plural = bool(noun) and _singular(noun) != noun[-1]
    agrees = bool(found["shall"]) or (found["verb"] == verb) == is_plural
    is_told = (
        agrees and not found["verb"].endswith("ed") and not TELLING.search(found["rest"] or "")
    )
    return Action(verb, noun, rest=found["rest"] or "") if noun and is_told else None


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Also with a doer of several words, which the pattern alone ends too soon."""
    found = pattern.fullmatch(text)
    if found is not None:
        yield found, ""
    shorter = text
    while pattern is _ACTIVE and " " in shorter:
        shorter = shorter.partition(" ")[2]
        found = _ACTIVE.fullmatch(shorter)
        before = text.removesuffix(shorter).strip()
        if found is not None and not found["doer"] and _SOMEBODY.fullmatch(before):
            yield found, before


def _action(
    found: re.Match[str], subject: tuple[str, ...], before: str, *, is_past: bool
) -> Action | None:
    word, rest = found["verb"], found["rest"] or ""
    noun = noun_of(found["noun"] or "it", subject)
    is_named = bool(re.match(rf"{ARTICLE} ", found["noun"] or ""))
    verb = base_of(word) or word
    is_passive = found.re is _PASSIVE
    doer = before or found.groupdict().get("doer") or ""
    # "The patient feels welcome" does nothing to a thing.
    is_thing = is_named or is_passive or not doer or noun[-1:] != (_singular(noun),)
    is_sure = is_thing and (is_known(verb) or is_passive or (is_named and word not in NO_NOUNS))
    is_verb = is_participle(word) if is_passive or is_past else False
    is_verb = is_verb or (not is_passive and _is_finite(word, verb, bool(doer)))
    is_empty = _does_nothing(verb, noun, is_passive=is_passive)
    is_empty = is_empty and not (verb in _LIGHT and (is_named or is_passive))
    is_back_up = word == "back" and found[0][found.end("verb") - found.start() :].startswith(" up ")
    if re.fullmatch(_PARTICLES, word) and not is_back_up:
        return None
    if not is_sure or not is_verb or is_empty or not noun or TELLING.search(rest):
        return None
    doer = without_article(doer)
    if {*re.sub(r" of .*", "", doer).split()} & (NO_NOUNS - {"i", "we", "they", "it"}):
        return None
    return Action(_with_particle(verb, found), noun, doer, rest)


def _does_nothing(verb: str, noun: tuple[str, ...], *, is_passive: bool = False) -> bool:
    """The shop may be stopped; where the workflow is, no step of it is told.

    Who completes the form does something, and the form is completed where that is over.
    """
    running = _RUNNING if is_passive else _RUNNING | _ENDING
    return verb in _NO_VERBS and not (verb in running and noun and not {*noun} & _WHOLE)


def _with_particle(verb: str, found: re.Match[str]) -> str:
    rest = found["rest"] or ""
    particle = found[0][found.end("verb") - found.start() :].split()[:1]
    is_one = particle and re.fullmatch(_PARTICLES, particle[0])
    return f"{verb}_{particle[0]}" if is_one and not rest.startswith(f"{particle[0]} ") else verb


def _singular(noun: tuple[str, ...]) -> str:
    return lexicon().singular(noun[-1]) if noun else ""


def _is_finite(word: str, verb: str, has_doer: bool) -> bool:
    """`checks` behind somebody, `check` behind nobody or behind `shall`."""
    is_bare = not word.endswith(("ed", "ing"))
    return is_bare and (word == verb or has_doer or word.endswith("s"))


def noun_of(words: str, subject: tuple[str, ...]) -> tuple[str, ...]:
    if words in {"it", "they", "them"}:
        return subject
    plain = without_article(words).split()
    # The time sheets are a thing, the time is none.
    is_noun = not {*plain} & (NO_NOUNS - _IN_FRONT) and not {*plain[-1:]} & NO_NOUNS
    is_noun = is_noun and bool(identifier(" ".join(plain)))
    return tuple(plain) if is_noun else ()
