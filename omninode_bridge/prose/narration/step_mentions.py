"""What speaks of a step that stands elsewhere: `the identity check`, `printing the wristband`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import forms_of, is_past
from omninode_bridge.prose.narration.plain_words import ARTICLE, without_article
from omninode_bridge.prose.narration.step_phrases import (
    NO_NOUNS,
    NOUNS,
    Action,
    action_of,
    going_of,
    noun_of,
)
from omninode_bridge.prose.narration.story import UntoldError
from omninode_bridge.prose.step_names import alike

_NOMINAL: Final = re.compile(
    rf"(?:{ARTICLE} )?(?P<noun>{NOUNS})(?: of (?P<of>(?:{ARTICLE} )?{NOUNS}))?"
)
_DONE: Final = re.compile(
    r"(?P<what>.+) (?P<that>)(?:is (?:done|in place|set up|arranged|finished|completed|"
    r"complete|over|successful|through|ready|available|there|passed|received|granted|gone|issued|"
    r"out of the way|behind us|back|settled|known|found|delivered)|arrives?|"
    r"succeeds?|works(?<!ing the works)|finish(?:es)?)"
)
_THERE: Final = re.compile(
    r"(?:there is|we have) (?P<what>(?:an?|the) .+)|(?P<that>.+) (?:exists?|stands?)"
)
_STATE: Final = re.compile(
    rf"(?P<noun>{ARTICLE} {NOUNS}) is (?P<verb>clean|open|dry|empty|free|clear|warm|cool|level)"
)
_REMOVING: Final = frozenset(
    {"cancel", "remove", "delete", "release", "refund", "return", "withdraw", "recall", "discard"}
    | {"dismiss", "destroy", "close", "demolish", "dispose", "undo"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """`actions` are readings as a clause, `words` those of a noun: `identity check`."""

    text: str
    actions: tuple[Action, ...] = ()
    words: tuple[str, ...] = ()
    is_product: bool = False


def mention_of(text: str, subject: tuple[str, ...] = ()) -> Mention:
    """A clause or a noun that speaks of a step elsewhere."""
    plain = text.strip(" ,")
    done = _DONE.fullmatch(plain) or _THERE.fullmatch(plain)
    if done is not None:
        plain = done["what"] or done["that"]
    found = action_of(plain, subject, is_past=True) or going_of(plain) or _state_of(plain)
    nominal = _NOMINAL.fullmatch(plain)
    words: tuple[str, ...] = ()
    if nominal is not None:
        spoken = f"{nominal['noun']} {without_article(nominal['of'] or '')}".split()
        words = () if {*spoken} & NO_NOUNS else tuple(spoken)
    return Mention(text, (found,) if found else (), words, done is not None)


def _state_of(text: str) -> Action | None:
    """`The pipe is clean` is so when it was cleaned, where a step does that."""
    found = _STATE.fullmatch(text)
    noun = noun_of(found["noun"], ()) if found else ()
    return Action(found["verb"], noun) if found and noun else None


def parts_of(text: str) -> list[str]:
    """`the account and the desk are ready` is `the account is ready`, `the desk is ready`."""
    done = _DONE.fullmatch(text)
    ending = text[len(done["what"]) :] if done else ""
    listed = (done["what"] if done else text).replace(" , ", " and ").split(" and ")
    parts = [part for one in listed if (part := one.strip(" ,"))]
    # Behind `the crate is built and the van` the end is that of the van alone.
    return [one if " is " in one else f"{one}{ending}" for one in parts]


_ALIKE: Final = re.compile(
    r"(?P<what>both(?: of (?:them|these))?|all(?: of (?:them|these))?|these(?: two| three)?|"
    r"all (?:the )?(?:two|three|four)) is (?P<verb>[a-z]+)"
)


def alike_done(text: str) -> tuple[str, str] | None:
    """`both are dosed`: who it is said of, and what is done to them; None for other words."""
    found = _ALIKE.fullmatch(text)
    return (found["what"], found["verb"]) if found and is_past(found["verb"]) else None


_KIND: Final = re.compile(
    r"(?P<how>both(?: of)?|all(?: of)?|(?:all )?(?:the |these |those )?(?:two|three|four)) "
    r"(?:(?:the|these|those) )?(?P<kind>[a-z-]+)"
    r"(?: is (?:done|finished|completed|complete|over|through|made))?"
)
_COUNTS: Final = {"both": 2, "two": 2, "three": 3, "four": 4}
_ANY: Final = re.compile(
    r"(?:an?|any|either|each|every|one of (?:the|these|those)(?: two| three)?) (?P<kind>[a-z-]+)"
)


def of_kind(text: str, steps: Iterable[Action]) -> list[Action]:
    """`both checks`, `the two reservations`: each step of that kind, if they are so many."""
    found = _KIND.fullmatch(text)
    if found is None or lexicon().singular(found["kind"]) == found["kind"]:
        return []
    alike = _of_kind(found["kind"], steps)
    said = next((count for word, count in _COUNTS.items() if word in found["how"].split()), 0)
    return alike if len(alike) == said or (not said and len(alike) > 1) else []


def any_of_kind(text: str, steps: Iterable[Action]) -> list[Action]:
    """`a check`: each of the steps of that kind."""
    found = _ANY.fullmatch(text.strip(" ,"))
    return _of_kind(found["kind"], steps) if found else []


def _of_kind(kind: str, steps: Iterable[Action]) -> list[Action]:
    word = lexicon().singular(kind)
    return [one for one in steps if names_verb(word, one.verb)]


def are_things(text: str) -> bool:
    """Whether it says of several things at once that they are done, ready or settled."""
    return text.count(" is ") == 1 and _DONE.fullmatch(text) is not None


def resolved(mention: Mention, steps: Iterable[Action], doer: str = "") -> Action:
    """The one step that is meant. Raises `UntoldError` for none and for several."""
    steps = tuple(steps)
    for same in (
        _is_named,
        _is_of_noun,
        _is_act_or_thing,
        _is_product,
        _is_bare_thing,
        _is_of_head,
    ):
        found = list(dict.fromkeys(one for one in steps if same(mention, one)))
        if len(found) > 1 and doer:
            found = [one for one in found if one.doer == doer]
        if len(found) > 1:
            names = " or ".join(f"`{one.name}`" for one in found)
            raise UntoldError(f"`{mention.text}` may be {names}")
        if found:
            return found[0]
    raise UntoldError(f"`{mention.text}` is no step that is known")


def _is_named(mention: Mention, step: Action) -> bool:
    return any(
        one.verb == step.verb and plain_noun(one.noun) == plain_noun(step.noun)
        for one in mention.actions
    )


def _is_of_noun(mention: Mention, step: Action) -> bool:
    """The same verb and a shorter noun: `the consultation is ordered`."""
    for one in mention.actions:
        mine, theirs = plain_noun(one.noun), plain_noun(step.noun)
        if _same_verb(one.verb, step.verb) and (
            mine == theirs[-len(mine) :] or theirs == mine[-len(theirs) :]
        ):
            return True
    return False


def _is_nominal(mention: Mention, step: Action) -> bool:
    """`the identity check`, `inspection`, `proofreading`: the verb, and nothing but its noun."""
    words = mention.words
    if step.verb in {"start", "begin"} and words == step.noun:
        return True
    for at, word in enumerate(words):
        if names_verb(word, step.verb):
            rest = plain_noun((*words[:at], *words[at + 1 :]))
            if all(one in plain_noun(step.noun) for one in rest):
                return True
    return False


def _is_act_or_thing(mention: Mention, step: Action) -> bool:
    """`After the report` may be behind what reports something, and behind what writes a report."""
    return _is_nominal(mention, step) or _is_of_thing(mention, step)


def _is_of_thing(mention: Mention, step: Action) -> bool:
    """`after the referees`, where one step is about the referees."""
    return (
        _is_of_article(mention)
        and not _takes_away(step)
        and plain_noun(mention.words) == plain_noun(step.noun)
    )


def _is_of_head(mention: Mention, step: Action) -> bool:
    """`after the interview`, where one step is to hold a long interview."""
    mine, theirs = plain_noun(mention.words), plain_noun(step.noun)
    is_head = len(mine) < len(theirs) and theirs[-len(mine) :] == mine
    return _is_of_article(mention) and is_head and not _takes_away(step)


def _is_of_article(mention: Mention) -> bool:
    is_named = re.match(rf"{ARTICLE} ", mention.text.strip(" ,")) is not None
    return is_named and bool(mention.words) and not mention.actions


def _is_product(mention: Mention, step: Action) -> bool:
    """`the desk is ready`, where one step is about the desk."""
    is_there = mention.is_product and bool(mention.words) and not _takes_away(step)
    return is_there and plain_noun(mention.words) == plain_noun(step.noun)


def _is_bare_thing(mention: Mention, step: Action) -> bool:
    """`after customs`, where one step is to clear customs; an article makes it a thing."""
    words = plain_noun(mention.words)
    return (
        mention.text.split() == [*mention.words]
        and bool(words)
        and {*words} <= {*plain_noun(step.noun)}
    )


def _takes_away(step: Action) -> bool:
    """Behind `take down the stage` no stage is ready."""
    first, *particles = step.verb.split("_")
    return first in _REMOVING or bool({*particles} & {"down", "away", "off", "back"})


_OF_OTHER_WORDS: Final = {
    "purchase": "buy", "sale": "sell", "dispatch": "send", "choice": "choose",
    "selection": "choose", "talk": "speak", "repair": "fix", "briefing": "brief",
}  # fmt: skip
"""Acts whose noun is of another word than the verb."""


def names_verb(word: str, verb: str) -> bool:
    first, *_ = verb.split("_")
    if "_" in verb and word.replace("-", "") == verb.replace("_", ""):
        return True
    if _OF_OTHER_WORDS.get(word) == first:
        return True
    return first in forms_of(word) or lexicon().nominals.get(word) == first or alike(word, first)


def _same_verb(one: str, other: str) -> bool:
    return one == other or one in forms_of(other) or other in forms_of(one)


def plain_noun(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(lexicon().singular(one) for one in words)
