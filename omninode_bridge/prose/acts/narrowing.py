"""A list that may be narrowed down, in whatever words: `either all or only those of one owner`."""

import re
from typing import Final

_FEW: Final = (
    r"(?:(?:an?|one|the|certain|given|particular|single|specific|some|each|any|its|their) )*"
)
_THOSE: Final = (
    r"(?:(?:only|just) )?(?:the ones?|those|ones|the (?:list|entries|results)|[a-z]+s)"
    r"(?: (?:that|which) (?:is|are|have|has|belong|belongs))?"
)
_OF: Final = r"(?:of|with|in|from|for|at|on|to|by)"
_FORMS: Final = (
    (
        (rf" ?,? ?\(? ?(?:optionally|possibly|if wanted|on request)[ ,]*(?:only|just)? ?"
        rf"(?:{_THOSE}) {_OF} {_FEW}(?P<rest>[a-z][a-z _]*?) ?\)?$"),
        r" filtered by \g<rest>",
    ),
    (
        (rf" ?,? ?\(? ?(?:either )?(?:all|everything)(?: of them)? ?,? or (?:only|just) "
        rf"(?:{_THOSE}) "
        rf"{_OF} {_FEW}(?P<rest>[a-z][a-z _]*?)(?: ?\( ?by (?P<key>[a-z _]+?) ?\))? ?\)?$"),
        None,
    ),
    (
        rf" ?,? (?:with|having|using) (?:an? )?(?:optional )?filters? (?:for|on|by|of) {_FEW}",
        " filtered by ",
    ),
    (r" ?,? (?:in any combination|if wanted|as wanted|alone or together|or by both)$", ""),
    (
        (
            r" (?:and|,) (?:to )?(?:filter|narrow|restrict|limit)(?: them| it| the list)?"
            r"(?: down)? (?:by|to) "
        ),
        " filtered by ",
    ),
    (r" (?:and|,) (?:(?:to )?(?:sort|order)) (?:them|it|the list) by ", " sorted by "),
    (r" (?:that|which) (?:may|can) be filtered by ", " filtered by "),
)  # fmt: skip


def narrowed(said: str) -> str:
    """The sentence with such words as `filtered by`."""
    for pattern, instead in _FORMS:
        if instead is not None:
            said = re.sub(pattern, instead, said)
            continue
        found = re.search(pattern, said)
        if found is not None:
            said = f"{said[: found.start()]} filtered by {found['key'] or found['rest']}"
    return said.strip()
