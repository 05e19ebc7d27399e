"""What several ways of saying come to, before a sentence is read: `..., all others get none`."""

import re
from dataclasses import dataclass
from typing import Final

_OTHERS: Final = (
    r"(?:all |the |any )?others?(?: [a-z]+s)?|everybody else|everyone else|anybody else|"
    r"the rest|all the others|(?P<side>smaller|larger|bigger|lower|higher|shorter|longer|younger|"
    r"older|lighter|heavier|cheaper|dearer|fewer|lesser|greater) ones"
)
_REST: Final = re.compile(
    rf"(?P<main>.+?)[;,.](?: and| but)? (?P<who>{_OTHERS}) "
    r"(?:gets?|receives?|pays?|ha(?:ve|s)|is|are|costs?|adds?)(?: given| granted)? "
    r"(?:none|nothing|no [a-z]+(?: [a-z]+)?|without(?: one| any)?)[.]?",
    re.IGNORECASE | re.DOTALL,
)
_SO: Final = re.compile(
    r"(?!(?:if|when|whenever|unless|where|for|on|with|in|at|only|members?)\b)"
    r"(?P<why>[^,;:.\"]{3,90}), (?:and )?so (?=(?:the|we|its) )",
    re.IGNORECASE,
)
_VOICE: Final = re.compile(
    r"as (?:an?|the) [^:.,]{3,30}[^:.]{0,90}: (?=(?:if|when|unless)\b)", re.IGNORECASE
)
_AGAIN: Final = re.compile(
    r"(?P<main>(?P<what>the [a-z]+(?: [a-z]+){0,3}) (?:is|are|shall be|must be|will be|equals?|"
    r"amounts? to) [^;]+?)[;.] (?P<case>(?:for|if|when|on|with|without|unless|in) [^,;]+?),? "
    r"(?:it|they) (?P<verb>is|are|shall be|must be|will be) (?P<value>[^;,]+)",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"^(?:at|on|upon|after|with|before) (?:the |each )?(?:registration|booking|enrolment|signing|"
    r"check-in|check-out|application|admission),? (?P<rest>(?=an? |the )[at])",
    re.IGNORECASE,
)
"""In which step of the work it is due says nothing of how much, and nothing of whether."""

_ON: Final = re.compile(
    r"(?<=[\w%])[;.] (?:it|this|that|they) (?:(?:is|are|must be|shall be) )?(?:then )?"
    r"(?=(?:capped at|limited to|never (?:less|more|below|above)|at (?:least|most)|"
    r"no (?:less|more)) )",
    re.IGNORECASE,
)
_NOT_NEGATIVE: Final = re.compile(
    r"(?P<what>the [a-z]+(?: [a-z]+){0,2}) (?:can ?not|can never|is never|must not|may not) "
    r"(?:be|become)? ?negative[;,.] (?:in that case |then )?(?:it|they) (?:is|are|becomes?|stays?) "
    r"(?:then )?(?:zero|0)(?: then| in that case)?(?=[.]?$)",
    re.IGNORECASE,
)
_FOR_IT: Final = re.compile(r", for (?:it|they|this|that|these|those) [^,;:.\d\"]+(?=[.]?$)")
"""`..., for it belongs to somebody else`: why it is so."""

_THOUGH: Final = re.compile(
    r",? (?:however|no matter how|whatever|no matter what|regardless of) [^,;.\"]+(?=[.,;]?$)",
    re.IGNORECASE,
)
_THUS: Final = re.compile(
    r"^(?:so|therefore|hence|thus|as a result|consequently|accordingly|that means|this means),?"
    r"(?: that)? (?P<first>(?:the|its|all|for|if|an?)\b)",
    re.IGNORECASE,
)
_WHATEVER: Final = re.compile(
    r"^(?:whatever|however|no matter (?:what|how)|in any case|in all cases)\b[^,;.\d\"]{0,60}, "
    r"(?P<first>(?:the|an?|it)\b)",
    re.IGNORECASE,
)
_NUMBERS: Final = re.compile(r"\d|%")
_UP: Final = frozenset(
    {"larger", "bigger", "higher", "longer", "older", "heavier", "dearer", "greater"}
)


@dataclass(frozen=True, slots=True)
class Rest:
    """That all others get nothing; `is_above` where these are the larger ones, or the smaller."""

    is_above: bool | None = None


def rest_apart(text: str) -> tuple[str, Rest] | None:
    """The sentence without what it says of all others; None where it says nothing of them."""
    found = _REST.fullmatch(text.strip())
    if found is None:
        return None
    side = (found["side"] or "").lower()
    return f"{found['main']}.", Rest(None if not side else side in _UP)


def plainer(text: str) -> str:
    """Without why it is so, who says it, and what changes nothing of it."""
    found = _VOICE.match(text)
    plain = text[found.end() :] if found else text
    plain = f"{plain[:1].upper()}{plain[1:]}" if found else plain
    plain = _WHEN.sub(lambda found: found["rest"].upper(), plain)
    so = _SO.match(plain)
    if so and not _is_condition(so["why"]):
        plain = f"{plain[so.end() : so.end() + 1].upper()}{plain[so.end() + 1 :]}"
    plain = _FOR_IT.sub("", _NOT_NEGATIVE.sub(r"\g<what> is never below 0", plain))
    plain = _ON.sub(", but ", plain)
    plain = _THUS.sub(lambda found: found["first"].capitalize(), plain)
    plain = _WHATEVER.sub(lambda found: found["first"].capitalize(), plain)
    though = _THOUGH.search(plain)
    if though and not _NUMBERS.search(though[0]) and though.start():
        plain = f"{plain[: though.start()]}{plain[though.end() :]}"
    return plain


def cases_apart(text: str) -> list[str]:
    """`The tax is 19 % of the net; for an export it is 0` as two sentences."""
    found = _AGAIN.fullmatch(text.strip().rstrip("."))
    if found is None:
        return [text]
    case = f"{found['case'][:1].upper()}{found['case'][1:]}"
    what = f"{found['what'][:1].lower()}{found['what'][1:]}"
    return [found["main"], f"{case}, {what} {found['verb']} {found['value']}"]


def _is_condition(text: str) -> bool:
    """A reason that names a case, or a denial, says for whom the rest holds."""
    return bool(re.search(r"\b(?:only|not|no|never|except|unless|if|members?|who)\b", text.lower()))
