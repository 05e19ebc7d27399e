"""Acts that notes on a piece of code tell as nouns, or as what it is: each as an order.

`NodeClaims: REDUCER node consuming claims, applying status changes (open -> settled)` asks to
track the states of something. Each wording is matched from the first word to the last, and what
would limit or condition the act fits none of them.
"""

import re
from dataclasses import replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.kernel import MAKING, NAME, TOPIC, TYPE, Kernel, begun, limits
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.told_notes import ARROW, LABEL, NOTES, STATE, Told, tracking
from omninode_bridge.requirements.naming import snake_case

_NODE: Final = rf"(?:(?:an?\s+)?(?:(?:new|pure|declarative)\s+)*(?:{TYPE}\s+)?node\s+)?"
_MOVING: Final = (
    rf"{LABEL}{_NODE}"
    r"(?:(?P<left>(?:consum|read|receiv|tak|handl|process)ing\s+[^,.;:()]{2,80}),\s+(?:and\s+)?)?"
    r"(?:appl(?:y|ies|ying)|(?:enforc|manag)(?:es?|ing)|(?:follow|track)(?:s|ing)?)\s+(?:the\s+)?"
    r"(?:life\s?cycle|state|status|stage)\s+(?:transitions|changes|moves)"
    r"(?:\s+of\s+(?P<entity>an?\s+[a-z]+(?:\s[a-z]+)?))?"
    rf"\s*[:(]\s*(?P<states>{STATE}(?:{ARROW}{STATE})+)\)?"
    r"(?:\s+(?P<where>(?:to|in)\s+(?-i:[A-Z])\w{2,30}))?"
)
_KEY: Final = r"`?(?P<key>[a-z]+(?:_[a-z]+)+)`?"
_REPEATING: Final = r"(?:re)?(?:play|process|deliver|send|peat)(?:ing|ed)?"
_NOTHING: Final = (
    r"(?:(?:produces|causes|has|makes|brings|leads\s+to|results\s+in)\s+no\s+"
    r"(?:(?:double|second|duplicate|further|additional|repeated)[ -])?(?:update|effect|change)s?|"
    r"changes\s+nothing|does\s+nothing|is\s+a\s+no-?op|is\s+ignored)"
)
_IDEMPOTENCY: Final = (
    r"(?:(?:full|strict|strong)\s+)?(?:idempotency|idempotence)\s*[:\u2014\u2013-]\s+"
)
_AGAIN: Final = tuple(
    rf"(?:{_IDEMPOTENCY})?{_REPEATING}\s+{form}\s+{_NOTHING}"
    for form in (
        rf"(?:the\s+)?same\s+(?P<event>[a-z]+(?:\s[a-z]+)?)\s+\({_KEY}\)",
        rf"an?\s+(?P<event>[a-z]+(?:\s[a-z]+)?)\s+with\s+the\s+same\s+{_KEY}",
    )
)
_SIDE_BY_SIDE: Final = (
    rf"{LABEL}(?:enable|support|allow|add|implement|introduce)s?\s+(?:parallel|concurrent)\s+"
    r"(?:execution|processing)\s+(?:for|of)\s+(?:the\s+)?(?P<one>[a-z]{2,30})"
    r"(?:/|\s+and\s+(?:the\s+)?)(?P<other>[a-z]{2,30})\s+(?P<things>[a-z]{3,30}s)"
    r"(?:\s*[:;,\u2014]\s*(?:they\s+)?both\s+depend\s+(?:only\s+)?on\s+`?"
    r"(?P<first>[a-z]+(?:_[a-z]+)+)`?"
    r"(?:,\s+(?:and\s+|so\s+they\s+)?can\s+run\s+(?:in\s+parallel|concurrently))?)?"
)
_LEVELS: Final = (
    r"(?:(?P<count>\d|[a-z]{3,5})\s+)?[a-z]{3,20}\s+(?:levels|tiers|grades|bands)\s*:\s+"
    r"(?P<labels>[a-z]{2,20}(?:,\s+[a-z]{2,20})*,?(?:\s+(?:and|or))?\s+[a-z]{2,20})\s*"
    r"(?:,\s*|\()(?:mapped|derived|taken|determined)\s+(?:from|by)\s+(?:the\s+|an?\s+)?"
    r"(?P<value>[a-z]+(?:[ _][a-z]+){0,2})\)?"
)
_PASSING_ON: Final = (
    rf"{LABEL}{_NODE}(?:receives?|takes?|accepts?)\s+"
    r"(?P<thing>(?-i:[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)*)|[a-z]+(?:\s[a-z]+)?)\s+"
    rf"(?P<left>from\s+(?:the\s+)?(?:{NAME}|[a-z]+(?:\s[a-z]+)?))\s+and\s+"
    r"(?:(?:writes?|saves?|stores?|persists?)\s+(?:them|it)\s+idempotently|upserts?\s+(?:them|it))"
    r"\s+(?P<where>(?:in)?to\s+[^.;:]{2,240}?)"
)
_EMITTING: Final = (
    rf"{MAKING}\s+(?:an?\s+|the\s+)?(?P<node>{NAME})(?:\s+{TYPE})?(?:\s+node)?\s+(?:with|for)\s+"
    r"(?:kafka\s+)?(?P<event>[a-z]+\s+)??events?\s+(?:emission|publishing|publication)"
)
_READING: Final = (
    rf"{LABEL}{_NODE}(?P<left>(?:reads?|collects?|gathers?|loads?|fetch(?:es)?)\s+[^.;:]{{3,200}}?)"
    rf"\s+and\s+(?P<said>(?:emits?|publish(?:es)?|produces?)\s+{TOPIC})"
    r"(?:\s+(?P<why>so\s+(?:that\s+)?[^.;:]{3,120}))?"
)
_THROTTLING: Final = (
    rf"{LABEL}{MAKING}\s+(?:an?\s+)?`?(?P<what>[a-z]{{3,20}})_interval(?:_[a-z]{{1,7}})?`?\s+"
    r"(?:throttle|throttling|rate\s+limit)(?:\s+(?P<how>(?:via|using)\s+[^\s,;:]+(?:\s[a-z]+)?))?"
)
_USED: Final = (
    rf"{LABEL}{_NODE}(?:consum(?:es?|ing)|receiv(?:es?|ing)|tak(?:es?|ing)\s+in|ingest(?:s|ing)?|"
    r"(?:subscrib(?:es?|ing)|listen(?:s|ing)?)\s+to)\s+(?:the\s+)?"
    rf"(?P<event>{TOPIC}|[a-z]+(?:[ -][a-z]+){{0,3}})\s+(?:events|messages)"
    r"(?:\s+(?P<left>from\s+[^.;:,()]{3,60}?))?"
    r"(?:,?\s+(?:and|then|and\s+then|to)|,)\s+"
    r"(?P<use>(?:appl(?:y|ies|ying)|(?:adjust|correct|train|tun|learn|refresh|rebuild|prepar|deriv|"
    r"comput|recomput|recalculat|infer|weigh|rat)(?:e?s|e|ing)?)\s+(?!(?:it|them|those|each)\b)"
    r"[^.;:]{3,120}?)"
)
_SEVERAL: Final = re.compile(r",|\b(?:and|or|then|but)\b", re.IGNORECASE)
_OF_NODE: Final = frozenset({"node", "handler", "effect", "compute", "reducer", "orchestrator"})


def _moving(found: re.Match[str]) -> Kernel | None:
    """What follows through states is not asked of whose events they are."""
    if limits(found["left"] or ""):
        return None
    states = re.split(ARROW, found["states"].lower())
    return tracking(states, found["entity"] or "", _said(found, "left", "where"))


def _again(found: re.Match[str]) -> Kernel | None:
    *words, last = found["event"].split()
    event = " ".join((*words, lexicon().plural(lexicon().singular(last))))
    return None if limits(event) else Kernel(f"Ignore repeated {event} by `{found['key']}`")


def _side_by_side(found: re.Match[str]) -> Kernel | None:
    """What both wait for is a step, where it is called after what is done."""
    first = (found["first"] or "").replace("_", " ")
    if first and not lexicon().lemma(first.split()[0]):
        return None
    thing = lexicon().singular(found["things"])
    steps = f"run the {found['one']} {thing} and the {found['other']} {thing} in parallel"
    return Kernel(begun(f"{first}, then {steps}" if first else steps))


def _levels(found: re.Match[str]) -> Kernel | None:
    labels = [one for one in re.split(r"[\s,]+(?:(?:and|or)\s+)?", found["labels"]) if one]
    count = (found["count"] or str(len(labels))).lower()
    wanted = WRITTEN.get(count, count)
    value = found["value"].replace(" ", "_")
    listed = f"{', '.join(labels[:-1])} and {labels[-1]}"
    return (
        Kernel(f"Classify the `{value}` as {listed}") if str(wanted) == str(len(labels)) else None
    )


def _passing_on(found: re.Match[str]) -> Kernel | None:
    """`Receives claims from the desk and writes them idempotently to PostgreSQL`."""
    named = re.sub(r"\w*_\w*", "", f"{found['left']} {found['where']}")
    if limits(named):
        return None
    thing = snake_case(found["thing"]).replace("_", " ")
    return Kernel(f"Upsert {thing}", _said(found, "left", "where"))


def _emitting(found: re.Match[str]) -> Kernel | None:
    """An event that has no name is called after the node that sends it."""
    words = [one for one in snake_case(found["node"]).split("_") if one not in _OF_NODE]
    name = "_".join((found["event"] or "").split() or words)
    if not name or limits(name):
        return None
    return Kernel(f"Publish the `{name}` event", assumed=() if found["event"] else ("event",))


def _reading(found: re.Match[str]) -> Kernel | None:
    """What is read for an event on a topic is where its values come from."""
    plain = re.sub(r"\([^()]*\)", "", found["left"])
    if limits(plain) or _SEVERAL.search(plain):
        return None
    return Kernel(begun(found["said"]), _said(found, "left", "why"))


def _used(found: re.Match[str]) -> Kernel | None:
    """What is worked out from an event is said and not done; it is taken in once all the same."""
    said = f"{re.sub(TOPIC, '', found['event'])} {found['left'] or ''} {found['use']}"
    if limits(said) or _SEVERAL.search(found["use"]):
        return None
    return Kernel(f"Consume {found['event']} events", _said(found, "left", "use"))


def _throttling(found: re.Match[str]) -> Kernel | None:
    """One in each interval; how long that is, nobody says."""
    thing = lexicon().plural(found["what"])
    return Kernel(f"Limit {thing} to 1 per minute", _said(found, "how"), assumed=("window",))


def _said(found: re.Match[str], *names: str) -> tuple[str, ...]:
    return tuple(found[name] for name in names if found[name])


_TOLD: Final[tuple[tuple[re.Pattern[str], Told], ...]] = tuple(
    (re.compile(rf"{form}\s*\.?", re.IGNORECASE), told)
    for form, told in (
        (_MOVING, _moving),
        *((one, _again) for one in _AGAIN),
        (_SIDE_BY_SIDE, _side_by_side),
        (_LEVELS, _levels),
        (_PASSING_ON, _passing_on),
        (_EMITTING, _emitting),
        (_READING, _reading),
        (_USED, _used),
        (_THROTTLING, _throttling),
        *NOTES,
    )
)


def as_order(found: Kernel) -> Kernel | None:
    """The act that the whole text tells, if it is one of these."""
    text = " ".join(found.text.split())
    for form, told in _TOLD:
        matched = form.fullmatch(text)
        made = told(matched) if matched else None
        if made is not None:
            return replace(made, left=(*found.left, *made.left))
    return None
