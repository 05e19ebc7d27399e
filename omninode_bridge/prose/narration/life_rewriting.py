"""Other ways to say that something happens and what follows, as `when E , it becomes S`."""

import re
from collections.abc import Callable
from typing import Final

from omninode_bridge.language.word_forms import base_of, is_past, participle_of
from omninode_bridge.prose.narration.life_vocabulary import Vocabulary
from omninode_bridge.prose.narration.plain_words import ARTICLE

_MAKES: Final = r"(?:makes?|sets?|renders?|leaves?|keeps?)"
_BRINGS: Final = (
    r"(?:turns?|brings?|takes?|puts?|moves?|changes?|returns?|sends?|sets?|transfers?|"
    r"switch(?:es)?)"
)
_INTO: Final = r"(?:back )?(?:into|in|to)(?: the (?:state|status))?(?: an?| the)?"
_START: Final = (
    r"(?:at the (?:very )?(?:start|beginning|outset)|in the beginning|at first|initially|"
    r"to begin with|first of all|by default)"
)
_FOLLOWS: Final = (
    (rf" , which {_MAKES} (?:it|them) ", " ; it becomes "),
    (rf" , which {_BRINGS} (?:it|them) {_INTO} ", " ; it becomes "),
    (
        r" (?:, |; )?(?:whereupon|after which|and|and then|then) (?:it|they) is then ",
        " ; it becomes ",
    ),
    (r" (?:, )?(?:whereupon|after which) (?:it|they) is ", " ; it becomes "),
    (r" (?:, )?and is then ", " ; it becomes "),
    # Who sets it is the node; what it is then is the state.
    (
        (
            r" , (?:set|put|move|change|bring|turn|switch|transfer) (?:it|the [a-z]+) "
            rf"{_INTO} (?=[a-z-]+$)"
        ),
        " , it becomes ",
    ),
    (r"^while ([^,]+ is [a-z-]+) , (when|once|as soon as|if) ([^,]+) , ", r"when \3 while \1 , "),
    (r" , (?:making|leaving|rendering) (?:it|them) ", " ; it becomes "),
    (rf"^{_START}(?: ,)? (.+?) is (?!.* (?:when|if|after|once) )", r"initially , \1 is "),
    (rf"^(.+?) is ((?:an? )?[a-z -]+?)(?: ,)? {_START}$", r"initially , \1 is \2"),
    (
        r"^(.+?) (?:comes?|arrives?|enters?) (?:in )?as (?:an? )?(?=[a-z-]+$)",
        r"initially , \1 is ",
    ),
    (
        (
            r"^from (?:the state )?([a-z-]+)(?: ,)? (it|the [a-z]+|an? [a-z]+) "
            r"(goes|moves|changes|passes) (?:in)?to "
        ),
        r"\2 \3 from \1 to ",
    ),
)
_CAUSES: Final = (
    re.compile(
        rf"(?P<verb>[a-z]+)ing(?: (?P<what>.+?))? {_MAKES} (?P<thing>it|them|.+?) "
        r"(?P<state>[a-z-]+)"
    ),
    re.compile(
        rf"(?P<verb>[a-z]+)ing(?: (?P<what>.+?))? {_BRINGS} (?P<thing>it|them|.+?) {_INTO} "
        r"(?P<state>[a-z-]+)(?: one| state)?"
    ),
)
_EITHER: Final = re.compile(
    rf"(?P<who>(?:{ARTICLE} )?[a-z -]+?) (?P<may>(?:may |shall )?)(?P<one>[a-z]+) (?:or|and) "
    rf"(?P<two>[a-z]+) (?P<what>{ARTICLE} .+)"
)
_OR_DONE: Final = re.compile(
    r"(?P<who>.+?) (?P<is>is|may be) (?:either )?(?P<one>[a-z]+) or (?P<two>[a-z]+)"
    r"(?P<by>(?: by .+)?)"
)
_TIME: Final = re.compile(
    rf"(?:{ARTICLE} )?(?:[a-z]+ )?(?:date|time|day|week|month|year|term|period|deadline|validity|"
    r"season|limit|session) .+"
)
_WHEN: Final = r"(?:when|whenever|once|as soon as|after|if)"


def unfolded(said: str) -> str:
    """What follows from something done: `booking a ticket makes it booked`."""
    for pattern in _CAUSES:
        found = pattern.fullmatch(said)
        if found and base_of(f"{found['verb']}ing"):
            said = _caused(found)
    for form, instead in _FOLLOWS:
        said = re.sub(form, instead, said)
    for way in (_EITHER, _OR_DONE):
        if found := way.fullmatch(said):
            said = _twice(found)
    return said


def _caused(found: re.Match[str]) -> str:
    # The ending is that of regular verbs; the reader of forms knows it by its stem.
    done = f"{found['verb']}ed"
    what, _, rest = (found["what"] or "").partition(" while ")
    thing = found["thing"]
    is_thing = thing not in {"it", "them"}
    what = what or (thing if is_thing else "it")
    noun, _, place = what.partition(" into ")
    shown = f"{noun} is {done} into {place}" if place else _behind_verb(what, done)
    aside = f" while {rest}" if rest else ""
    return f"when {shown}{aside} , it becomes {found['state']}"


def _behind_verb(what: str, done: str) -> str:
    """`a button on an idle machine` is pressed on it."""
    noun, joint, place = what.partition(" on ")
    return f"{noun} is {done} on {place}" if joint else f"{what} is {done}"


def _twice(found: re.Match[str]) -> str:
    """`the clerk grants or refuses a permit` tells of two events."""
    one, two = found["one"], found["two"]
    if found.re is _EITHER:
        is_verb = bool(found["may"]) or all(word.endswith("s") for word in (one, two))
        if not is_verb or not all(base_of(word) and not is_past(word) for word in (one, two)):
            return found[0]
        shared = f"{found['who']} {found['may']}"
        return f"{shared}{one} {found['what']} ; {shared}{two} {found['what']}"
    if not all(is_past(word) for word in (one, two)) or not found["by"]:
        return found[0]
    shared = f"{found['who']} {found['is']}"
    return f"{shared} {one}{found['by']} ; {shared} {two}{found['by']}"


def settled(said: str, vocabulary: Vocabulary) -> str:
    """What needs the names of the states: `a moving lift stops when it reaches its floor`."""
    states, things = vocabulary.state_pattern, vocabulary.things
    both = rf"(?:both )?(?:an?|the) ({states}) (and|or) (?:an?|the) ({states}) (?={things}\b)"
    said = re.sub(both, r"a \1 or \3 ", said)
    thing = rf"(?:{ARTICLE} )?(?:{vocabulary.list_pattern} )?{things}"
    said = re.sub(
        rf"^(after|upon|on|with) ((?:the|an?) [a-z]+(?: of {ARTICLE} [a-z]+)?) "
        rf"(?={ARTICLE} (?:{vocabulary.list_pattern} )?{things} )",
        r"\1 \2 , ",
        said,
    )
    return _gone(_ordered(said, thing, vocabulary), thing, _verbs_of(vocabulary))


def _ordered(said: str, thing: str, vocabulary: Vocabulary) -> str:
    """`when the offer is declined , close the ticket`: it becomes closed."""
    found = re.fullmatch(rf"({_WHEN} .+ , )(?:then )?([a-z]+) (?:it|{thing})", said)
    state = participle_of(found[2]) if found else ""
    return f"{found[1]}it becomes {state}" if found and state in vocabulary.states else said


def _verbs_of(vocabulary: Vocabulary) -> dict[str, str]:
    """The state in which a verb ends: `expire` in `expired`."""
    return {base_of(word): word for word in vocabulary.states if is_past(word)}


def _gone(said: str, thing: str, ends: dict[str, str]) -> str:
    ways: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
        (rf"(?P<thing>{thing}) (?P<verb>[a-z]+)(?: {_WHEN} (?P<asked>.+))?", _with_end),
        (rf"{_WHEN} (?P<asked>.+?) , (?P<thing>{thing}) (?P<verb>[a-z]+)", _with_end),
    )
    for pattern, instead in ways:
        found = re.fullmatch(pattern, said)
        state = ends.get(base_of(found["verb"]), "") if found else ""
        if found and state and not is_past(found["verb"]):
            return instead(found).replace("STATE", state)
    return said


def _with_end(found: re.Match[str]) -> str:
    asked = found["asked"]
    if not asked or _TIME.fullmatch(asked):
        return f"when {found['thing']} {found['verb']} , it becomes STATE"
    return f"when {asked} , {found['thing']} becomes STATE"
