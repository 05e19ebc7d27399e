"""Clauses that say in which state the thing is: at first, afterwards, for good, meanwhile."""

import re

from omninode_bridge.language.word_forms import base_of, is_past, participle_of
from omninode_bridge.prose.lives.clause import ANY, LAST, Clause, Says
from omninode_bridge.prose.lives.nouns import is_item, parted
from omninode_bridge.prose.lives.phrasing import BRINGS, FIRST, GOES, INTO, MAKES, THEN
from omninode_bridge.prose.lives.vocabulary import Vocabulary
from omninode_bridge.requirements.structures import OUTSIDE

type Clauses = tuple[Clause, ...] | None

_STARTING = (
    r"(?:starts?|begins?|is created|is opened|comes? in|arrives?|enters)(?: out| off| its life)?"
)
_GOOD = r"(?: again| too| for good| forever|,)*"
_ACCEPTS = (
    r"(?:(?:accepts?|takes?|allows?|knows?) (?:nothing(?: more| else| further)?|no "
    r"(?:further |more |"
    r"other )?events?(?: at all| any more)?)|never (?:accepts?|takes?|allows?) (?:any "
    r")?(?:further |"
    r"more |other )?events?(?: any more)?|(?:is )?never (?:changes?|changed|left|leaves?)"
    r"(?: any more| again)?|is (?:the )?(?:final|end states?|final states?|over|the end)|"
    r"ends? (?:the )?(?:life|history|process|life cycle)(?: of .+)?)"
)
_NOTHING = (
    r"(?:nothing(?: more| else| further)? (?:may )?(?:happens?|changes?|is possible|is allowed|is "
    r"accepted|is done)(?: any more)?) (?:to|with|for|in|on|when|once|while) (?:it is )?(.+)"
)


def starts(text: str, words: Vocabulary) -> Clauses:
    """`it is idle in the beginning`, `a fault begins as reported`."""
    ways = (
        rf"({words.noun}) is (?:in )?(.+?)(?: ,)? {FIRST}",
        rf"{FIRST}(?: ,)? ({words.noun}) is (?:in )?(.+)",
        (
            rf"({words.noun}) {_STARTING}(?: life)?(?: as| in| with| out)?(?: the state)? (.+?)"
            rf"(?: {FIRST})?"
        ),
        rf"((?:(?:an?|every|each|all) )?new {words.things}) is (.+)",
        r"(the (?:initial|first|starting|start) state) is (.+)",
    )
    for way in ways:
        found = re.fullmatch(way, text)
        state = words.name_of(found[2]) if found else ""
        if state:
            return (Clause(Says.STARTS, state=state),)
    return None


def ends(text: str, words: Vocabulary) -> Clauses:
    """`it becomes open`, `which makes it open`, `then it is open`, `the state is then open`."""
    it = rf"(?P<it>{words.noun}|the state)"
    which = r"(?:which|that|this|and)"
    ways = (
        rf"(?:{it} |{which} )?{GOES} (?P<state>.+)",
        rf"{THEN}(?: ,)? (?:{it} )?(?:is|becomes) (?P<state>.+)",
        rf"(?:{it} )?is {THEN}(?: in)? (?P<state>.+)",
        rf"{it} (?:is|becomes) (?P<state>.+?) (?:for good|forever|again|{THEN})",
        rf"(?:{which} |{THEN} )?{MAKES} {it} (?P<state>.+)",
        rf"(?:{which} )?{BRINGS} {it} {INTO} (?P<state>.+)",
        rf"(?:{which} )?{BRINGS} {it} (?P<state>(?:in|on|under|out of|at) .+)",
        rf"(?P<it>{words.list}) (?:->|=>|\u2192) (?P<state>.+)",
        (
            rf"(?:which |that |it )?(?P<new>creates?) (?:an?|the|one)(?: new)? "
            rf"(?P<state>{words.state}) {words.things}"
        ),
        rf"(?:{it} )?(?P<stays>stays|remains|shall stay|shall remain)(?: in)? (?P<state>.+)",
        rf"(?:{it} )(?P<bare>is)(?: now)? (?P<state>.+)",
    )
    for way in ways:
        found = re.fullmatch(way, text)
        state = words.name_of(re.sub(rf"{_GOOD}$", "", found["state"])) if found else ""
        if found is None or not state or state == LAST:
            continue
        groups = found.groupdict()
        before = _before(groups.get("it") or "", words)
        if groups.get("bare") and before and is_past(found["state"].split()[0]):
            return None
        before = (state,) if groups.get("stays") else before or ()
        before = (OUTSIDE,) if groups.get("new") else before
        return (
            Clause(Says.ENDS, states=before, state=state, is_so=bool(groups.get("bare"))),
            *((Clause(Says.FINAL, states=(state,)),) if text.endswith("for good") else ()),
        )
    return None


def brought(text: str, words: Vocabulary) -> Clauses:
    """`an officer takes a filed claim into review ( event open_review )`: somebody does it."""
    found = re.fullmatch(
        rf"(?:an?|the) [a-z-]+(?: [a-z-]+)?(?: may)? {BRINGS} (?P<it>{words.noun}) "
        rf"(?:{INTO} |(?=(?:in|on|under|out of|at) ))(?P<state>.+?) \( (?:the )?event(?: :)? "
        rf"(?P<event>[a-z_]+) \)(?: with (?P<items>.+))?",
        text,
    )
    state = words.name_of(found["state"]) or words.name_of(f"in {found['state']}") if found else ""
    items = parted(found["items"]) if found and found["items"] else ()
    if found is None or not state or not all(map(is_item, items)):
        return None
    states = words.about(found["it"]) or ()
    done = Clause(Says.DEED, found["event"], states, items=items)
    return (done, Clause(Says.ENDS, state=state))


def _before(noun: str, words: Vocabulary) -> tuple[str, ...]:
    is_list = re.fullmatch(words.list, noun) is not None
    return words.listed(noun) if is_list else words.about(noun) or () if noun else ()


def standing(text: str, words: Vocabulary) -> Clauses:
    """As a condition: `it is open or closed`, `in that state`, `being hired or declined`."""
    if re.fullmatch(r"(?:in |from )?(?:that|this) state", text):
        return (Clause(Says.IN, states=(LAST,)),)
    if re.fullmatch(
        r"(?:(?:in|from) )?(?:any|every|each|all)(?: of the)?(?: other)? states?", text
    ):
        return (Clause(Says.IN, states=(ANY,)),)
    found = re.fullmatch(
        rf"(?:(?:{words.noun}|the state) is (?:still |either |in (?:the )?(?:states? )?)?|being |"
        rf"(?:in|from) (?:the )?(?:states? )?|either |still )?({words.list})(?: states?)?",
        text,
    )
    states = words.listed(found[1]) if found else ()
    about = words.about(text) if not states and " " in text else None
    states = states or about or ()
    return (Clause(Says.IN, states=states),) if states else None


def final(text: str, words: Vocabulary) -> Clauses:
    """`hired and declined are final`, `a finished session accepts nothing more`."""
    if re.fullmatch(
        r"(?:that|this) is the end(?: of it| of the story)?|nothing more happens", text
    ):
        return (Clause(Says.FINAL, states=(LAST,)),)
    nothing = re.fullmatch(_NOTHING, text)
    found = nothing or re.fullmatch(rf"(.+?) {_ACCEPTS}", text)
    if found is None:
        return None
    noun = re.sub(r"^(?:the )?states? | states?$", "", found[1])
    listed = re.fullmatch(words.list, noun)
    states = words.listed(noun) if listed else words.about(noun)
    return (Clause(Says.FINAL, states=states),) if states else None


def makes(text: str, words: Vocabulary) -> Clauses:
    """What is done as part of it, and ends in a state: `locks it again`, `empties the tank`."""
    found = re.fullmatch(rf"which ([a-z]+) ({words.noun})(?: again| for good)?", text)
    base = base_of(found[1]) if found else ""
    names = (participle_of(base), base, f"{base}ed") if base else ()
    state = next((words.states[one] for one in names if one in words.states), "")
    if found is None or not state:
        return None
    return (Clause(Says.ENDS, states=words.about(found[2]) or (), state=state),)


def naming(text: str, words: Vocabulary) -> Clauses:
    """`a card may be active, blocked or expired` names the states, and moves nothing."""
    said = (
        rf"(?:{words.noun} (?:is|may be|is always) (?:either |in one of the states )?|"
        rf"(?:the )?(?:possible )?states?(?: of {words.noun})? (?:is |: )+|"
        rf"{words.noun} (?:has|knows) (?:the |these )?(?:[a-z]+ )?states :? ?)({words.list})"
    )
    found = re.fullmatch(said, text)
    several = found is not None and len(re.findall(" , (?:or |and )?| or | and ", found[1])) > 1
    return (Clause(Says.SILENT),) if several else None
