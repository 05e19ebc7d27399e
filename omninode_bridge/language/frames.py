"""The frame of a sentence: who asks, who acts, when, and why; and what is asked for without it.

`As a clerk, I want the system to let members renew a loan, so that nobody pays a fine` asks for
`renew a loan`. A frame is taken off as a whole or not at all: what says `only` or `not` stays.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Final

from omninode_bridge.language.auxiliaries import with_plain_auxiliaries
from omninode_bridge.language.conditions import with_plain_openers
from omninode_bridge.language.fillers import without_fillers
from omninode_bridge.language.openings import without_opening
from omninode_bridge.language.people import without_node
from omninode_bridge.language.purposes import without_purpose
from omninode_bridge.language.voices import as_order, as_passive
from omninode_bridge.language.wishes import NODE, WISHES, Wish
from omninode_bridge.language.word_forms import base_of, is_known

_STORY: Final = re.compile(
    r"as (?:an? |the |one of the )?(?P<asker>[^,.;:]{2,200}?)"
    r"(?:,?\s+(?=(?:i|we)\s)|,\s+(?=(?:it|there|the|this|our)\s))",
    re.IGNORECASE,
)
_CONDITIONS: Final = (
    r"when|whenever|while|if|where|once|after|before|upon|as soon as|as long as|in case|given|"
    r"provided that|unless|until"
)
_CONDITION: Final = re.compile(rf"(?:and )?(?:{_CONDITIONS})\b[^.;:]", re.IGNORECASE)
_LEADING: Final = re.compile(
    rf"(?:and )?(?:{_CONDITIONS}|otherwise|for|on|at|in|during|first|then|next|finally|afterwards|"
    r"also)\b[^.;:]",
    re.IGNORECASE,
)
_NEXT_CONDITION: Final = re.compile(
    r",\s+(?:and\s+)?(?=(?:when|whenever|while|if|where|once|after|before|upon)\b)", re.IGNORECASE
)
_COMMA: Final = re.compile(r",\s+(?P<then>then\s+)?", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"(?<=[^\W\d_]{2}[.!?])\s+(?=[A-Z])")
_NODE: Final = re.compile(NODE, re.IGNORECASE)
_MANNER: Final = re.compile(
    r"^(?:(?:quickly|easily|simply|directly|also|always|automatically|then)\s+)+", re.IGNORECASE
)
_MOST_LAYERS: Final = 6
_MOST_COMMAS: Final = 8
_LONGEST: Final = 1000
_MOST_WORDS: Final = 6
_NOBODY: Final = frozenset(
    {
        *("only", "no", "not", "never", "nobody", "none", "neither", "nor", "nothing", "except"),
        *("unless", "without", "than", "is", "are", "be", "was", "were", "to", "if", "when"),
        *("that", "which", "who", "whose", "must", "shall", "should", "can", "may", "will"),
        *("do", "does", "did", "it", "there", "while", "because", "but", "cannot", "might"),
        *("could", "would", "longer"),
    }
)
"""Words that no name of those who do something has."""

_STATIVE: Final = frozenset(
    {"cost", "become", "remain", "belong", "expire", "exist", "contain", "consist", "stay"}
)
"""Verbs of what something is, not of what somebody does."""

_MYSELF: Final = frozenset({"i", "we", "you", "one", "everybody", "everyone", "anybody", "anyone"})
_DENIED: Final = re.compile(r"(?:not|never|only|no|neither)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Framed:
    """`asker` is whose wish it is, `actor` who is to do it; empty where it is the node or nobody.

    `conditions` stand in front, each with the word that opens it. `clause` is the main clause
    with its actor, `asked` without; both are imperatives where the sentence has a wish.
    `rest` are the sentences that follow. `order` is the word that says that it is the last one,
    `also` the one that says that it is done by others, too.
    """

    text: str
    clause: str
    asked: str
    asker: str = ""
    actor: str = ""
    conditions: tuple[str, ...] = ()
    purpose: str = ""
    rest: str = ""
    layers: int = 0
    order: str = ""
    also: str = ""

    @property
    def is_story(self) -> bool:
        return bool(self.asker)

    @property
    def is_wish(self) -> bool:
        """Whether words were taken off that say that it is wanted."""
        return self.layers > 0

    @property
    def told(self) -> str:
        """`plain` with the words that tell it from others."""
        said = f"{self.order}, {self.plain}" if self.order else self.plain
        return f"{said.rstrip(' .!')} {self.also}" if self.also and not self.rest else said

    @property
    def active(self) -> str:
        """`plain` as an imperative, where something is to be done to a thing; else empty."""
        order = as_order(self.clause)
        return ", ".join((*self.conditions, order)) if order else ""

    @property
    def passive(self) -> str:
        """`plain` of something that is done to a thing, where it is an order; else empty."""
        for before, after in (("", self.clause), *_parted(self.clause)):
            if said := as_passive(after):
                return ", ".join((*self.conditions, *([before] if before else []), said))
        return ""

    @property
    def plain(self) -> str:
        """All the sentences as if there were no frames, conditions in front."""
        said = ", ".join((*self.conditions, self.clause))
        more = framed(self.rest.strip()).plain if self.rest else ""
        return f"{said} {more[:1].upper()}{more[1:]}" if more else said


@lru_cache(maxsize=4_096)
def framed(text: str) -> Framed:
    """Any text has a frame, most often none: then `plain` is the text."""
    found = _SENTENCE_END.search(text) if len(text) <= _LONGEST else None
    first, rest = (text[: found.start()], text[found.start() :]) if found else (text, "")
    if len(text) > _LONGEST:
        return Framed(text, text, text)
    said, purpose = without_purpose(with_plain_auxiliaries(first))
    said, also = without_fillers(said)
    said, order = without_opening(said)
    said = with_plain_openers(without_node(said))
    made = Framed(text, said, said, purpose=purpose, rest=rest, order=order, also=also)
    for _ in range(_MOST_LAYERS):
        inner = _story(made) or _peeled(made) or _behind_condition(made)
        if inner is None:
            break
        made = inner
    return _with_actor(made)


def _story(made: Framed) -> Framed | None:
    found = None if made.asker else _STORY.match(made.clause.lstrip())
    if found is None:
        return None
    rest = made.clause.lstrip()[found.end() :]
    is_own = re.match(r"(?:i|we)\s", rest, re.IGNORECASE)
    inner = replace(made, asker=found["asker"].strip(), clause=rest, asked=rest)
    return _peeled(inner) or (_plainly_wanted(inner) if is_own else None)


def _plainly_wanted(made: Framed) -> Framed | None:
    """`As a clerk, I see ...`: the person is gone with the wish."""
    found = re.fullmatch(r"(?:i|we)\s+(.+)", made.clause, re.IGNORECASE | re.DOTALL)
    verb = _first(found[1]) if found else ""
    if found is None or verb in _NOBODY or not (is_known(verb) and _is_plain_verb(verb)):
        return None
    return replace(made, clause=found[1], asked=found[1])


def _peeled(made: Framed) -> Framed | None:
    """Without the outermost words that only say that it is wanted."""
    for wish in WISHES:
        for clause, actor in _inner(wish, made.clause):
            who, layers = actor or made.actor, made.layers + 1
            return replace(made, clause=clause, asked=clause, actor=who, layers=layers)
    return None


def _inner(wish: Wish, text: str) -> Iterator[tuple[str, str]]:
    """The clause that is wished for, and who is to do it; nothing where it is none."""
    found = wish.pattern.fullmatch(text.strip())
    groups = {name: value for name, value in found.groupdict().items() if value} if found else {}
    who = groups.get("who", "").strip()
    if not groups or (who and not is_somebody(who)):
        return
    if deed := _deed(groups):
        yield from _done(deed, who, wish)
    elif "people" in groups:
        yield from _let(groups["people"], wish)
    elif "being" in groups:
        yield re.sub(r"\s+to\s+be\s+", " shall be ", groups["being"], count=1), ""
    elif "said" in groups:
        yield _SUBJUNCTIVE.sub(r"\1 shall be ", groups["said"], count=1), ""
    elif who.lower() in _MYSELF and not re.match(r"to\b", groups["thing"]):
        yield groups["thing"], ""


def _deed(groups: Mapping[str, str]) -> str:
    """`store loans` of `to store loans`, `storing loans` and `stores loans`."""
    said = groups.get("doing") or groups.get("does") or ""
    first, _, rest = said.partition(" ")
    verb = base_of(first.lower())
    is_form = verb != first.lower() and is_known(verb) and verb not in _STATIVE
    is_form = is_form and _first(rest) not in _NOBODY
    return groups.get("do", "") or (f"{verb} {rest}" if is_form else "")


def _let(text: str, wish: Wish) -> Iterator[tuple[str, str]]:
    """`members renew a loan`: those who may do it end where the first verb begins."""
    words = text.split(" ")
    for at in range(1, min(len(words), _MOST_WORDS)):
        verb = words[at].lower()
        if is_known(verb) and _is_plain_verb(verb) and is_somebody(" ".join(words[:at])):
            yield from _done(" ".join(words[at:]), " ".join(words[:at]), wish)
            return


def _done(what: str, who: str, wish: Wish) -> Iterator[tuple[str, str]]:
    """What somebody is to do; it needs a verb in its plain form."""
    who = re.sub(r"^(?:each|every|all|any|our|my)\s+", "", who, flags=re.IGNORECASE)
    is_people = bool(who) and not (wish.is_node or is_node(who) or who.lower() in _MYSELF)
    what = _MANNER.sub("", what)
    if _DENIED.match(what):
        return
    if re.match(r"be\s", what):
        yield from ((f"{who} shall {what}", ""),) if who else ()
    elif _is_plain_verb(_first(what)):
        yield (f"{who} {wish.modal} {what}", who) if is_people else (what, "")


def is_node(who: str) -> bool:
    """Whether it is what is built, in general words: `the booking system`."""
    return _NODE.fullmatch(who.strip()) is not None


def _is_plain_verb(word: str) -> bool:
    is_other = word.endswith(("ed", "ing")) or word in _NOBODY or word in _STATIVE
    return word.isalpha() and not is_other


def _first(text: str) -> str:
    return re.split(r"[\s,.;:!]", text.strip(), maxsplit=1)[0].lower()


def is_somebody(who: str) -> bool:
    """`the clerk`, `clerks and wardens`; neither `only the clerk` nor a clause."""
    words = who.lower().split()
    denies = any(word.endswith(("n't", "n\u2019t")) for word in words)
    return 0 < len(words) <= _MOST_WORDS and not {*words} & _NOBODY and not denies


def _behind_condition(made: Framed) -> Framed | None:
    """Of `when the wash ends, the system shall ...` the part in front of the frame."""
    for before, after in _parted(made.clause):
        before_all = (*made.conditions, *_NEXT_CONDITION.split(before))
        inner = replace(made, clause=after, asked=after, conditions=before_all)
        found = _story(inner) or _peeled(inner)
        if found is not None:
            return found
    return None


def _parted(clause: str) -> Iterator[tuple[str, str]]:
    """A condition in front and the rest, for each of the commas that may end it."""
    commas = _COMMA.finditer(clause) if _LEADING.match(clause) else iter(())
    is_condition = bool(_CONDITION.match(clause))
    for comma in islice(commas, _MOST_COMMAS):
        # "First wash it, then dry it" are two things to do.
        if is_condition or not comma["then"]:
            yield clause[: comma.start()], clause[comma.end() :]


_SUBJUNCTIVE: Final = re.compile(
    r"^((?:(?!\b(?:must|shall|should|can|may|will|to|not)\b)[^,;:])+?)\s+be\s+", re.IGNORECASE
)
_ACTING: Final = re.compile(
    r"(?P<who>[^,.;:()\"`]{1,60}?)\s+(?:can|may|could|might|must|shall|should|will)\s+(?P<do>.+)",
    re.IGNORECASE | re.DOTALL,
)


def _with_actor(made: Framed) -> Framed:
    """`the clerk can release a seat` asks to release a seat."""
    found = _ACTING.fullmatch(made.clause)
    if found is None or not is_somebody(found["who"]) or _DENIED.match(found["do"]):
        return made
    if _first(found["do"]) in {"be", "have"} or not _is_plain_verb(_first(found["do"])):
        return made
    is_self = found["who"].lower() in _MYSELF
    clause = found["do"] if is_self else made.clause
    return replace(made, clause=clause, asked=found["do"], actor="" if is_self else found["who"])
