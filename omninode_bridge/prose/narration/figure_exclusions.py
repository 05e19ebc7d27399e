"""What a sentence takes out of the figures: `trips that failed do not count towards the total`."""

import re
from typing import Final

_OUT: Final = (
    r"(?:is|shall be) (?:left out|excluded|ignored|disregarded|kept out|no part|"
    r"(?:not|never) (?:counted|included|considered|part|taken into account))|"
    r"(?:(?:does|shall|may) not|never) (?:go(?:es)?|enters?|counts?|belongs?)"
)
_LEFT_OUT: Final = re.compile(
    rf"(?P<which>.+?) (?:is (?:not |never )?[a-z]+ and )?(?:{_OUT})"
    r"(?: (?:of|from|in|into|to|towards|for|by))?(?: (?P<what>.+))?"
)
_WHATEVER: Final = re.compile(
    r"^(?:whatever|what|everything that|anything that|all that) "
    r"(?:is|was|came in|comes in|arrives|arrived) "
)
_ALL: Final = re.compile(
    r"(?:everywhere|altogether|entirely|all (?:the )?(?:figures|numbers|sums|counts)|any figure|"
    r"any of (?:the figures|these|them)|the (?:figures|numbers|statistics))?"
)


def exclusion_of(said: str, things: str) -> tuple[str, str] | None:
    """What is left out, and of which figures: empty for all. None where nothing is left out."""
    found = _LEFT_OUT.fullmatch(said)
    if found is None:
        return None
    which, what = found["which"], found["what"] or ""
    bare = _WHATEVER.sub("", which)
    if bare != which:
        which = f"{bare} {things}"
    return which, "" if _ALL.fullmatch(what) else what
