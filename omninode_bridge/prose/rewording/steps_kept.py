"""A wording for a sentence of a workflow leaves out no step, value, number or condition of it."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.rewording.keeping import figures_of
from omninode_bridge.prose.rewording.steps_flow import Flow
from omninode_bridge.prose.rewording.steps_loose import is_named, steps_in
from omninode_bridge.prose.rewording.steps_remarked import FAILS, WRITTEN, is_remark

_ASKS: Final = re.compile(r"\b(?:if|unless|only|provided|in case|except|as long as)\b")
_ASKED: Final = re.compile(r"\b(?:if|unless|only)\b")
_DENIED: Final = re.compile(r"\b(?:not|never|no|unless|except)\b|n't\b")
_COUNTED: Final = re.compile(r"\b(?:twice|thrice|two|three|four|five|six|ten)\b")
_WORD: Final = re.compile(r"[a-z]+")
_DOUBLED: Final = (2, 4, 8, 16, 32)
_SMALL: Final = frozenset({"the", "a", "an", "to", "of", "is", "it", "be", "do", "have", "this"})


def keeps_all(said: str, instead: str, flow: Flow, things: Collection[str] = ()) -> bool:
    """Whether all that decides something in the one stands in the other.

    `things` are words of the title: of what the whole is about, much is said in passing.
    """
    instead = instead.lower()
    return (
        _keeps_numbers(said, instead)
        and _keeps_conditions(said, instead)
        and _keeps_names(said, instead, flow, things)
    )


def _keeps_numbers(said: str, instead: str) -> bool:
    counts = {WRITTEN[one] for one in _COUNTED.findall(said)}
    again = {WRITTEN[one] for one in _COUNTED.findall(instead)}
    again |= {int(one) for one in figures_of(instead) if one == int(one)}
    own, new = figures_of(said), figures_of(instead)
    if "exponential" in instead:
        own -= {one * factor for one in new for factor in _DOUBLED}
    return own <= new and counts <= again


def _keeps_conditions(said: str, instead: str) -> bool:
    """What fails is asked for by what is done then."""
    if FAILS.search(said) or is_remark(said):
        return True
    is_asked = not _ASKS.search(said) or bool(_ASKED.search(instead))
    return is_asked and (not _DENIED.search(said) or bool(_DENIED.search(instead)))


def _keeps_names(said: str, instead: str, flow: Flow, things: Collection[str]) -> bool:
    """Each verb and noun of a step, and each field, that the sentence speaks of."""
    spoken, again = _WORD.findall(said), _WORD.findall(instead)
    known = {one for one in _known(said, flow) if not _is_in(one, things)}
    return all(_is_in(one, again) for one in known if _is_in(one, spoken))


def _known(said: str, flow: Flow) -> Iterator[str]:
    for step in (*flow.steps, *(() if is_remark(said) else steps_in(said))):
        yield step.verb.split("_")[0]
        yield from step.noun.split()
    for field in flow.fields:
        yield from (one for one in field.name.split("_") if one not in _SMALL)


def _is_in(known: str, words: Collection[str]) -> bool:
    singular = lexicon().singular(known)
    return any(is_named(word, known) or lexicon().singular(word) == singular for word in words)
