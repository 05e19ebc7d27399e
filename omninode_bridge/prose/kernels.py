"""The kernel of a sentence: what is to be done, without what changes nothing of it.

`Add NodeTickets to consume shop.tickets.sold.v1 events from the box office's till` asks to consume
these events: that a piece of code is added for it is the work, and whose events they are changes
nothing of what is done. What is said and not done is kept and told. What denies, limits, counts or
conditions is no aside, and neither is a second act.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.kernel import MAKING, NAME, TOPIC, TYPE, Kernel, begun, limits
from omninode_bridge.prose.source_names import CALL, CAMEL, FILE
from omninode_bridge.prose.told_acts import as_order

LONGEST: Final = 600
_PIECE: Final = r"(?:node|handler|consumer|service|component|module|worker)"
_THING: Final = (
    rf"(?:(?:an?|the)\s+)?(?:(?:new|pure|declarative|dedicated|thin|small)\s+)*"
    rf"(?:{NAME}(?:\s+{TYPE})?(?:\s+{_PIECE})?|(?:{TYPE}\s+)?{_PIECE})"
)
_NOTE: Final = re.compile(
    r"\s*feat(?:\([^)\n]{1,60}\))?!?:\s+(?P<said>\S.*?)"
    r"(?:\s+(?:\[[A-Z]{2,10}-\d{1,7}\]|\((?:[A-Z]{2,10}-|#)\d{1,7}\)))*\s*",
    re.DOTALL,
)
_NO_WORK: Final = frozenset({"publish", "consume"})
"""Classes of what nobody does to code."""

_NAMED: Final = re.compile(rf"{NAME}\s+[\u2014\u2013-]\s+(?P<said>\S.*)", re.DOTALL)
_MADE: Final = tuple(
    re.compile(form, re.IGNORECASE | re.DOTALL)
    for form in (
        rf"{MAKING}\s+{_THING}\s+(?:that|which|to)\s+(?P<said>[a-z].*)",
        rf"{MAKING}\s+{_THING}\s+for\s+(?P<said>[a-z]+ing\s.*)",
        rf"{MAKING}\s+{_THING}\s+with\s+(?:idempotent\s+)?(?P<said>upsert\s.*)",
        rf"(?:{TYPE}\s+)?node\s+(?:that|which)\s+(?P<said>[a-z]+s\s.*)",
    )
)
_INTAKE: Final = re.compile(
    rf"(?:(?P<left>[^.;,]{{4,80}}?)\s+by\s+)?{MAKING}\s+(?:an?|the)\s+(?:new\s+)?consumer"
    rf"(?:\s+(?P<place>in\s+[\w-]+))?\s+for\s+(?P<said>{TOPIC}\s+(?:events?|messages?))\s*\.?\s*",
    re.IGNORECASE,
)
_UPSERT: Final = re.compile(
    r"(?:(?:perform|execute|do)s?\s+)?(?:an?\s+)?(?:idempotent\s+)?upserts?\s+(?:in)?to\s+"
    r"(?:the\s+)?(?P<table>[a-z][a-z0-9_]{2,40})(?:\s+table)?(?P<rest>(?:[\s.,].*)?)",
    re.IGNORECASE | re.DOTALL,
)
_PAIR: Final = re.compile(r"(?<![\w/])[A-Za-z]{3,12}/[a-z]{3,12}(?![\w/])")
_MOVES: Final = re.compile(
    r"(?:valid|allowed|legal|possible)\s+(?P<said>(?:state|status|lifecycle)\s+transitions\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_FIELD: Final = r"`?(?P<field>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)`?"
_NONE: Final = r"(?:none|null|missing|empty|absent|blank)"
_OR_ELSE: Final = rf"(?:\s+\((?:raises|fails\s+with)\s+[a-z]*error\s+(?:if|when)\s+{_NONE}\))?"
_REQUIRED: Final = tuple(
    re.compile(rf"(?:[a-z]+(?:_[a-z]+)+\s+[\u2014\u2013-]\s+)?{form}\s*[.!]?", re.IGNORECASE)
    for form in (
        rf"{_FIELD}\s+(?:is|must\s+be)\s+(?:non-?empty|not\s+empty|required|mandatory){_OR_ELSE}",
        rf"{_NONE}\s+{_FIELD}\s+raises\s+(?:an?\s+)?[a-z]*error",
        rf"(?:rejects?|refuses?)\s+(?:an?\s+)?{_NONE}\s+{_FIELD}",
        rf"{_FIELD}\s+(?:must|may|can)\s*not\s+be\s+{_NONE}",
        rf"raises?\s+(?:an?\s+)?[a-z]*error\s+(?:if|when)\s+{_FIELD}\s+is\s+{_NONE}",
    )
)
_BACKED: Final = re.compile(
    r"[a-z]+(?:_[a-z]+)+\s+[\u2014\u2013-]\s+(?P<things>[a-z]+(?:[\s_][a-z]+){0,3}?)\s+"
    r"(?:are\s+|is\s+)?(?:backed|satisfied|provided|covered)\s+by\s+"
    r"(?P<target>[a-z]+(?:[\s_][a-z]+){0,2}?)(?:\s+(?P<where>in\s+(?:the\s+)?[a-z]+))?\s*\.?"
)
_AND: Final = re.compile(r",|;|\b(?:and|or|then|but)\b", re.IGNORECASE)
_BRACKETS: Final = re.compile(
    r"\s+(?P<left>\((?:[a-z][a-z -]{2,40} (?:pattern|constant|invariant|convention|principle)|"
    r"fire[- ]and[- ]forget|best[- ]effort|async(?:hronous)?|non[- ]blocking)\))"
    r"(?P<end>\s*[.!]?)$",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(r"[- ]and[- ](?=forget)", re.IGNORECASE)
_WORK: Final = re.compile(
    r"\s+(?P<left>for\s+(?:Stream|Phase|Track|Epic|Milestone|Sprint|Wave)\s+[A-Z0-9]{1,3})"
    r"(?P<end>\s*\.?)$"
)
_RESULT: Final = re.compile(
    r",?\s+(?P<left>so\s+[a-z-]+(?:\s+[a-z-]+){0,3}?\s+(?:is|are)\s+treated\s+as\s+[a-z ]{3,40}"
    r"(?:\s+\([a-z ]{3,40}\))?)(?P<end>\s*\.?)$",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r",?\s+(?P<left>before\s+(?:the\s+)?(?:step\s+\d+\s+)?(?:[a-z]+\s+){0,3}"
    r"(?:check|construction|validation|evaluation|comparison|matching))(?P<end>\s*\.?)$",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(
    r"\s+(?P<left>(?:via|using|through)\s+(?P<code>[^\s,;()]+(?:\(\))?))(?P<end>\s*\.?)$",
    re.IGNORECASE,
)
_FOR_WHOM: Final = re.compile(
    r"(?<=\s)(?P<left>for\s+(?:(?:the|our|downstream|other)\s+){0,2}"
    r"(?:consumers|subscribers|services|dashboards?|observability|auditing|projections?))"
    r"(?P<end>\s*\.?)$",
    re.IGNORECASE,
)
_WHENCE: Final = re.compile(
    rf"^(?P<said>(?:consume|subscribe|receive|listen|ingest)s?\s(?:to\s|for\s)?{TOPIC}\s+"
    r"(?:events?|messages?))\s+(?P<left>from\s+[^.;,()]{3,60}?)(?P<end>\s*\.?)$",
    re.IGNORECASE,
)


type _Step = Callable[[Kernel], Kernel | None]


def without_remark(text: str) -> Kernel:
    """`(graceful degradation pattern)` lists nothing, though it stands in brackets."""
    found = Kernel(text.strip())
    return _without(_BRACKETS, lambda said: _is_plain(_JOINED.sub("", said)))(found) or found


def kernels_of(text: str) -> Iterator[Kernel]:
    """Each shorter than the one before it, from the whole sentence on, which is not among them."""
    found = Kernel(text.strip())
    for step in _STEPS if len(text) <= LONGEST else ():
        shorter = step(found)
        if shorter is not None:
            found = shorter
        if shorter is not None and not found.is_work:
            yield found


def _without_note(found: Kernel) -> Kernel | None:
    """`feat(till): print receipts [ABC-12]`: a title of work that tells what is wanted of it."""
    note = _NOTE.fullmatch(found.text)
    said = note["said"] if note else ""
    if not said:
        return None
    named = _NAMED.fullmatch(said)
    said = named["said"] if named else said
    first = said.split(maxsplit=1)[0].lower()
    # `NodeSeats - pure seat ranking` says what the node is, and orders no work.
    is_told = named is not None and lexicon().lemma(first) != first
    is_work = not is_told and lexicon().verbs.get(lexicon().lemma(first), "") not in _NO_WORK
    return Kernel(begun(said), found.left, is_work)


def _without_making(found: Kernel) -> Kernel | None:
    """`Add NodeTickets that consumes ...`: what a piece of code is for is what is wanted."""
    made = next((one for form in _MADE if (one := form.fullmatch(found.text))), None)
    if made is None or not lexicon().lemma(made["said"].split(maxsplit=1)[0].lower()):
        return None
    return Kernel(begun(made["said"]), found.left)


def _taking_in(found: Kernel) -> Kernel | None:
    """`Close the loop by adding a consumer in billing for ... events`."""
    made = _INTAKE.fullmatch(found.text)
    if made is None or limits(made["left"] or ""):
        return None
    left = (one for one in (made["left"], made["place"]) if one)
    return Kernel(f"Consume {made['said']}", (*found.left, *left))


def _upserting(found: Kernel) -> Kernel | None:
    """`Performs idempotent upsert to ticket_sales table`: a table holds what it is named for."""
    made = _UPSERT.fullmatch(found.text)
    return None if made is None else Kernel(f"Upsert `{made['table']}`{made['rest']}", found.left)


def _moving(found: Kernel) -> Kernel | None:
    """`Valid state transitions of a seat: free -> taken`: others are refused in any case."""
    made = _MOVES.fullmatch(found.text)
    return None if made is None else Kernel(f"Follow the {made['said']}", found.left)


def _either(found: Kernel) -> Kernel | None:
    """`Insert/update seats`: one of the two, as it is needed."""
    pair = _PAIR.search(found.text)
    said = pair[0].lower().replace("/", " or ") if pair else ""
    verb = lexicon().phrasal(said.split()) if said else ""
    text = _PAIR.sub(verb, found.text, count=1)
    return Kernel(text, found.left, found.is_work) if verb else None


def _required(found: Kernel) -> Kernel | None:
    """`total_declared - order_total is non-empty`: a check, or what goes wrong without a field."""
    made = next((one for form in _REQUIRED if (one := form.fullmatch(found.text))), None)
    return None if made is None else Kernel(f"Require `{made['field']}`", found.left)


def _backed(found: Kernel) -> Kernel | None:
    """`all_seats_known - seats backed by rooms`: a named check of what belongs to what."""
    made = _BACKED.fullmatch(found.text)
    if made is None or limits(f"{made['things']} {made['target']}"):
        return None
    names = (made[name].replace("_", " ") for name in ("things", "target"))
    thing, target = (lexicon().singular(name) for name in names)
    where = (made["where"],) if made["where"] else ()
    return Kernel(f"Verify that every {thing} refers to a {target}", (*found.left, *where))


def _without(pattern: re.Pattern[str], is_aside: Callable[[str], bool]) -> _Step:
    def step(found: Kernel) -> Kernel | None:
        tail = pattern.search(found.text)
        if tail is None or not is_aside(tail["left"]):
            return None
        rest = f"{found.text[: tail.start()]}{tail.groupdict().get('said') or ''}{tail['end']}"
        return Kernel(rest.strip(), (*found.left, tail["left"].strip()), found.is_work)

    return step


def _names_code(said: str) -> bool:
    name = said.split(maxsplit=1)[-1]
    return any(one.search(name) for one in (FILE, CALL, CAMEL))


def _is_plain(said: str) -> bool:
    """Neither limit nor list; `-only` belongs to a word, and a step is called by its number."""
    plain = re.sub(r"-only\b|^before\b|\bstep\s+\d+", "", said, flags=re.IGNORECASE)
    return not (limits(plain) or _AND.search(plain))


_STEPS: Final[tuple[_Step, ...]] = (
    _without_note,
    as_order,
    _without_making,
    # What a node is made for may be told as a note, too.
    as_order,
    _required,
    _backed,
    _taking_in,
    _without(_WORK, lambda _: True),
    _without(_RESULT, _is_plain),
    _without(_BEFORE, _is_plain),
    _without(_WITHIN, _names_code),
    _without(_WHENCE, _is_plain),
    _without(_FOR_WHOM, _is_plain),
    _upserting,
    _either,
    _moving,
)
