"""One sentence that says several things, as sentences of its own that say one each."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.prose.statements.plainer import cases_apart

_REFUSED: Final = (
    r"(?:must|shall|should|has to|have to|is to|are to|is|are|will) (?:also )?(?:be )?"
    r"(?:refused|rejected|declined|denied|turned (?:down|away)|not (?:be )?(?:accepted|allowed|"
    r"valid)|invalid|an error|errors)\b.*"
)
_TURNED_DOWN: Final = re.compile(
    r"\b(?:refus\w+|reject\w*|declined|denied|turned (?:down|away)|invalid|errors?)\b",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"\b(?:if|when|unless|where|whenever)\b", re.IGNORECASE)
_SO_IS: Final = re.compile(
    rf"(?P<one>.+?) (?P<done>{_REFUSED}),? and (?:so|neither|likewise) (?:must|shall|should|is|are|"
    r"will|do|does|has to) (?P<other>[^,]+)",
    re.IGNORECASE,
)
_OPENING: Final = (
    r"(?:(?:otherwise|else),? )?(?:(?:if|when|whenever|where|for|in all other cases|in that case|"
    r"otherwise|unless)\b[^,\"]*(?:\"[^\"]*\"[^,\"]*)*, )"
)
_BEING: Final = (
    r"(?:is|are|will be|shall be|becomes?|must be|should be|amounts? to|equals?)(?: always)?"
)
_ASSIGNED: Final = re.compile(
    rf"(?P<front>{_OPENING}|(?:otherwise|else),? )?(?P<one>.+?)(?:,? and|;(?: and)?|, with) "
    rf"(?P<other>(?:the |a |its )?[a-z]+(?: [a-z]+){{0,3}}(?: {_BEING}|(?= \")) .+)",
    re.IGNORECASE | re.DOTALL,
)
_BECAUSE: Final = re.compile(
    r"(?:,? (?:because(?: of)?|with|for|and gives?) (?:the )?(?:reason(?: is)?:? )?|"
    r" \((?:the )?reason:? )(?P<text>\"[^\"]+\")\)?$",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"(?:an?|the|every|each|all|any|everybody|somebody|someone|[A-Z][a-z]+s?) [^,;\"]+? "
    r"(?=(?:is|are|may|can|cannot|must|gets?|does|do)\b)",
    re.IGNORECASE,
)
_CONDITIONED: Final = re.compile(
    r",? (?:and|but) (?=(?:if|when|unless|for)\b[^,]*(?:,|\bthere is\b))"
)
_NEXT_ONE: Final = re.compile(
    r"(?:,? and|,|;|, but) (?=(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|those|"
    r"every\w*|each|anybody|anyone|nobody|the others|\d+)\b[^,;]* "
    r"(?:gets?|gives?|adds?|brings?|pays?|costs?|scores?|earns?|counts?)\b)",
    re.IGNORECASE,
)
_NOTHING: Final = re.compile(
    r"(?:and )?(?:every(?:body|one|thing)|any(?:body|one|thing)|the others?|all others?|those|"
    r"nobody)\b.* (?:gets?|gives?|adds?|scores?|earns?|counts?) "
    r"(?:none|nothing|no points|0 points)",
    re.IGNORECASE,
)
_ALL_PASS: Final = re.compile(
    r"(?:when|if) (?:all|every one|each|none)(?: of)?(?: the| these| those)? "
    r"(?:checks?|conditions?|rules?|tests?|requirements?|of these|of them|the above|these|this)"
    r"(?: above)? (?:pass(?:es)?|is passed|are passed|are met|is met|hold|holds|applies|apply|"
    r"are fulfilled|is fulfilled|fails?|succeeds?|succeed),? ",
    re.IGNORECASE,
)
_FAILS: Final = re.compile(r"\b(?:apply|applies|hold|holds|fails?)\b", re.IGNORECASE)
_OF_ALL: Final = re.compile(
    r"(?:each|every one|all) of (?:these|those|the) (?:amounts|sums)\b|"
    r"(?:all|every|each) amounts?\b",
    re.IGNORECASE,
)
_IDLE: Final = re.compile(
    r"^(?:however|of course|in (?:addition(?!, (?:the )?first \d)|this case|that case)|besides), ",
    re.IGNORECASE,
)
_IDLE_END: Final = re.compile(r",? (?:though|too|as well|once|instead)(?=[.]?$)", re.IGNORECASE)


def apart(text: str) -> list[str]:
    """The sentences that say the same; the one alone where it says but one thing."""
    plain = _idle(_others(text.strip().rstrip(".")))
    several = [one for case in cases_apart(plain) for one in _of_each(case)]
    found = [one for part in several for one in _assigned(part)]
    return [one for one in found if one and not _NOTHING.fullmatch(one)]


def _idle(text: str) -> str:
    return _IDLE_END.sub("", _IDLE.sub("", text))


def _others(text: str) -> str:
    """`When all checks pass, ...` is what holds otherwise."""
    found = _ALL_PASS.match(text)
    if found is None:
        return text
    is_none = "none" in found[0].lower()
    is_failing = _FAILS.search(found[0]) is not None and "all" not in found[0].lower()
    return f"Otherwise, {text[found.end() :]}" if is_none == is_failing else text


def _of_each(text: str) -> Iterator[str]:
    if found := _SO_IS.fullmatch(text):
        done = found["done"].rstrip(",; ")
        yield f"{found['one']} {done}"
        yield f"{found['other']} {done}"
        return
    for part in _CONDITIONED.split(text):
        yield from _NEXT_ONE.split(part)


def _assigned(text: str) -> Iterator[str]:
    """`If it is late, the fee is 5 and the reason is "late"`: each under the same condition."""
    if _TURNED_DOWN.search(text) and not re.search(r"\breason is\b", text):
        yield text
        return
    told = _BECAUSE.sub(lambda found: f" and the reason is {found['text']}", text)
    match = _ASSIGNED.fullmatch(told)
    if match is None or _CONDITION.search(match["one"]):
        yield told
        return
    front, other = match["front"] or "", match["other"]
    if _OF_ALL.match(other):
        yield f"{front}{match['one']}"
        yield other
        return
    if not front and (subject := _SUBJECT.match(match["one"])):
        behind = f"For {subject[0].strip()[:1].lower()}{subject[0].strip()[1:]}, "
    else:
        behind = front
    yield f"{front}{match['one']}"
    said = (
        other if re.search(rf"\b{_BEING}\b", other) else re.sub(r" (?=\")", " is ", other, count=1)
    )
    article = "" if re.match(r"(?:the|a|its) ", said) else "the "
    yield from _assigned(f"{behind}{article}{said}")
