"""Clauses about values: what an event carries, what is remembered, and how it changes."""

import re
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.lives.clause import Clause, Says
from omninode_bridge.prose.lives.nouns import is_amount, is_item, is_noun, parted
from omninode_bridge.prose.lives.standing import Clauses
from omninode_bridge.prose.lives.vocabulary import Vocabulary
from omninode_bridge.prose.narration.plain_words import ARTICLE
from omninode_bridge.requirements.parts.spoken_types import typed

_HAS: Final = (
    r"(?:has|have|carries|carry|gives?|contains?|brings?(?: along)?|comes? with|includes?|states?|"
    r"says?|names?|tells?|consists? of|takes?|holds?|needs?)"
)
_REMEMBERS: Final = (
    r"(?:remembers?|keeps?|stores?|records?|notes?|knows?|counts?|tracks?|shows?|sees?)"
)
_WHO: Final = rf"(?P<who>we|i|it|(?:{ARTICLE} )?[a-z]+)(?: also| always| only| shall| may)*"
_NODE: Final = re.compile(
    rf"(?:we|i|it|(?:{ARTICLE} )?(?:node|system|program|app|log|machine|service|software))"
)
_KEPT: Final = (
    r"(?:also )?(?:kept|remembered|stored|recorded|noted|taken over|saved|replaced|counted)"
)
_NAME: Final = r"[a-z][a-z' -]*?"
_AMOUNT: Final = r"(?P<by>[a-z][a-z' -]*?|\d[\d.]*(?: [a-z]+)?)"
_FIELD: Final = rf"(?P<field>(?:{ARTICLE} )?{_NAME})"
_UP: Final = r"(?:goes up|go up|rises?|grows?|increases?|is (?:increased|raised|incremented))"
_DOWN: Final = r"(?:goes down|go down|falls?|drops?|decreases?|is (?:decreased|reduced|lowered))"
_ZERO: Final = r"(?P<zero>0|zero|nothing)(?: [a-z]+)?"
_BACK: Final = (
    r"(?:go(?:es)? back to|is (?:then )?(?:set|reset|put)(?: back)?(?: again)? to|returns? "
    r"to|becomes?|"
    r"starts? (?:again|anew) (?:at|from|with)|begins? (?:again|anew) (?:at|from|with)|drops? to|"
    r"falls? to)"
)
_WAYS: Final = (
    (
        "+",
        (
            r"(?:.+? )?(?:gets?|earns?|receives?|gains?|collects?) as many (?P<field>[a-z]+) as "
            r"(?P<by>.+)"
        ),
    ),
    (
        "+",
        (
            r"(?:.+? )?(?:gets?|earns?|gains?|collects?) (?P<by>\d+|one|two|three|five|ten) "
            r"(?P<field>[a-z]+)"
        ),
    ),
    ("+", rf"(?:{_WHO} )?(?:adds?|credits?|books?|puts?) {_AMOUNT} (?:to|onto|on|into) {_FIELD}"),
    ("+", rf"{_AMOUNT} is (?:then )?(?:added|credited|booked|put) (?:to|onto|on|into) {_FIELD}"),
    (
        "-",
        (
            rf"(?:{_WHO} )?(?:takes?|subtracts?|deducts?|removes?) {_AMOUNT} (?:off |away )?from "
            rf"{_FIELD}"
        ),
    ),
    (
        "-",
        (
            rf"{_AMOUNT} is (?:then )?(?:taken|subtracted|deducted|removed)(?: off| away)? from "
            rf"{_FIELD}"
        ),
    ),
    ("+", rf"(?:{_WHO} )?(?:increases?|raises?) {_FIELD} by {_AMOUNT}"),
    ("-", rf"(?:{_WHO} )?takes? {_AMOUNT} off {_FIELD}"),
    ("-", rf"(?:{_WHO} )?(?:decreases?|reduces?|lowers?) {_FIELD} by {_AMOUNT}"),
    ("+", rf"{_FIELD} {_UP}(?: by {_AMOUNT})?"),
    ("-", rf"{_FIELD} {_DOWN}(?: by {_AMOUNT})?"),
    ("0", rf"{_FIELD} {_BACK} {_ZERO}"),
    ("0", rf"{_FIELD} is (?:then )?{_ZERO} again"),
    ("0", rf"(?:{_WHO} )?(?:sets?|resets?|puts?) {_FIELD} (?:back )?to {_ZERO}"),
    ("", rf"{_FIELD} is (?:then )?(?:forgotten|cleared|erased|deleted|emptied|reset)"),
    ("", rf"(?:{_WHO} )?(?:forgets?|clears?|erases?|resets?) {_FIELD}"),
    ("=", rf"{_FIELD} (?:starts?|begins?)(?: again| anew)? (?:at|with|from) (?P<by>.+)"),
    ("=", rf"(?:{_WHO} )?(?:sets?) {_FIELD} to {_AMOUNT}"),
    ("=", rf"{_FIELD} is (?:then )?set to {_AMOUNT}"),
    ("=", rf"{_FIELD} is (?:then )?(?P<by>(?:the|that) (?!end|same)[a-z]+(?: [a-z]+)?)"),
)
_ALL: Final = re.compile(
    r"which|it|that|both|them|they|these|those|all(?: of (?:it|them|this|that))?|"
    r"(?:these|those|all|both|the)(?: (?:two|three|four|five|\d+|these|those))? "
    r"(?:values|fields|details|data|things|numbers)"
)
"""What was told just before."""

_CALLED: Final = re.compile(
    r"\b(?:the|its) (?P<words>(?:[a-z]+ ){1,4})\( (?P<name>[a-z][a-z0-9_]*) \)"
)
_ADDED_UP: Final = (
    rf"(?:{_WHO} )?(?:adds? up|sums? up|totals?) (?P<one>{_NAME})(?: of all [a-z ]+)?",
    rf"(?:{_WHO} )?(?:adds?|sums?) (?P<one>{_NAME}) up",
    rf"(?P<one>{_NAME}) is (?:added|summed) up",
)
_BOUND: Final = (
    r"\b(?:at least|at most|more than|less than|fewer than|greater than|between|from \d|over|under|"
    r"above|below|no more than|not more than|not less than|negative|positive|exceeds?|zero|\d)"
)
_COUNTED: Final = (
    rf"(?:{_WHO} )?counts? (?:the )?(?P<name>[a-z ]+?)(?: , (?:that is|namely|which is|"
    rf"meaning)(?: to say)?)?"
    rf"(?: ,)? how many (?P<what>[a-z -]+?)(?: (?:there is|happens?|took place|take place))?"
)
_JOINED: Final = (
    r" ; | may | only | if | when | while | unless |(?:^| , )(?:when|if|after|while|with) |"
    r" , (?!limits)| and .+ (?:starts?|begins?) |"
    r"^(?:it )?(?:only|as long as|unless|until|provided|whenever|once|before|as soon as) "
)
_FINITE: Final = rf"(?:^| )(?:is|becomes?|may|{_HAS}) (?!more|less|fewer)"
_TWO_SAID: Final = r" and (?:the|its?) (?:[a-z]+ ){1,3}(?:is|becomes|are) "
_SUBJECT: Final = 9


def has(text: str, words: Vocabulary) -> Clauses:
    """`orders and payments each carry an amount` is said of each."""
    several = re.fullmatch(
        rf"(?:both )?([a-z-]+) and ([a-z-]+)(?: each| both| alike)? {_HAS} (.+)", text
    )
    for one in several.groups()[:2] if several else ():
        if words.about(one) is not None:
            return None
    if several is None:
        return _has(text, words)
    found = [
        _has(f"the {lexicon().singular(one)} has {several[3]}", words)
        for one in several.groups()[:2]
    ]
    return tuple(one for each in found for one in each or ()) if all(found) else None


def _has(text: str, words: Vocabulary) -> Clauses:
    """`each order gives the price of the part in euros`; it may put it into the thing."""
    found = re.fullmatch(
        rf"(.+?) (?:may |shall )?{_HAS} ((?:(?:an?|the|its|also|no)\b|[a-z]+'s|\d).+)", text
    )
    if found is None or (words.about(found[1]) is not None and found[1] != "it"):
        return None
    if found[1] in {"which", "that", "this"}:
        return None
    event = re.sub(r"^(?:an?|the|each|every|any|this|that|such an?) ", "", found[1])
    event = re.sub(r"(?: events?)$", "", event)
    if not is_noun(event):
        return None
    stock = rf"(?P<items>.+?) (?P<way>into|in|to|onto|out of|from|out)(?: (?P<of>{words.noun}))?"
    moved = (
        re.fullmatch(stock, found[2]) if re.search(r" (?:brings?|takes?|puts?) ", text) else None
    )
    event = "" if event in {"it", "event"} else event
    items = parted((moved or found)["items" if moved else 2])
    if not all(is_item(one) and not re.match(rf"{words.noun}(?: |$)", one) for one in items):
        return None
    if moved and (moved["of"] or moved["way"] == "out"):
        sign = "-" if moved["way"] in {"out", "out of", "from"} else "+"
        carried = Clause(Says.HAS, event, items=items)
        return (carried, Clause(Says.CHANGES, event, text=moved["items"], sign=sign, field="level"))
    return (Clause(Says.HAS, event, items=items),)


def keeps(text: str, words: Vocabulary) -> Clauses:
    """`we remember the guest`, `its code is remembered as fault code`, `which is kept`."""
    as_name = r"(?: (?:as|under the name) (?:the )?(?P<name>[a-z ]+))?"
    if re.fullmatch(r"how (?:often|many) [a-z -]+", text) and is_item(text):
        return (Clause(Says.KEEPS, items=(text,)),)
    text = text.removesuffix(" there is")
    if counted := re.fullmatch(_COUNTED, text):
        return (Clause(Says.KEEPS, items=(f"how many {counted['what']}",), field=counted["name"]),)
    counted = re.fullmatch(
        rf"(?:{_WHO} )?counts? (?!how )(?:all )?(?:the )?(?P<what>[a-z -]+)"
        r"(?: \( (?P<name>[a-z_]+) \))?",
        text,
    )
    if counted and _is_node(counted, words):
        what, name = f"how many {counted['what']}", counted["name"] or ""
        return (Clause(Says.KEEPS, items=(what,), field=name),)
    found = re.fullmatch(rf"(?:{_WHO} )?{_REMEMBERS} (?P<what>.+?){as_name}", text)
    found = found or re.fullmatch(rf"(?P<what>.+?) is (?:then )?{_KEPT}{as_name}", text)
    if found is None or (words.about(found["what"]) is not None and found["what"] != "it"):
        return None
    items = ("",) if _ALL.fullmatch(found["what"]) else parted(found["what"])
    is_named = all(not one or is_item(one) for one in items) and _is_node(found, words)
    return (
        (Clause(Says.KEEPS, items=items, field=(found["name"] or "").strip()),)
        if is_named and not re.search(r" (?:when|whether|who) ", text)
        else None
    )


def _is_node(found: re.Match[str], words: Vocabulary) -> bool:
    """Whether it is the thing or the node that keeps it: what else does it is an event."""
    who = found.groupdict().get("who") or "it"
    return words.about(who) is not None or _NODE.fullmatch(who) is not None


def changes(text: str, words: Vocabulary) -> Clauses:
    """`the amount is added to the bill`, `the bill goes back to 0`, `adds the energy up`."""
    for way in _ADDED_UP:
        if found := re.fullmatch(way, text):
            return (Clause(Says.KEEPS, items=(f"the sum of {found['one']}",), field="sum"),)
    text = re.sub(
        r"^which (?=is (?:then )?(?:added|taken|subtracted|deducted) )", "that amount ", text
    )
    named_so = _CALLED.search(text)
    also = named_so["words"].strip() if named_so else ""
    text, states = of_thing(_CALLED.sub(_name, text), words)
    for sign, way in _WAYS:
        found = re.fullmatch(way, text)
        if found is None or (words.about(found["field"]) is not None and " is " not in text):
            continue
        if not _is_node(found, words):
            continue
        groups = found.groupdict()
        if not is_amount(groups.get("by") or ""):
            continue
        names = parted(found["field"]) if sign in {"", "0"} else (found["field"],)
        by = "0" if groups.get("zero") else groups.get("by") or "1"
        made = "=" if sign == "0" else sign
        names = tuple("" if words.about(one) is not None else one for one in names)
        if not all(not one or is_noun(re.sub(r"^(?:the )?number of ", "", one)) for one in names):
            continue
        return tuple(
            Clause(Says.CHANGES, states=states, text=by, sign=made, field=one, called=also)
            for one in names
        )
    return None


def _name(found: re.Match[str]) -> str:
    """The number of repairs that is called `repairs` is the repairs."""
    return found[0] if typed(found["name"]) else f"the {found['name'].replace('_', ' ')}"


def of_thing(text: str, words: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """`the balance of an open tab`: the value, and the states in which it changes."""
    for found in re.finditer(
        rf" of (?P<noun>{words.noun})"
        r"(?= (?:by|to|from|is|reaches|falls|exceeds|goes|drops|gets) |$)",
        text,
    ):
        states = words.about(found["noun"])
        if states is not None:
            return text[: found.start()] + text[found.end() :], states
    return text, ()


def bounds(text: str, words: Vocabulary) -> Clauses:
    """`a price is more than 0`, `the number of nights is at least 1 and at most 30`."""
    limit = re.fullmatch(
        r"(?P<what>.+?) never (?:goes|go|rises?|falls?|drops?|gets?|is) (?P<side>above|over|"
        r"below|under) "
        r"(?P<limit>\d[\d.]*|zero)(?: [a-z]+)?",
        text,
    )
    if limit and is_noun(limit["what"]):
        side = "most" if limit["side"] in {"above", "over"} else "least"
        what = "the level" if words.about(limit["what"]) is not None else limit["what"]
        return (Clause(Says.ASKS, text=f"{what} is at {side} {limit['limit']}"),)
    found = re.fullmatch(
        r"(.+?) (?:is|lies|shall lie|shall be|may be|exceeds|never exceed) .+", text
    )
    is_plain = (
        found is not None and not re.search(_JOINED, text) and len(found[1].split()) < _SUBJECT
    )
    if found is None or words.about(found[1]) is not None or not re.search(_BOUND, text):
        return None
    if not is_plain or re.search(_FINITE, found[1]) or re.search(_TWO_SAID, text):
        return None
    return (Clause(Says.ASKS, text=text),)


def capacity(text: str, words: Vocabulary) -> Clauses:
    """`it may hold at most 500 tonnes` limits what is in it."""
    found = re.fullmatch(
        rf"(?:{words.noun}) (?:(?:may |shall )?(?:holds?|contains?)|has room for)"
        r" (?:(?:at most|up to|no more than|a maximum of) )?(\d[\d.]*)(?: [a-z]+)?",
        text,
    )
    return (Clause(Says.ASKS, text=f"the level is at most {found[1]}"),) if found else None
