"""Words that join what is compared with what it is compared with."""

from typing import Final

from omninode_bridge.prose.statements.reading import Words
from omninode_bridge.prose.statements.terms import UNITS

IS: Final = (
    *("is", "are", "was", "were", "lies", "lie", "be", "has to be", "must be", "shall be"),
    *("should be", "needs to be", "need to be", "have to be", "to be"),
)
MEASURED: Final = {
    "weighs": ("weight",), "weigh": ("weight",), "costs": ("price", "cost", "total"),
    "lasts": ("duration",), "last": ("duration",), "earns": ("income", "salary"),
    "earn": ("income", "salary"), "measures": ("length",),
}  # fmt: skip
HAVING: Final = (
    *("has", "have", "with", "without", "who has", "who have", "that has", "that have"),
    *("does not have", "do not have", "needs", "need", "wants", "want", "requires", "require"),
)
DONE: Final = (
    *("travel", "travels", "attend", "come", "take part", "join", "exist", "are there"),
    *("are travelling", "is travelling"),
    *(
        f"{be} {done}"
        for be in ("are", "is", "were", "was", "have been", "has been")
        for done in (
            *("present", "given", "used", "booked", "ordered", "bought", "needed", "driven"),
            *("made", "taken", "rented", "requested", "entered", "reached", "left", "wanted"),
        )
    ),
)
"""What is done by those who are counted, or with what is."""

GOING_ON: Final = frozenset({"is", "are", "has", "have", "earns", "weighs", "was"})
"""`..., is at least 18 and earns more`: what is said of the same goes on."""

RELATIVE: Final = ("who", "that", "which")

NEXT_CASE: Final = frozenset(
    {
        *("otherwise", "else", "if", "when", "whenever", "for", "from", "in", "on", "with", "at"),
        *("above", "below", "over", "under", "up", "between", "elsewhere", "unless", "%"),
    }
)
"""Behind a value these say when it is so."""


def is_value(words: Words) -> bool:
    """Whether a number of the next case stands here: `..., and 0 otherwise`, `..., and 5 if`."""
    start = words.at
    is_number = words.number() is not None
    words.take(*UNITS)
    is_next = is_number and (words.is_done or words.low in NEXT_CASE)
    words.at = start
    return is_next
