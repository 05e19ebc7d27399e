"""Orders with any verb: `Book the hostel`, `After that, order the food`."""

import re
from typing import Final

_NO_VERBS: Final = frozenset(
    re.findall(
        r"\w+",
        """
    a an the this that these those each every all both any some no none neither either another such
    about above across after against along among around as at because before behind below beneath
    beside besides between beyond but by concerning considering despite down during except for from
    given if in inside into like near of off on once onto or out outside over past per regarding
    since so than though through throughout till to toward towards under underneath unless until
    unlike up upon via when whenever where wherever whether while with within without whatever
    whichever whoever who whom whose what which why how amid amidst
    and also then first second third next last finally lastly later now here there thus hence
    otherwise therefore however moreover furthermore meanwhile afterwards instead again still yet
    only even just not never always often sometimes usually normally mostly exactly nearly almost
    today yesterday tomorrow tonight everyone everybody someone somebody anyone anybody nobody
    nothing everything
    half double twice most more less fewer many much few several enough
    i we you he she it they one is are was were be been has have had do does did may might must
    shall should can could will would
    """,
    )
)
_WORD: Final = re.compile(r"[*_`\"(]{0,4}([A-Za-z]+)\b")
_OBJECT: Final = re.compile(
    r"[*_`\"(]{0,4}[A-Za-z]+\s+(?:(?:up|out|off|down|in|back|away|on)\s+)?"
    r"(?:the|an?|all|each|every|any|no|both|its|their|his|her|our|your|this|these|those|them|it)\b|"
    r"[A-Za-z]+ [\"\u201c]",
)
_FINITE: Final = re.compile(r"\b(?:is|are|was|were|has|have|had)\b(?! to\b)", re.IGNORECASE)
_CONDITION: Final = re.compile(
    r"(?:when(?:ever)?|if|once|while|after|before|until|unless|as soon as|as long as|in case|where|"
    r"on|upon|for|at|then|first|next|finally|lastly|afterwards|later|otherwise)\b[^,]{0,400}?,\s+",
    re.IGNORECASE,
)
_ORDER_WORD: Final = re.compile(
    r"(?:then|first|next|finally|lastly|afterwards|otherwise|also|please|always|never),?\s+",
    re.IGNORECASE,
)
_MOST: Final = 3
"""So many conditions and words of order may stand before an order."""


def is_command(text: str) -> bool:
    """Whether a sentence orders something: a bare verb, and at once what is done to what.

    Whatever comes first must be a verb: in front of `the hostel` stand verbs, or words that are
    known to be none.
    """
    rest = text
    for _ in range(_MOST):
        if _orders(rest):
            return True
        found = _CONDITION.match(rest) or _ORDER_WORD.match(rest)
        if found is None:
            return False
        rest = rest[found.end() :]
    return _orders(rest)


def _orders(text: str) -> bool:
    word = _WORD.match(text)
    if word is None or text.rstrip().endswith("?"):
        return False
    first = word[1].lower()
    is_other = first.endswith(("ing", "ly")) or (first.endswith("s") and not first.endswith("ss"))
    if first in _NO_VERBS or is_other:
        return False
    # `Vans the city rents are cleaned`: what has a verb of its own orders nothing.
    return _OBJECT.match(text) is not None and not _FINITE.search(_main(text))


def _main(text: str) -> str:
    """What stands before a condition or a relative clause behind the order."""
    return re.split(
        r"[;:]|\b(?:if|when|once|while|after|before|until|unless|that|which|who|whose|where|as)\b",
        text,
        maxsplit=1,
    )[0]
