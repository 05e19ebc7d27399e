"""States that only a deed tells of: `customers collect a finished repair`, which is then collected.

What is done to a thing in a state, and changes nothing else of it, changes that state: else it
would do nothing. Where something is given, too, only what ends a matter does.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from omninode_bridge.language.word_forms import base_of, is_known, participle_of
from omninode_bridge.prose.acts.verbs import PLAIN, UPDATING, classes_of
from omninode_bridge.prose.narration.plain_words import asked

_NO_CHANGE: Final = frozenset({"read", "list", "search", "delete", "restore"})
_ENDING: Final = frozenset(
    {"close", "finish", "complete", "settle", "resolve", "approve", "reject", "decline", "archive"}
    | {"conclude", "return", "sell", "pay", "collect", "deliver", "ship", "discharge", "dismiss"}
    | {"expire", "grant", "confirm", "accept", "refuse", "schedule"}
)
_RESULT: Final = re.compile(
    r"\b(?:is|are) (?:then|now|again)\b|\b(?:becomes?|stays?|remains?|turns?)\b|"
    r"\b(?:set|marks?|moves?|puts?|back) (?:\w+ ){0,4}?(?:to|as|into)\b"
)
_MOST: Final = 12
"""So many states one deed leads to after the other."""


def done_to_stated(
    texts: Sequence[str], nouns: Sequence[str], members: Collection[str]
) -> Iterator[str]:
    """Participles of such deeds, each once, as far as `members` and they lead to others."""
    deeds = [one for text in texts for one in _deeds(asked(text), nouns)]
    known, found = {*members}, list[str]()
    for _ in range(_MOST):
        new = [done for state, done in deeds if state in known and done not in known]
        if not new:
            break
        known.add(new[0])
        found.append(new[0])
    yield from found


def _deeds(said: str, nouns: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each state in which a thing is, with what the deed makes of it."""
    form = (
        r"(?:(?P<who>(?:the |an? )?[a-z]+(?: [a-z]+)?) )?(?:(?:may|shall) )?(?P<verb>[a-z]+) "
        rf"(?:an?|the|any|every) (?P<state>[a-z_]+) (?:{'|'.join(map(re.escape, nouns))})"
        r"(?P<rest> .*)?"
    )
    match = re.fullmatch(form, said)
    if match is None or _RESULT.search(said) or {"never", "not", "only"} & {*said.split()}:
        return
    verb = match["verb"] if is_known(match["verb"]) else base_of(match["verb"])
    is_change = verb and not (verb in PLAIN | UPDATING or classes_of(verb) & _NO_CHANGE)
    if is_change and (verb in _ENDING or not match["rest"]):
        yield match["state"], participle_of(verb)
