"""How a sentence is told to limit something, and which verbs it speaks of.

What is asked here is wider than what is read: it is about sentences that are not understood.
"""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, is_known
from omninode_bridge.prose.acts.frame import act_called

TELLING: Final = re.compile(
    r"\b(?:notif(?:y|ied|ies|ications?)|inform(?:s|ed)?|announce[sd]?|publish(?:es|ed)?|emit(?:s|"
    r"ted)?"
    r"|emails?|e-mails?|mails?|messages?|told|tells?|sends?|sent|logs?|logged|events?)\b"
)
LIMITING: Final = re.compile(
    r"\b(?:never|not|cannot|no|nobody|none|neither|nor|only|unless|until|except|without|already|"
    r"refus\w+|reject\w*|den(?:y|ies|ied)|declin\w+|forbid\w*|forbidden|prohibit\w*|impossible|"
    r"allow\w*|permit\w*|must|has to|have to|had to|needs?|requir\w+|twice|duplicates?|same|"
    r"again|idempoten\w+|unique\w*|distinct|stale|outdated|out of date|versions?|conflicts?|"
    r"at (?:most|least|the latest|the earliest)|(?:more|less|fewer|longer|shorter|older|younger|"
    r"later|earlier|higher|lower|greater|larger|smaller) than|up to|max\w*|min\w*|limit\w*|"
    r"exceed\w*|between|within|before|as long as|while|valid|invalid|expire[sd]?|remain\w*|"
    r"keeps?|kept|stays?|archiv\w+|hidden|hides?|in the (?:past|future)|error|fails?)\b|n't\b"
)
BEGINNING: Final = re.compile(r"\b(?:new|newly|initial(?:ly)?|at first|by default|fresh)\b")
SHOWING: Final = re.compile(
    r"\b(?:sort(?:s|ed)?|ordered|ascending|descending|(?:newest|oldest|latest|earliest) first|"
    r"pages?|at a time|lists?|listed|shown|shows?|appears?|visible|overview|hidden)\b"
)
ORDERING: Final = re.compile(
    r"\b(?:sorted|ordered by|in (?:the |an? )?(?:[a-z]+ )?order\b|the order (?:is|of|follows)|"
    r"ascending|descending|alphabetical(?:ly)?|"
    r"at the (?:top|bottom|beginning|end)(?: of the list)?$|"
    r"(?:comes?|stands?|appears?|is (?:shown|listed)|are (?:shown|listed)|goes) "
    r"(?:[a-z]+ )?(?:first|last|on top|before|after|above|below)\b|(?:[a-z]+est) first\b)"
)
VISIBLE: Final = re.compile(r"\b(?:shown|shows?|appears?|visible|hidden)\b")
STORES: Final = re.compile(
    r"\b(?:off|from|in|into|to|on) the (?:list|system|store|database|register|catalogue)\b"
)
DENYING: Final = re.compile(
    r"\b(?:never|no|not|cannot|nobody|none|neither|only|unless|refus\w+|reject\w*|forbid\w*|"
    r"impossible|allow\w*)\b"
)
LISTS: Final = re.compile(r"^(?:the|every|each|all|no)? ?(?:lists?|pages?|overviews?)\b")
NOT_FOUND: Final = re.compile(r"(?: as| with)?(?: an?)? not found\b")
INTRODUCING: Final = re.compile(r"^(?:we|i) (?:is|are|am) (?:an?|the) .*")
"""Who they are limits nothing of what they do."""

UNKNOWN: Final = re.compile(
    r"(?:an?|the|any|every) (?P<noun>[a-z]+(?: [a-z]+)?) (?:for|of|with|by|about) (?:an?|the|"
    r"any)? ?"
    r"(?:(?:unknown|unregistered|missing|non-?existent|non-?existing) |[a-z ]+ (?:that|which|who) "
    r"(?:never exists?|is (?:not|never) (?:there|known|registered)))"
)
_AUXILIARY: Final = re.compile(
    r"(?:^|\s)(?P<by>(?:(?:may|shall|is|be|never|not|only|to|no longer|again|yet|also|then)\s+)+)"
    r"(?P<verb>[a-z-]+)(?: (?P<particle>up|down|out|back|off|away|(?:in|on|over)(?= ?$| ?[,;:])))?"
    r"(?=\s|$)"
)
QUOTED: Final = re.compile(r"[(:,]?\s*\"[^\"]*\"\)?")
_REFUSED: Final = re.compile(
    r"\b(?:rejects?|refuses?|declines?) (?:the|an?|any|such an?) (?P<noun>[a-z]+)"
)
WHILE: Final = r"(?:that|which|who|already|if|when|while|unless)"
_THERE: Final = r"(?:registered|known|there|stored|in the system)"
_EMPTY: Final = frozenset(
    {"be", "have", "do", "allow", "permit", "refuse", "reject", "accept", "deny", "decline", "fail"}
    | {"forbid", "prohibit", "exceed", "remain", "keep", "stay", "contain", "hold", "exist", "need"}
    | {"require", "expire", "possible", "lie", "limit", "say", "know", "own", "base", "", "give"}
    | {"differ", "equal", "match", "reach", "overlap", "belong", "concern", "become", "span"}
)
PARTICLES: Final = frozenset(
    {"up", "down", "in", "out", "back", "off", "away", "over", "on", "into", "from", "to", "as"}
)
PERSONS: Final = re.compile(
    r"^(?:only|nobody|no one|no|anyone|everyone|everybody|who)\b.*\bwho\b|"
    r"^(?:nobody|no one|anyone|everybody|everyone)\b"
)


def without_nouns(said: str, nouns: str) -> str:
    """A thing that is called a permit permits nothing."""
    return re.sub(rf"\b(?:{nouns})\b", "", said)


def without_places(said: str, nouns: str) -> str:
    """`A registered member` is one that is there: nothing is said of how members are registered.

    Nor is `at most two permits per firm` about firms.
    """
    said = re.sub(rf"\b(?:registered|known|existing|stored) (?={nouns})", "", said)
    said = re.sub(rf"\b(?:per|for (?:each|every|one)|of the same|by) (?:{nouns})\b", "", said)
    return re.sub(rf"(?<= )(?:that|who|which) (?:is|are) (?:not |never )?{_THERE}\b", "", said)


def positive_verbs(said: str) -> Iterator[str]:
    if re.match(r"(?:only|no|nobody|neither|nothing)\b", said):
        return
    for one in _AUXILIARY.finditer(said):
        if not re.search(r"\b(?:never|not|only|no longer)\s", one["by"]):
            yield from _verb(one)
    yield from leading_verb(said)


def main_verbs(said: str) -> frozenset[str]:
    found = {verb for one in _AUXILIARY.finditer(said) for verb in _verb(one)}
    # Behind "never" alone stands what somebody does, known or not: "empty hives never swarm".
    found |= {
        one["verb"] for one in _AUXILIARY.finditer(said) if not {"is", "be"} & {*one["by"].split()}
    }
    found |= {act_called(one["noun"]) for one in _REFUSED.finditer(said)}
    return frozenset({*found, *leading_verb(said)} - _EMPTY)


def leading_verb(said: str) -> Iterator[str]:
    """`list all loans`, `closing a loan`."""
    words = said.split()[:2]
    verb = base_of(words[0]) if words else ""
    if is_known(verb):
        yield f"{verb} {words[1]}" if words[1:] and words[1] in PARTICLES else verb


def _verb(one: re.Match[str]) -> Iterator[str]:
    verb = base_of(one["verb"], _EMPTY) or lexicon().lemma(one["verb"])
    if verb:
        yield f"{verb} {one['particle']}" if one["particle"] else verb


def verbs_in(said: str) -> set[str]:
    """All verbs that words of the sentence may be forms of, also with a particle behind."""
    words = said.split()
    found: set[str] = set()
    for at, word in enumerate(words):
        bases = {base_of(word), lexicon().lemma(word), act_called(word), word} - {""}
        found |= bases
        found |= {
            f"{base} {after}"
            for base in bases
            for after in words[at + 1 : at + 5]
            if after in PARTICLES
        }
    return found
