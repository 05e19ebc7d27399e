"""Several things of which one sentence says that they are refused, one by one.

`A crate without a label or with a weight above 90 is refused` refuses two kinds of crates.
"""

import re
from typing import Final

_REFUSED: Final = (
    r"(?:(?:must|shall|should|has to|have to|will) be|is|are) (?:also |always )?"
    r"(?:refused|rejected|declined|turned (?:away|down)|invalid|not (?:accepted|allowed|valid)|"
    r"an error|errors|denied|forbidden|(?:an? )?conflicts?)\b"
)
_JOINT: Final = r"(?:with|without|that|which|who|whose|in which|on which|for which)"
_KINDS: Final = re.compile(
    rf"(?P<head>(?:(?:an?|any|each|every) )?[a-z-]+(?: (?!{_JOINT}\b)[a-z-]+){{0,2}}) "
    rf"(?P<one>{_JOINT}\b [^,;]+?),? or (?P<two>{_JOINT}\b [^,;]+?) (?P<refused>{_REFUSED}.*)",
    re.IGNORECASE,
)
_THINGS: Final = re.compile(rf"(?P<things>[^;:]+?) (?P<refused>{_REFUSED}.*)", re.IGNORECASE)
_BETWEEN: Final = re.compile(r",? (?:and|or) (?=(?:an?|any|negative|no) )|, (?=(?:an?|any) )")
_OPENS: Final = re.compile(r"(?:an?|any|negative|[a-z]+s)\b(?! of the\b)", re.IGNORECASE)
_SINGULAR: Final = re.compile(r"(?:an?|any) ", re.IGNORECASE)
_CLAUSE: Final = re.compile(
    r"\b(?:if|when|whenever|unless|while|once|only|not|never|nobody|neither|either|both)\b",
    re.IGNORECASE,
)
_ONE: Final = (
    (" are errors", " is an error"),
    (" are conflicts", " is a conflict"),
    (" are ", " is "),
)
_MOST: Final = 5


def refused_apart(text: str) -> tuple[str, ...]:
    """One sentence for each of them; nothing where it is one, or where they may be one together."""
    found = _KINDS.fullmatch(text)
    if found is not None and not _CLAUSE.search(f"{found['head']} {found['one']}"):
        head, refused = found["head"], found["refused"]
        return tuple(f"{head} {found[each]} {refused}" for each in ("one", "two"))
    found = _THINGS.fullmatch(text)
    if found is None or _CLAUSE.search(found["things"]):
        return ()
    things, refused = _BETWEEN.split(found["things"]), found["refused"]
    # "A crate with a lid and a lock is refused" has both; "are refused" are two.
    is_each = " or " in found["things"] or not refused.lower().startswith("is ")
    if not (is_each and 1 < len(things) <= _MOST and all(map(_OPENS.match, things))):
        return ()
    return tuple(f"{one}{_of_one(f' {refused}', one)}" for one in things)


def _of_one(refused: str, thing: str) -> str:
    if _SINGULAR.match(thing):
        for many, one in _ONE:
            if refused.startswith(many):
                return f"{one}{refused[len(many) :]}"
    return refused
