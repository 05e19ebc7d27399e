"""Words that join what is compared with what it is compared with."""

from typing import Final

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
    *(
        "travel",
        "travels",
        "attend",
        "come",
        "take part",
        "join",
        "are travelling",
        "is travelling",
    ),
    *("are present", "is present", "are given", "is given", "were used", "are used", "is used"),
    *("are booked", "are ordered", "is ordered", "are bought", "exist", "are needed", "are there"),
)
"""What is done by those who are counted, or with what is."""

GOING_ON: Final = frozenset({"is", "are", "has", "have", "earns", "weighs", "was"})
"""`..., is at least 18 and earns more`: what is said of the same goes on."""

RELATIVE: Final = ("who", "that", "which")
