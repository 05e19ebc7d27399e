"""Sentences in other words that say the same: each way is one or more sentences in its place.

Tried only where a sentence is not read as it stands. A way is taken where all its sentences are
read, so nothing of what was said may be left out here but what no node can know.
"""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.prose.acts.act import Unseen
from omninode_bridge.prose.acts.frame import frames_of
from omninode_bridge.prose.acts.limits import number_of
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.tail_words import LIMITING_WORDS
from omninode_bridge.prose.acts.turned import turned
from omninode_bridge.prose.acts.worded import Worded

_OCCASION: Final = re.compile(
    r"(?:(?:when|whenever|as soon as|once|after) (?P<who>[^,;:()]+?)|"
    r"(?:at the (?:end|beginning|start) of|during|in|on) (?P<when>[^,;:()]+?)) ?, "
    r"(?:then )?(?P<deed>(?:(?:the|an?|our|every|each) )?[a-z].*)"
)
_NO_ACTOR: Final = re.compile(
    r"(?:it|they|he|she|this|that|its|there|no|nobody|nothing|only|(?:the )?(?:system|node|"
    r"service|software|program|tool|application|app))\b"
)
_MEANT: Final = frozenset({"not", "never", "no", "nobody", "nothing", "is", "has", "have"})
"""With these the occasion says how something is, which may be a condition."""

_NOTES: Final = (
    r"(?:records?|notes?(?: down)?|enters?|writes? down|states?|names?|fills? in|stores?|adds?|"
    r"sets?|gives?|specif(?:y|ies)|supplies)"
)
_AND_NOTES: Final = re.compile(
    rf"(?P<deed>[^;:]+?) ?,? and (?:then |thereby |also )?{_NOTES} "
    r"(?P<list>(?:the|its|an?|their) (?:(?! (?:to|as|into) )[^;:])+)"
)
_NOTING: Final = re.compile(
    rf"(?P<deed>[^;:]+?) ?: (?:he|she|it|they|the [a-z]+) {_NOTES} (?P<list>(?:the|its|an?|their) "
    r"[^;:]+?) ?,? and (?P<then>(?:the [a-z]+|it) (?:becomes|is then) [^;:]+)"
)
_WHILE: Final = re.compile(
    r"(?P<deed>[^;:]+?) (?:, )?(?P<how>(?:but |and )?only (?:while|when|if|as long as)|unless|"
    r"as long as|while|(?:but )?not (?:while|when|if|once)) "
    r"(?P<it>it|they|(?:the|its|their) [a-z]+(?: [a-z]+)?) (?P<is>is (?:not )?[a-z_ ]+)"
)
_BY_PUBLISHING: Final = re.compile(
    r"(?P<when>.+?) ?, (?:(?:tell|inform|notify|let)s? (?:the |all |our |every )?[a-z]+(?: [a-z]+)?"
    r" (?:know )?)by (?:publishing|sending|emitting|raising) (?P<event>.+)"
)
_AS_WELL: Final = re.compile(
    r"(?P<one>(?:(?:the|an?|every|each|any) )?[a-z]+) (?:as well as|along with|together with) "
    r"(?P<two>(?:(?:the|an?|every|each|any) )?[a-z]+) (?=(?:may|shall|can) )"
)
_OTHERS_FIRST: Final = re.compile(
    r"(?:(?:all|any|the) )*others (?P<who>(?:the |an? )?[a-z]+(?: [a-z]+)?) (?P<how>may|shall) "
    r"(?P<verb>[a-z]+)(?P<rest>.*)"
)
_OTHERS: Final = re.compile(r"\b(?:(?:all|any|the|every) )*others\b")
_OTHER: Final = re.compile(r"\b(?:(?:all|any|the|every) )*other (?=[a-z])|^otherwise ,? ?")


_LISTS_SHOW: Final = re.compile(
    r"(?:the |an? )?lists? of (?P<noun>[a-z]+(?: [a-z]+)?) (?:shows?|gives?|presents?) "
    r"(?:them |these |it )?by (?P<rest>.+)"
)
_ITSELF: Final = re.compile(
    r"(?P<thing>(?:an?|the) [a-z]+ [a-z]+) may [a-z]+(?: [a-z]+)? ?[;,] (?:and )?"
    r"(?P<who>(?:the|an?) [a-z]+(?: [a-z]+)?) (?:then )?(?P<verb>[a-z]+) it(?P<rest>(?: .+)?)"
)
_WHO_DOES: Final = re.compile(
    r"(?P<who>(?:the|an?|every|each|any) [a-z]+(?: [a-z]+)?) who (?P<does>[a-z]+) "
    r"(?P<thing>(?:an?|the) [a-z]+(?: [a-z]+)??) (?P<verb>[a-z]+) it(?P<rest>(?: .+)?)"
)
_OWNING: Final = frozenset(
    {"is", "has", "may", "shall", "owns", "holds", "keeps", "rents", "uses", "pays", "borrows"}
)
"""Whose it is, is a condition; that one drops it is an occasion."""

_FIELD_CHANGED: Final = re.compile(
    r"(?P<fields>(?:the|its|their) [a-z][a-z ,]*?) may be (?:added|changed|entered|set|given|"
    r"corrected|updated|filled in)(?: (?:later|afterwards|at any time|later on))*"
)


_FOR_WHOM: Final = re.compile(
    r"(?P<target>(?:an?|the|any|every) [a-z]+(?: [a-z]+)??) (?:for|to|of|in|on|with|by) (?:whom|"
    r"which) (?:there is (?:still |any )?(?P<there>[a-z]+(?: [a-z]+){0,2}?)|(?:any |some )?"
    r"(?P<many>[a-z]+(?: [a-z]+)??) is (?:still )?(?P<how>[a-z]+)) (?P<rest>(?:is|may|shall) .+)"
)
_BECOMES: Final = re.compile(
    r"(?P<when>when|whenever|once|as soon as) (?P<thing>(?:an?|the) [a-z]+(?: [a-z]+)?) becomes "
    r"(?P<rest>[a-z]+ ,? ?.+)"
)
_BOTH_STATES: Final = re.compile(
    r"(?P<one>[a-z_]+) (?:and|or) (?P<two>[a-z_]+) (?P<rest>(?P<noun>[a-z]+"
    r"(?: [a-z]+)?) (?:is|may|shall|stays?|remains?|never) .+)"
)


class Plainer:
    def __init__(self, model: Model) -> None:
        self._model = model
        self._worded = Worded(model)

    def ways_of(self, said: str) -> Iterator[tuple[str, ...]]:
        yield from self._of_fields(said)
        yield from self._of_both(said)
        yield from ((one,) for one in turned(said))
        yield from self._worded.ways_of(said)
        if among := _FOR_WHOM.fullmatch(said):
            owned = among["there"] or f"{among['how']} {among['many']}"
            yield (f"{among['target']} with {owned} {among['rest']}",)
        yield from self._without_occasion(said)
        for form, instead in (
            (_AND_NOTES, r"\g<deed> with \g<list>"),
            (_NOTING, r"\g<deed> with \g<list> , and \g<then>"),
            (_BECOMES, r"\g<when> \g<thing> is \g<rest>"),
            (_BY_PUBLISHING, r"\g<when> , publish \g<event>"),
            (_LISTS_SHOW, r"\g<noun> may be listed by \g<rest>"),
            (_ITSELF, r"\g<who> \g<verb> \g<thing>\g<rest>"),
        ):
            if form.fullmatch(said):
                yield (form.sub(instead, said, count=1),)
        about = _WHO_DOES.fullmatch(said)
        if about is not None and about["does"] not in _OWNING:
            yield (_WHO_DOES.sub(r"\g<who> \g<verb> \g<thing>\g<rest>", said, count=1),)
        if _AS_WELL.match(said):
            yield (_AS_WELL.sub(r"\g<one> and \g<two> ", said, count=1),)

    @staticmethod
    def unseen_in(said: str, way: tuple[str, ...]) -> tuple[Unseen, ...]:
        """What of the sentence that way leaves to who does it."""
        for form, group in ((_OCCASION, "deed"), (_WHO_DOES, ""), (_ITSELF, "")):
            match = form.fullmatch(said)
            if match is None:
                continue
            if group and way == (match[group],):
                return (Unseen(said[: match.start(group)].strip(" ,")),)
            if not group and len(way) == 1 and way[0].startswith(match["who"]):
                return (Unseen(said[: match.start("verb")].strip(" ,;")),)
        return ()

    def _of_both(self, said: str) -> Iterator[tuple[str, ...]]:
        """`Collected and returned parcels cannot be changed` holds for either."""
        match = _BOTH_STATES.fullmatch(said)
        if match is None:
            return
        ways = [f"{match[one]} {match['rest']}" for one in ("one", "two")]
        found = [self._model.thing_at(tuple(way.split()), 0)[0] for way in ways]
        if all(one is not None and one.value is not None for one in found):
            yield tuple(ways)

    def _of_fields(self, said: str) -> Iterator[tuple[str, ...]]:
        """`The phone number can be added later` of the one thing that has a phone number."""
        match = _FIELD_CHANGED.fullmatch(said)
        if match is None:
            return
        words = tuple(match["fields"].replace(",", " , ").split())
        having = [
            one
            for one in self._model.entities
            if self._model.fields_at(one, words, 0)[1] == len(words)
        ]
        if len(having) == 1:
            noun = self._model.nouns_of(having[0])[0]
            yield (f"{match['fields']} of a {noun} may be changed",)

    def _without_occasion(self, said: str) -> Iterator[tuple[str, ...]]:
        """`When the owner turns up, the porter returns an item`: that is for the porter to see.

        Not where the occasion speaks of what is stored, or limits, and not where nobody is said to
        do it: then it may be a condition.
        """
        match = _OCCASION.fullmatch(said)
        if match is None or _NO_ACTOR.match(match["deed"]):
            return
        words = (match["who"] or match["when"]).split()
        is_known = any(
            self._model.knows(one, word) for one in self._model.entities for word in words
        )
        limits = {*words} & (LIMITING_WORDS | (_MEANT if match["who"] else _MEANT - {"is"}))
        numbers = any(number_of(word) or word[0].isdigit() for word in words)
        if not (is_known or limits or numbers) and self._has_actor(match["deed"]):
            yield (match["deed"],)

    @staticmethod
    def _has_actor(deed: str) -> bool:
        """Somebody does it, and it does not become so by itself."""
        return any(one.subject and not (one.passive or one.opener) for one in frames_of(deed))


def without_contrast(said: str, noun: str) -> str:
    """`other tables can be removed`, behind what says which cannot, is about all tables.

    Empty where nothing is told apart.
    """
    if match := _OTHERS_FIRST.fullmatch(said):
        said = f"{match['who']} {match['how']} {match['verb']} others{match['rest']}"
    plain = _OTHERS.sub(f"a {noun}", _OTHER.sub("", said))
    return plain if plain != said else ""


def narrowed_deed(said: str) -> tuple[str, str, str, bool] | None:
    """`Change the note, but only while it is open`: the deed, what is how, and whether `only`."""
    match = _WHILE.fullmatch(said)
    if match is None:
        return None
    how, state = match["how"], match["is"].removeprefix("is ")
    is_not = state.startswith("not ")
    denies = how.endswith(("unless", "not while", "not when", "not if", "not once"))
    return match["deed"], match["it"], state.removeprefix("not "), denies is is_not
