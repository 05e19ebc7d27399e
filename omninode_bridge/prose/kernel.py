"""What is to be done of a sentence, and which words of it would change that."""

import re
from dataclasses import dataclass
from typing import Final

NAME: Final = r"(?-i:[A-Z][a-z0-9]+[A-Z][A-Za-z0-9]*|[a-z][a-z0-9]*_[a-z0-9_]+(?:\(\))?)"
"""A piece of code, as it is spelled there."""

TYPE: Final = r"(?:effect|compute|reducer|orchestrator)"
MAKING: Final = (
    r"(?:add(?:s|ed|ing)?|implement(?:s|ed|ing)?|introduc(?:e|es|ed|ing)|build(?:s|ing)?)"
)
TOPIC: Final = r"`?[\w-]+(?:\.[\w-]+)+`?"

_LIMITING: Final = re.compile(
    r"\b(?:not|no|never|without|only|except|unless|if|when|while|until|must|shall|should|may|can|"
    r"than|least|most|each|every|per|all|none|neither|nor|first|last|once|after|before|"
    r"fail\w*|error\w*|success\w*)\b|\d|n't\b|[<>=]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Kernel:
    """`left` is what of the sentence is said and not done, as written.

    `is_work` is true where it is a title of work that may speak of what is done to code: `add a
    pricing engine` makes no engines. It asks for no more than what stands in it behind that.
    `assumed` are slots that are filled from it, though nobody says their values. `beside` are
    orders that the sentence gives as well.
    """

    text: str
    left: tuple[str, ...] = ()
    is_work: bool = False
    assumed: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def limits(text: str) -> bool:
    return _LIMITING.search(text) is not None


def begun(text: str) -> str:
    return text[:1].upper() + text[1:]
