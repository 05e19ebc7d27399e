"""Clauses that only go on about the one before them: `such a request is refused with "x"`."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.statements.sentences import subject_of

_VERB: Final = (
    r"\b(?:is|are|must|shall|should|can|cannot|may|will|has|have|costs?|gets?|pays?|refuse|reject|"
    r"amounts?|depends?|receives?)\b"
)
_COLON: Final = re.compile(
    rf"(?P<one>(?=[^:\"]*{_VERB})[^:\"]{{12,}}): (?P<other>(?=(?:the|an?|such|it|this|if|for|every|"
    rf"each|all|they|these) )(?=[^:]*{_VERB}).+)",
    re.IGNORECASE | re.DOTALL,
)
"""`The first 20 km are free: the charged km are ...`: two clauses, and no list of values."""

_APART: Final = re.compile(r"[;,:](?: and| then)? (?=such|it\b|this|that|they|the )")
_LIST: Final = re.compile(r"\b(?:depends?|as follows|following|according to|based on)\b")
_NUMBER: Final = rf"(?:\d[\d.,]*|{'|'.join(WRITTEN)})"
_FREE: Final = re.compile(
    rf"(?:so )?(?:the )?(?:first )?(?P<number>{_NUMBER}) [^,.;:]{{1,40}}? "
    r"(?:is|are|stays?|remains?) (?:always |then )?(?:free(?: of charge)?|included|for free|"
    r"not (?:charged|paid|counted|billed)|without charge)\W*",
    re.IGNORECASE,
)
_TAKEN_OFF: Final = r"(?:minus|less|beyond|above|over|more than|exceed\w*|after|subtract\w*)"
_CONSEQUENCE: Final = re.compile(
    r"(?:(?:in (?:that|this|such a) case|then),? )?(?:such (?:an? )?[a-z]+(?: [a-z]+)?|these|those|"
    r"it|this|that|they|the (?:request|application|order|booking|input)) "
    r"(?:is|are|must be|has to be|will be|shall be) (?:then |simply )?"
    r"(?:refused|rejected|declined|turned (?:down|away)|denied)"
    r"(?:,? (?:with|by|saying))?(?: (?:the|a))?(?: (?:error )?(?:message|text|reason|error|words))?"
    r":? (?P<message>\"[^\"]+\")\W*",
    re.IGNORECASE,
)
_ANSWER: Final = re.compile(
    r"(?:the |its )?(?:answer|message|reply|error|reason|text)(?: (?:to|for) [^,.;:\"]{1,30})? "
    r"(?:is|reads|says)(?: then)?(?: the (?:refusal|message|error))?:? (?P<message>\"[^\"]+\")\W*",
    re.IGNORECASE,
)
_DENIES: Final = re.compile(
    r"\b(?:cannot|can not|may not|must|nobody|no one|we do not|never|only|not (?:allowed|possible|"
    r"accepted|permitted)|may have|refuse\w*|reject\w*|no [a-z]+ (?:may|can)|no more)\b",
    re.IGNORECASE,
)
_PRONOUN: Final = re.compile(
    r"(?P<front>(?:(?:if|when|unless|where)\b[^,;\"]+, |(?:for|on|with|without|in|from|above|below|"
    r"over|under|up to|between|otherwise|else|at|during)\b[^;,\"]*?,? )?)"
    r"(?P<who>it|they) (?P<verb>is|are|shall be|must be|will be|amounts? to|costs?)\b",
    re.IGNORECASE,
)


_IT_IS: Final = r"(?:it|they) (?:is|are|costs?)\b"
_BUT: Final = re.compile(
    rf",? but (?=(?:if|when|unless|where)\b[^,]+, {_IT_IS}|"
    rf"(?:for|on|with|without|in|from|above|below|over|under)\b[^,]+? {_IT_IS})"
)
_PRODUCT: Final = re.compile(r"\b(?:times|multiplied|per|for each|each)\b[^,.;]*\bminus\b")
"""Whether the number is taken off the product or off what is multiplied."""

_OPENED: Final = re.compile(r"(?:if|when|unless|where|whenever)\b[^,]*, ", re.IGNORECASE)
_MAIN: Final = re.compile(r"(?:^|\b(?=the\b|its\b|an?\b))", re.IGNORECASE)


def gone_on(clauses: Sequence[str]) -> list[str]:
    """The clauses, each saying by itself what it says."""
    found: list[str] = []
    parts = (part for each in clauses for half in _parted(each) for part in _conditioned(half))
    for one in parts:
        before = found[-1] if found else ""
        message = _CONSEQUENCE.fullmatch(one) or _ANSWER.fullmatch(one)
        if message is not None and _DENIES.search(before) and '"' not in before:
            found[-1] = f"{before.rstrip(' .')} with the message {message['message']}."
            continue
        if _is_said_again(before, one):
            found.pop()
        found.append(_named_again(before, one))
    return found


def _parted(text: str) -> Iterator[str]:
    for mark in _APART.finditer(text):
        if _CONSEQUENCE.fullmatch(text[mark.end() :]):
            yield f"{text[: mark.start()]}."
            yield text[mark.end() :]
            return
    match = _COLON.fullmatch(text)
    if match is None or _LIST.search(match["one"].lower()):
        yield text
        return
    yield f"{match['one']}."
    yield f"{match['other'][:1].upper()}{match['other'][1:]}"


def _conditioned(text: str) -> Iterator[str]:
    """`The area is a times b, but if it is tiled, it is ...`: the second has its own case."""
    first, *others = _BUT.split(text)
    yield first
    yield from (f"{one[:1].upper()}{one[1:]}" for one in others)


def _is_said_again(before: str, text: str) -> bool:
    """That so many are free, where the next clause takes just so many off."""
    match = _FREE.fullmatch(before)
    if match is None:
        return False
    number = WRITTEN.get(match["number"].lower(), match["number"])
    said = [number, *(word for word, value in WRITTEN.items() if value == number)]
    if _PRODUCT.search(text):
        return False
    return re.search(rf"\b{_TAKEN_OFF} (?:the first )?(?:{'|'.join(said)})\b", text) is not None


def _named_again(before: str, text: str) -> str:
    """`For seniors it is 5`: what the clause before it gives a value."""
    match = _PRONOUN.match(text)
    subject = _subject(before) if match is not None and before else ()
    if match is None or not subject:
        return text
    name = f"the {' '.join(subject)}"
    start = match["front"] + (name if match["front"] else name.capitalize())
    return f"{start} {match['verb']}{text[match.end() :]}"


def _subject(text: str) -> Sequence[str]:
    """What the main clause gives a value; behind a condition in front of it."""
    opened = _OPENED.match(text)
    start = opened.end() if opened else 0
    for found in _MAIN.finditer(text, start):
        if named := subject_of(text[found.start() :]):
            return named[0]
    return ()
