"""What stands in front of a sentence of data: when, and for whom it is told."""

import re
from typing import Final

_LEAD: Final = re.compile(
    r"(?:before|when|whenever|after|as soon as|once|at the (?:end|beginning)|"
    r"for (?:this|that|each|every|a|an)\b(?! \w+,? (?:we|they|it) ))[^,:.()]{3,80}, |"
    r"for (?:each|every|an?|one) [a-z]+(?: [a-z]+)?,? (?=(?:we|they|it|the [a-z]+) "
    r"(?:(?:is|are) (?:given|told|sent)|gets?|receives?|asks? for|enters?) )",
    re.IGNORECASE,
)


def without_lead(text: str) -> int:
    """Where the sentence begins behind `Before a donor is called, ...`."""
    found = _LEAD.match(text)
    return found.end() if found else 0
