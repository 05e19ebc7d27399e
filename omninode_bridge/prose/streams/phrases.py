"""The figures that one sentence asks for, each as a phrase of its own, with its name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.narration.figure_ranks import NUMBER
from omninode_bridge.prose.narration.plain_words import identifier, without_article
from omninode_bridge.prose.streams.naming import bracketed
from omninode_bridge.prose.streams.turns import turned_to_parts

_FUNCTION: Final = (
    r"(?:total|sum|average|mean|median|minimum|maximum|best|worst|[a-z]{3,}est|last|first|latest|"
    r"earliest)"
)
_HEAD: Final = (
    r"(?:the )?(?:number of|count of|how many|how often|\d{1,2} ?(?:th|st|nd|rd) percentile|"
    r"top \d+|"
    rf"(?:{NUMBER}) (?:most |busiest |commonest |best |worst |[a-z]+est |[a-z ]+? with the most )|"
    r"time of the (?:last|first|latest|earliest) |"
    rf"{_FUNCTION}|[a-z]+ count(?= (?!double|twice|for (?!each|every)|as |once|only)|$))"
)
_WANTS: Final = (
    r"(?:(?:would )?like|wants?|needs?|asks? for|requires?|wishe?s?|expects?|(?:shall )?(?:show|"
    r"tell|"
    r"keep|report|give|count|track|publish|calculate|compute|provide|offer|follow|maintain|record|"
    r"display|know)s?|sees?|may see|looks? at|(?:is )?interested in|keeps? track of|cares? about)"
)
_WHO: Final = r"(?:we|i|they|it|(?:the |our )?[a-z-]+(?: [a-z-]+){0,2}?)"
_OPENED: Final = re.compile(
    r"^(?:for (?:all|the) (?:accepted |valid |counted )?[a-z]+ (?:we |i )(?:also )?(?:want|"
    rf"need|see) |(?:{_WHO} )?(?:also )?(?:shall )?{_WANTS}"
    r"(?: to (?:see|know|have|learn|keep))?(?: track of)? (?=(?:the |how |an? )?[a-z\d]))"
)
_EACH: Final = re.compile(
    r"^(?:for|per) (?:each|every|the individual) (?P<key>[a-z ]+?)(?: ,)? "
    rf"(?:there is |{_WHO} (?:also )?{_WANTS} )?(?=the |how |(?:{_FUNCTION}|number|count) )"
)
_ASIDE: Final = re.compile(
    rf"(?P<opening>(?:{_WHO} )?{_WANTS}) , (?P<each>(?:for|per) (?:each|every) [a-z ]+?) , "
)
_KEPT: Final = re.compile(
    r" (?:is|shall be) (?:also |always )?(?:kept|wanted|needed|reported|shown|known|tracked|"
    r"recorded|"
    r"calculated|computed|maintained|of interest|required|asked for|available|visible|listed)"
    r"(?: too| as well)?$"
)
_ADDED: Final = re.compile(
    r"(?P<what>[a-z][a-z ]*?)(?: ,)? (?:in total|added up|summed up|altogether)(?P<rest> (?:per|"
    r"for|by|of) .+)?"
)
_DOER: Final = (
    r"(?:(?:we|i|they|you)(?: shall| may)? |(?:it|the [a-z-]+(?: [a-z-]+)?) (?:shall |may )|)"
    r"(?:also )?"
)
_DOES: Final = r"(?:it|the [a-z-]+(?: [a-z-]+)?) (?:also )?"
_VERBS: Final = (
    (
        re.compile(
            rf"^(?:{_DOER}count|{_DOES}counts) (?:all )?(?!of |as |for |once|twice|only |towards )"
        ),
        "the number of ",
    ),
    (
        re.compile(rf"^(?:{_DOER}(?:sum|add|total) up|{_DOES}(?:sums|adds|totals) up|{_DOER}sum) "),
        "the sum of ",
    ),
    (re.compile(rf"^(?:{_DOER}average|{_DOES}averages) (?=the )"), "the average "),
)
_DONE: Final = (
    (
        re.compile(
            r"^(?P<what>(?!only )(?:(?! (?:is|not|never|if|when|again) ).)+?) is (?:also )?counted"
            r"(?: separately| too| as well)?(?P<rest>(?: (?:per|by|for|in|on) .+)?)$"
        ),
        "the number of ",
    ),
    (
        re.compile(
            r"^(?P<what>(?:(?! (?:is|not|never|if|when) ).)+?) is (?:also )?(?:summed up|"
            r"added up|totalled|accumulated)"
            r"(?: separately| too| as well)?(?P<rest>(?: (?:per|by|for|in|on) .+)?)$"
        ),
        "the sum of ",
    ),
)
_SHOWN: Final = re.compile(
    r" (?:is|shall be) (?:also |always )?(?:kept|wanted|needed|reported|shown|known|tracked|"
    r"recorded|"
    r"calculated|computed|counted|maintained|required|available|listed)(?: separately)?"
    r"(?= (?:per|by|for|in|at|of) )"
)
_ALSO: Final = re.compile(
    r"(?P<first> (?:per|by|for each|for every) .+?)(?: ,)? (?:and also|as well as|and separately|"
    r"and once more|and besides)"
    r" (?P<second>(?:per|by|for each|for every) .+)$"
)
_TOO: Final = re.compile(r"(?: ,)? (?:too|as well|also)$")
_DONE_BY: Final = re.compile(
    r"how many (?P<things>[a-z]+) (?:that|this|the) [a-z]+ (?P<verb>[a-z]+)"
)
_BEHIND: Final = re.compile(
    r" , rounded to (?:the |whole |full )?cents?$| over all [a-z]+$|"
    r" of all (?:the )?(?P<things>[a-z]+)$| , no matter .+$|"
    r" (?:overall|altogether|in total)$"
)
_AND: Final = re.compile(rf"(?: , and | , | and )(?={_HEAD})")
_MEANING: Final = re.compile(
    r" : | , (?:which|that) is (?:the )?| , (?:that is|i\.e\.|namely|meaning|by which we mean) ,? ?"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """`name` is what the document calls it, `said` what is asked for.

    `names` are given by the author, for each figure of the phrase.
    """

    name: str
    said: str
    names: tuple[str, ...] = ()


def phrases_of(said: str, thing: str, *, are_names: bool = False) -> Iterator[Phrase]:
    """Nothing where it asks for no figure. `are_names` where units in brackets are names, too."""
    text = turned_to_parts(_SHOWN.sub("", _done(_TOO.sub("", said))))
    if aside := _ASIDE.match(text):
        text = f"{aside['each']} {aside['opening']} {text[aside.end() :]}"
    opened = _OPENED.match(text)
    text = text[opened.end() :] if opened and re.match(_HEAD, text[opened.end() :]) else text
    each = _EACH.match(text)
    key = f" per {each['key']}" if each else ""
    text = text[each.end() :] if each else text
    text = _plainly(text, thing)
    if not re.match(_HEAD, text):
        return
    for part in map(turned_to_parts, _each(text)):
        found = bracketed(part, are_names=are_names)
        for one in _named(_KEPT.sub("", _TOO.sub("", found.said)).strip(" ,"), key, thing):
            yield replace(one, names=found.names)


def _done(text: str) -> str:
    """`count the calls per queue` and `calls is counted per queue` ask for their number."""
    for way, instead in _DONE:
        found = way.match(text)
        if found and not re.match(_HEAD, found["what"]):
            return f"{instead}{without_article(found['what'])}{found['rest']}"
    for way, instead in _VERBS:
        if found := way.match(text):
            return f"{instead}{without_article(text[found.end() :])}"
    return text


def _each(text: str) -> Iterator[str]:
    """`the water per crop and day , and also per house` is asked for twice."""
    for part in _parts(text):
        if twice := _ALSO.search(part):
            yield part[: twice.end("first")]
            yield f"{part[: twice.start('first')]} {twice['second']}"
        else:
            yield part


def _plainly(text: str, thing: str) -> str:
    """`the minutes in total per nurse` is a sum, `crates per day` counts them."""
    if (added := _ADDED.fullmatch(text)) and not re.match(_HEAD, text):
        return f"the sum of {without_article(added['what'])}{added['rest'] or ''}"
    things = _plural(thing.rsplit(maxsplit=1)[-1])
    bare = re.match(
        rf"(?:the |all )?(?P<which>(?:[a-z-]+ )?{things}) (?=(?:per|by|for each) )", text
    )
    if bare and not re.match(_HEAD, text):
        return f"the number of {bare['which']} {text[bare.end() :]}"
    return text


def _parts(text: str) -> Iterator[str]:
    """`the first and the last arrival` is one phrase: its first part names nothing."""
    held = ""
    for joint, part in _split(text):
        whole = f"{held}{joint if held else ''}{part}"
        if re.fullmatch(rf"(?:the )?{_FUNCTION}", whole.strip()):
            held = whole
            continue
        held = ""
        yield whole.strip()


def _split(text: str) -> Iterator[tuple[str, str]]:
    at, joint = 0, ""
    for found in _AND.finditer(text):
        yield joint, text[at : found.start()]
        at, joint = found.end(), found[0]
    yield joint, text[at:]


def _named(part: str, key: str, thing: str) -> Iterator[Phrase]:
    thing = thing.rsplit(maxsplit=1)[-1]
    before, *meaning = _MEANING.split(part, maxsplit=1)
    if (
        meaning
        and re.match(r"number of ", without_article(before))
        and not re.match(_HEAD, meaning[0])
    ):
        meaning = [f"the number of {meaning[0]}"]
    core = _BEHIND.sub("", before)
    if listed := re.fullmatch(r"how many (?:[a-z]+ )?is ((?:[a-z]+ , )*[a-z]+ and [a-z]+)", core):
        for one in re.split(r" , | and ", listed[1]):
            yield Phrase(
                _called(f"{one} {_plural(thing)}", key),
                f"the number of {one} {_plural(thing)}{key}",
            )
        return
    asked = _worded(_BEHIND.sub("", meaning[0]) if meaning else core, thing)
    yield Phrase(_called(core, key), f"{asked}{key}")


def _worded(text: str, thing: str) -> str:
    """`visit count` is the number of visits; `30 mm or more` is 30 or more mm."""
    text = re.sub(r"^(?:the )?count of ", "the number of ", text)
    plain = without_article(text)
    if counted := re.fullmatch(r"([a-z]+) count", plain):
        return f"the number of {_plural(counted[1])}"
    if different := re.fullmatch(r"how many (different [a-z]+)(?: [a-z]+)?", plain):
        return f"the number of {different[1]}"
    if done := _DONE_BY.fullmatch(plain):
        return f"the number of {done['verb']} {_plural(thing)}"
    return re.sub(r"\b(\d[\d.]*) ([a-z]+) (or more|or less|or fewer)\b", r"\1 \3 \2", text)


def _called(core: str, key: str) -> str:
    plain = re.sub(r"^how many (?:different )?(?=[a-z])", "", without_article(core))
    plain = re.sub(r" in [a-z]+$| (?:came|come|there is)$", "", plain)
    plain = re.sub(r"(?<= )(?:the|all) ", "", plain)
    return identifier(f"{plain}{key.replace(' per ', ' by ')}")


def _plural(noun: str) -> str:
    return lexicon().plural(lexicon().singular(noun))
