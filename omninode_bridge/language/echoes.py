"""Clauses that say once more what the clause before them has said: `anything else is refused`."""

import re
from typing import Final

_REFUSED: Final = (
    r"(?:(?:must|shall|should|has to|have to|will) be |is |are |gets? |be )?"
    r"(?:also |then |simply )?"
    r"(?:refused|rejected|declined|turned (?:away|down)|not (?:accepted|allowed|permitted|valid|"
    r"possible)|invalid|an error|errors|denied|forbidden)"
)
_WITH_REASON: Final = (
    r"(?: (?:as (?:invalid(?: input)?|an error)|with (?:a |an |the )?(?:clear |proper |short )?"
    r"(?:reason|error|message|error message)|as a whole|as well|too|also|then|straight away|"
    r"immediately|altogether))*"
)
_ELSE: Final = re.compile(
    r"(?:and |but )?(?:(?:any|every)thing (?:else|other|beyond that|outside(?: that)?)|"
    r"any other [a-z]+|(?:all )?other [a-z]+s"
    rf"|whatever else comes|the rest) {_REFUSED}{_WITH_REASON}\W*",
    re.IGNORECASE,
)
_REFUSING: Final = re.compile(
    r"(?:(?:it|they|this|that|(?:the|an?|any|such an?|each|every) [a-z]+(?: [a-z]+)?) "
    rf"{_REFUSED}|(?:please )?(?:refuse|reject) (?:it|them|(?:the|an?) [a-z]+(?: [a-z]+)?))"
    rf"{_WITH_REASON}\W*",
    re.IGNORECASE,
)
_NOTHING_ELSE: Final = re.compile(
    r"(?:and |but )?(?:nothing else|no(?: other)? (?:further |other |more )?(?:events?|messages?)) "
    r"(?:is|are|goes|go|gets?|must be|shall be) (?:ever )?(?:announced|published|sent|emitted|"
    r"told|out|sent out|reported)\W*",
    re.IGNORECASE,
)
_DEMAND: Final = re.compile(
    r"\b(?:must|shall|should|has to|have to|needs? to|may not|cannot|can only|may only|"
    r"are required|is required|is mandatory)\b",
    re.IGNORECASE,
)
_BELOW: Final = re.compile(
    rf".*\b(?:below|under|less than|lower than|above|over|more than|higher than) "
    rf"(?P<number>\d[\d.,]*)\b.*\b{_REFUSED}{_WITH_REASON}\W*",
    re.IGNORECASE,
)
_FINE: Final = re.compile(
    r"(?:and |but )?(?:an?|the)? ?(?:[a-z]+ ){0,3}?(?:of )?(?P<number>\d[\d.,]*)"
    r"(?: [a-z]+)? (?:itself )?(?:is|are) (?:still |also |perfectly )?"
    r"(?:fine|ok|okay|allowed|accepted|valid|all right|possible|permitted)(?: \([^()\d]*\))?\W*",
    re.IGNORECASE,
)
_MUST: Final = re.compile(
    r"(?P<who>[^,;:]{2,120}?) (?:must|has to|have to|shall|needs? to) (?P<do>be|have|lie|carry|"
    r"contain|consist|weigh|reach|exceed|last)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_THIRD: Final = {"be": "is", "have": "has"}
_PLURAL: Final = re.compile(r"\b(?:and|both|all|[a-z]+[^s\W]s)$", re.IGNORECASE)
_OTHERWISE: Final = re.compile(r"(?:otherwise|else|if not),?\s+", re.IGNORECASE)
_LIMIT: Final = re.compile(
    r"\b(?:must|has to|have to|shall|may not|cannot)\b.*\b(?:(?P<least>at least|more than|not less "
    r"than|above|over|or more|(?<!not )exceed)|at most|less than|not more than|below|under|up to|"
    r"exceed)\b",
    re.IGNORECASE,
)
_TOO_LITTLE: Final = frozenset({"lower", "smaller", "shorter", "lighter", "younger", "cheaper"})
_BEYOND: Final = re.compile(
    r"(?:an?|any) (?P<how>lower|smaller|shorter|lighter|younger|cheaper|higher|larger|longer|"
    rf"heavier|older|bigger|greater) (?P<what>[a-z]+(?: [a-z]+)??) {_REFUSED}{_WITH_REASON}\W*",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"(?:if|when|whenever|unless|while|once|where|for)\b", re.IGNORECASE)


def is_echo(clause: str, before: str) -> bool:
    """Whether the clause follows from the one before it.

    `Anything else is refused` is one behind a demand, and a rule of its own behind a refusal.
    """
    if _NOTHING_ELSE.fullmatch(clause):
        return True
    if _ELSE.fullmatch(clause):
        return _DEMAND.search(before) is not None
    fine, limit = _FINE.fullmatch(clause), _BELOW.fullmatch(before)
    return fine is not None and limit is not None and fine["number"] == limit["number"]


def repeats(sentence: str, before: str) -> bool:
    """Whether a sentence says no more than what becomes of who does not keep to the one before.

    `Otherwise it is refused with a reason.`, `A lower wage is refused.`
    """
    if _DEMAND.search(before) is None or _CONDITION.match(before):
        return is_echo(sentence, before)
    otherwise = _OTHERWISE.match(sentence)
    said = sentence[otherwise.end() :] if otherwise else ""
    is_refusal = bool(said) and _REFUSING.fullmatch(said) is not None
    return is_refusal or is_echo(sentence, before) or _is_beyond(sentence, before)


def _is_beyond(sentence: str, before: str) -> bool:
    """`A lower wage is refused` behind `The wage must be at least 12`."""
    found, limit = _BEYOND.fullmatch(sentence), _LIMIT.search(before)
    if found is None or limit is None or found["what"].lower() not in before.lower():
        return False
    return (limit["least"] is not None) == (found["how"].lower() in _TOO_LITTLE)


def otherwise_of(before: str, after: str) -> tuple[str, ...]:
    """What a demand and its `otherwise` are together; empty where that is not known."""
    if _CONDITION.match(before) or _DEMAND.search(before) is None:
        return ()
    if _REFUSING.fullmatch(after):
        return (before,)
    found = _MUST.fullmatch(before)
    if found is None or _CONDITION.match(after):
        return ()
    who = f"{found['who'][:1].lower()}{found['who'][1:]}"
    return (f"Unless {who} {_does(found)}{found['rest']}, {after}",)


def _does(found: re.Match[str]) -> str:
    """`must be` as `is`; `must have passed` as `have passed`, as many are meant."""
    verb = found["do"].lower()
    is_many = _PLURAL.search(found["who"]) is not None
    if is_many:
        return {"be": "are"}.get(verb, verb)
    return _THIRD.get(verb, f"{verb}s")
