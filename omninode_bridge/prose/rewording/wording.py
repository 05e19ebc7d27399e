"""Sentences of a document, and what could stand in place of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.document import Document


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence, or the sentences of one item of a list.

    `is_asked` where it was taken for a requirement, `is_bound` where something realises it.
    """

    text: str
    place: Place
    is_asked: bool = True
    is_bound: bool = False


@dataclass(frozen=True, slots=True)
class Rewording:
    """`instead`, in place of what was `spoken`, is understood together with all others."""

    spoken: Spoken
    instead: str


type Proposer = Callable[[Sequence[Spoken], Document], list[tuple[str, ...]]]
"""For each sentence the wordings that may be understood, the likeliest first.

They are made of the sentence's own words. None of them need be right: each is tried.
"""

type Adder = Callable[[Sequence[Spoken], Document], tuple[str, ...]]
"""Lines that the document lacks, such as what is given to a workflow; each is tried."""
