"""Clauses about what is refused, allowed, told to somebody, or said for completeness only."""

import re
from typing import Final

from omninode_bridge.language.word_forms import base_of, is_past
from omninode_bridge.prose.lives.clause import Clause, Says
from omninode_bridge.prose.lives.nouns import is_item, is_noun, parted
from omninode_bridge.prose.lives.standing import Clauses
from omninode_bridge.prose.lives.vocabulary import Vocabulary
from omninode_bridge.prose.narration.plain_words import ARTICLE, identifier, without_article

OUT: Final = (
    r"(?:refused|rejected|declined|ignored|turned down|not accepted|not allowed|never "
    r"accepted|never "
    r"allowed|never possible|not possible|an error|invalid|forbidden)"
)
_ANYTHING: Final = (
    r"(?:everything|anything|whatever|all|any|every|each|an|the|other|what)?(?: ?(?:else|others?))?"
    r"(?: ?(?:events?|combinations?|cases?|moves?|transitions?|steps?|actions?))?"
    r"(?: of [a-z]+ and [a-z]+)?(?: (?:that|which) .+| in .+| out of .+| (?=never)[a-z ]+)?"
)
_MISFIT: Final = (
    r"\b(?:other|else|(?:not|never) (?:fit|match|listed|mentioned|allowed|possible|named|described|"
    r"provided|foreseen|valid|make sense)|fits? no|wrong state|another state)\b"
)
_SILENT: Final = (
    (
        rf"{_ANYTHING} is (?:simply |always )?{OUT}"
        r"(?: too| as well|(?: ,)? with .+|(?: ,)? and .+)?"
    ),
    (
        r"(?:whatever|what|everything that|anything that|a refused event|an? [a-z]+ event that) is "
        r"(?:refused|rejected) .+"
    ),
    r"(?:each|every|the) (?:refusal|rejection) (?:says|comes with|has|gives|carries) .+",
    r"(?:a|the) (?:refused|rejected) (?:event|[a-z]+) (?:changes nothing|leaves .+|has no effect)",
    r"(?:and )?(?:then )?nothing (?:else )?(?:changes|happens)|nothing is changed",
    r"(?:shall )?(?:changes nothing|leaves? (?:it|everything|.+) as it is|comes with a reason)",
)
_INTRODUCING: Final = (
    r"(?:we|this node|the node|it|the [a-z]+(?: [a-z]+)?)? ?(?:follows?|tracks?|keeps? track of|"
    r"watche?s?|looks? after|is about|manages?|models?|describes?) (?:an?|one|the|single|"
    r"every|each)\b"
    r" .+|.+ is (?:tracked|followed|watched) from .+ (?:until|to|till) .+"
)
_MESSAGES: Final = frozenset(
    {"letter", "message", "mail", "e-mail", "email", "reminder", "notification", "notice",
     "warning", "receipt", "text", "call", "note", "sms"}
)  # fmt: skip
_TOLD: Final = r"(?:told|notified|informed|alerted|warned|called|phoned|summoned|alarmed)"
_NOTICE: Final = (
    r"(?:an? |the )?(?:event |message |notice |intent |signal )?(?P<name>[a-z][a-z_]*)"
    r"(?: (?:notice|message|event|notification|intent|signal|mail))?"
    r"(?: with (?P<items>(?:(?! (?:goes|is|to) ).)+))?"
)
_PUBLISHED: Final = (
    re.compile(
        r"(?:we|the node|the system|it) (?:also )?(?:sends?|publish(?:es)?|emits?|raises?|"
        rf"announces?) {_NOTICE}(?: to (?:the |an? )?[a-z]+(?: [a-z]+)?)?"
    ),
    re.compile(
        rf"{_NOTICE} (?:goes(?: out)?|is (?:then )?(?:sent|published|emitted|raised|announced|"
        r"issued|triggered))(?: to (?:the |an? )?[a-z]+(?: [a-z]+)?)?"
    ),
)
_WHOM: Final = rf"(?:{ARTICLE} )?[a-z-]+(?: [a-z-]+)?"


def silent(text: str, words: Vocabulary) -> Clauses:
    """What holds of every node: what does not fit is refused, and changes nothing."""
    for way in _SILENT:
        if re.fullmatch(way, text):
            needs = way is _SILENT[0] and not re.match(r"nothing", text)
            if needs and not re.search(_MISFIT, text):
                continue
            return (Clause(Says.SILENT),)
    if re.fullmatch(rf"(?:{words.noun} )?(?:has|with) no (?:[a-z]+)(?: yet)?", text):
        return (Clause(Says.SILENT),)
    if re.fullmatch(_INTRODUCING, text) and not re.search(r"\b(?:not|never|only|no)\b", text):
        return (Clause(Says.SILENT),)
    return None


def refused(text: str, words: Vocabulary) -> Clauses:
    """`a fill that would bring the level over 500 is refused as a whole`, `the third attempt`."""
    more = re.fullmatch(
        r"(?:you|one|nobody|we|they|it|the [a-z]+) (?:may )?never (?P<event>[a-z]+)(?: out)? "
        r"more than (?:there is|is left|"
        r"is in it|it holds|(?P<field>the [a-z ]+))",
        text,
    )
    if more:
        return (
            Clause(
                Says.REFUSED, text=f"a {more['event']} of more than {more['field'] or 'the level'}"
            ),
        )
    found = re.fullmatch(
        rf"(?P<what>.+?) is (?:then |also |always )?{OUT}(?: too| as well| as a whole| in full|"
        rf" again| altogether| completely| with (?:a|the) (?:reason|message)(?: .+)?| as .+)?",
        text,
    )
    if found is None or re.search(r" ; | is | may | , otherwise ", found["what"]):
        return None
    return (
        None
        if words.about(found["what"]) is not None
        else (Clause(Says.REFUSED, text=found["what"]),)
    )


def allowed(text: str, words: Vocabulary) -> Clauses:
    """`meter events are accepted`, `starting the repair is possible`, `both need an open silo`."""
    need = re.fullmatch(rf"(.+?) (?:needs?|requires?) ({words.noun})", text)
    if need and (states := words.about(need[2])):
        return (Clause(Says.ALLOWED, need[1], states),)
    found = re.fullmatch(
        r"(.+?) (?:is|works?|counts?)(?: (?:still |only )?(?:accepted|possible|allowed|done|"
        r"permitted|"
        r"valid|available))?(?P<only> only)?",
        text,
    )
    if found is None or (words.about(found[1]) is not None and found[1] != "it"):
        return None
    if " ; " in found[1]:
        return None
    event, _, carried = found[1].partition(" with ")
    items = parted(carried) if carried else ()
    if not re.search(_WORKS, text) or not all(map(is_item, items)):
        return None
    has = (Clause(Says.HAS, event, items=items),) if items else ()
    return (*has, Clause(Says.ALLOWED, event))


_WORKS: Final = r"(?:accepted|possible|allowed|permitted|valid|available|works?)(?: only)?$"


def never(text: str, words: Vocabulary) -> Clauses:
    """`it cannot be cancelled`, `nothing can be redeemed`, `that is no longer possible`."""
    if re.fullmatch(
        (
            r"(?:that|this|it) is (?:no longer|not|never)(?: any more)? (?:possible|allowed)(?: "
            r"any more)?"
        ),
        text,
    ):
        return (Clause(Says.NEVER),)
    nobody = re.fullmatch(r"(?:nothing|nobody|no [a-z]+) (?:may be|is|may) ([a-z]+)(?: it)?", text)
    if nobody:
        return (Clause(Says.NEVER, base_of(nobody[1]) or nobody[1]),)
    found = re.fullmatch(rf"({words.noun}) is never ([a-z]+)(?: again| any more| anymore)?", text)
    if found and is_past(found[2]):
        return (Clause(Says.NEVER, base_of(found[2]), words.about(found[1]) or ()),)
    found = re.fullmatch(
        rf"({_WHOM}) never ([a-z]+)(?: ({words.noun}))?(?: any more| anymore)?", text
    )
    if found and is_noun(found[1]):
        states = words.about(found[1]) or (words.about(found[3]) if found[3] else ()) or ()
        return (Clause(Says.NEVER, base_of(found[2]) or found[2], states),)
    return None


def informs(text: str, words: Vocabulary) -> Clauses:
    """`the owner is told`, `a letter is sent to the owner`, `the owner gets a warning`."""
    told = re.fullmatch(
        rf"({_WHOM}) is (?:then |also )?{_TOLD}(?: about it| of (?:this|that|it))?", text
    )
    if told and words.about(told[1]) is None:
        verb = base_of(re.search(_TOLD, text[told.end(1) :])[0])  # type: ignore[index] # matched above
        return (Clause(Says.INFORMS, f"{verb}_{identifier(without_article(told[1]))}"),)
    for published in filter(None, (way.fullmatch(text) for way in _PUBLISHED)):
        name = published["name"].replace(" ", "_")
        if name in words.named:
            items = parted(published["items"]) if published["items"] else ()
            return (Clause(Says.INFORMS, name, items=items),)
    gets = re.fullmatch(rf"{_WHOM} (?:gets?|receives?) an? ([a-z-]+)(?: .+)?", text)
    sent = re.fullmatch(
        rf"(?:{_WHOM} (?:may |shall )?(?:sends?|writes?) )?an? ([a-z-]+)(?: is (?:sent|written))?"
        rf"(?: (?:to|by) {_WHOM})*",
        text,
    )
    active = re.fullmatch(
        rf"(?:{_WHOM} )?(?:shall )?(tell|notify|inform|alert|warn|call)s? ({_WHOM})", text
    )
    for found in (gets, sent):
        if found and found[1] in _MESSAGES:
            return (Clause(Says.INFORMS, f"send_{identifier(found[1])}"),)
    if active and words.about(active[2]) is None:
        return (Clause(Says.INFORMS, f"{active[1]}_{identifier(without_article(active[2]))}"),)
    return None
