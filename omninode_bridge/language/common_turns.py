"""Sentences in their common form: `We refuse an order` is `An order is refused`.

Each turn is given as the words that change, so that all others keep their places.
"""

import re
from collections.abc import Iterator
from typing import Final

type Swap = tuple[int, int, str]
"""Start and end of what is written, and what it is in common words."""


def worded(text: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Lines may break between any two words."""
    return re.compile(text.replace(" ", r"\s"), flags)


START: Final = r"(?:^|(?<=[.!?:]\s)|(?<=[-*]\s))"
_US: Final = r"(?:We|The (?:system|node|service|program|tool))"
_COMPUTED: Final = worded(
    rf"{START}(?P<who>{_US} (?:comput|calculat|deriv|determin|obtain|work)(?:es?|s)?(?: out)? the)"
    r"(?P<what> [a-z][a-z _]{1,60}?)(?P<as> as)(?= (?:the|an?|its|\d|[a-z_]+ ?[-+*/]) ?)"
)
_REFUSED: Final = worded(
    rf"{START}(?P<who>{_US} (?:refuse|reject|decline|turn down)s? (?P<any>an?|any|every|each)) "
    r"(?P<what>[^.;:\"]{3,160}?)"
    r"(?P<end>(?= with \"| if | when | unless | while | as long as |[.;:]|$))"
)
_DONE: Final = {
    "registered": "registers", "recorded": "records", "created": "creates", "added": "adds",
    "entered": "enters", "opened": "opens", "booked": "books",
}  # fmt: skip
_BY_SOMEBODY: Final = worded(
    rf"{START}(?P<what>An?) (?P<thing>[a-z]+(?: [a-z]+)?) is (?P<done>{'|'.join(_DONE)})"
    r" by (?P<who>the|an?) (?P<actor>[a-z]+(?: [a-z]+)?)(?= with (?:an? |the |its )?[a-z])"
)
_ROUNDED: Final = worded(
    r"(?: \((?P<inside>rounded (?:up |down )?to [^()]{2,30})\)(?=[.,;]|$)|"
    r"; (?:it|this|the result) is (?=rounded\b))"
)
_KEPT_OF_EACH: Final = worded(
    rf"{START}For (?:each|every) (?P<thing>[a-z]+(?: [a-z]+)?),? we "
    r"(?:keep|store|record|note|know|hold)"
    r"(?= (?:an? |its |the (?!number|count|sum|total|average|mean|share|highest|lowest|latest)))"
)
_SIGNS: Final = worded(r"We |The (?:sys|node|serv|prog|tool)|rounded| by |For (?:each|every)")


def turns_in(text: str) -> Iterator[Swap]:
    if _SIGNS.search(text) is None:
        return
    for found in _COMPUTED.finditer(text):
        yield (*found.span("who"), "The")
        yield (*found.span("as"), " is")
    for found in _REFUSED.finditer(text):
        yield (*found.span("who"), found["any"].capitalize())
        end = found.end("what")
        yield (end - 1, end, f"{found['what'][-1]} is refused")
    for found in _BY_SOMEBODY.finditer(text):
        said = f"{_DONE[found['done']]} {found['what'].lower()} {found['thing']}"
        yield (*found.span(), f"{found['who'].capitalize()} {found['actor']} {said}")
    for found in _ROUNDED.finditer(text):
        yield (*found.span(), f", {found['inside'] or ''}")
    for found in _KEPT_OF_EACH.finditer(text):
        yield (*found.span(), f"Each {found['thing']} has")
