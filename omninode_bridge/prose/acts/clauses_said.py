"""The condition of a sentence that is not understood, and what it says of that case."""

import re
from typing import Final

_OPENER: Final = (
    r"(?:if|when|whenever|where|while|once|as soon as|in case|after|as long as|each time|upon)"
)
_LEADING: Final = re.compile(rf"^{_OPENER} (?P<condition>[^,]+?) ?, (?:then )?(?P<main>.+)$")
_TRAILING: Final = re.compile(
    rf"^(?P<main>.+?)(?<! only)(?<! not)(?<! never)(?<! even) ?,? {_OPENER} (?P<condition>.+)$"
)
_EITHER: Final = re.compile(r"\b(?:only|unless|until|except|never|nobody|no|not|before)\b")

_PERMITTED: Final = re.compile(
    r"^(?P<head>.*?\b(?:may|never|no|nobody)\b.*?) ?,? (?:(?:but |and )?only )?(?:if|when|whenever|"
    r"while|once|as soon as|after|as long as|unless|until) .+$"
)
_DUTY: Final = re.compile(r"\b(?:shall|before)\b")


def permitted(said: str) -> str:
    """`a jar may be emptied` of `a jar may be emptied only after it is opened`, or empty.

    What is a duty may be one of who does what its condition says: `it shall be weighed when sold`.
    """
    found = _PERMITTED.match(said)
    return found["head"] if found is not None and not _DUTY.search(said) else ""


def parted(said: str) -> tuple[str, str]:
    """The condition and the rest; no condition where it may be the limit itself.

    In front, the first comma ends it: what follows is rather too much than too little.
    """
    found = _LEADING.match(said)
    if found is not None:
        return found["condition"], found["main"]
    found = _TRAILING.match(said)
    # "It is not sold when it is broken" is limited by its condition.
    if found is None or _EITHER.search(found["main"]):
        return "", said
    return found["condition"], found["main"]
