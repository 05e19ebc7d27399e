"""Sentences in other words that say the same: each way is one or more sentences in its place.

Tried only where a sentence is not read as it stands. A way is taken where all its sentences are
read, so nothing of what was said may be left out here but what no node can know.
"""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.prose.acts.frame import frames_of
from omninode_bridge.prose.acts.limits import number_of
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.tail_words import LIMITING_WORDS

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
    r"as long as|(?:but )?not (?:while|when|if|once)) "
    r"(?P<it>it|they|(?:the|its|their) [a-z]+(?: [a-z]+)?) (?P<is>is (?:not )?[a-z_ ]+)"
)
_BY_PUBLISHING: Final = re.compile(
    r"(?P<when>.+?) ?, (?:(?:tell|inform|notify|let)s? (?:the |all |our |every )?[a-z]+(?: [a-z]+)?"
    r" (?:know )?)by (?:publishing|sending|emitting|raising) (?P<event>.+)"
)
_STAYS: Final = re.compile(
    r"(?:an? |every |each |all |any )?(?P<value>[a-z_]+) (?P<noun>[a-z]+(?: [a-z]+)?) "
    r"(?:stays?|remains?) (?P=value)(?: (?:for ever|forever|for good))?|"
    r"(?:an? |every |each |all |any )?(?P<final>[a-z_]+) (?P<things>[a-z]+(?: [a-z]+)?) is "
    r"(?:final|never changed(?: any more| anymore)?)"
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


class Plainer:
    def __init__(self, model: Model) -> None:
        self._model = model

    def ways_of(self, said: str) -> Iterator[tuple[str, ...]]:
        yield from self._without_occasion(said)
        for form, instead in (
            (_AND_NOTES, r"\g<deed> with \g<list>"),
            (_NOTING, r"\g<deed> with \g<list> , and \g<then>"),
            (_BY_PUBLISHING, r"\g<when> , publish \g<event>"),
        ):
            if form.fullmatch(said):
                yield (form.sub(instead, said, count=1),)
        if _AS_WELL.match(said):
            yield (_AS_WELL.sub(r"\g<one> and \g<two> ", said, count=1),)
        if final := _STAYS.fullmatch(said):
            value = final["value"] or final["final"]
            noun = final["noun"] or final["things"]
            yield (f"changes to {value} {noun} is never allowed",)

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
