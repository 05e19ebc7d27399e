"""Turns of asking for a figure, in the words that its parts are read in."""

import re
from typing import Final

_EACH: Final = r"(?:each|every)"
_KEY: Final = r"[a-z][a-z-]*(?: [a-z-]+)?"
_TAIL: Final = r"(?P<rest>(?: ,)? (?:per|by|on|in|at|for) .+)?"
_ONE: Final = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
_HAD: Final = r"(?:had|has|have|made|makes|saw|sees|got|gets|took|takes|sold|sells|sent|sends)"
_OUT: Final = r"(?:is )?(?:not (?:included|counted)|excluded|left out|ignored)"
_IN_ALL: Final = r"(?:summed up|added up|in total|altogether)"
_TURNS: Final = (
    # `per canteen , we need` begins as `for each canteen` does.
    (r"^per (?=[a-z]+(?: [a-z]+)? , )", "for each "),
    (
        rf"^(?:the )?(?P<how>busiest|most [a-z]+|best) (?P<many>{_ONE}) ",
        r"the \g<many> \g<how> ",
    ),
    (
        rf"^(?:the )?(?P<many>{_ONE}) (?P<what>{_KEY}) (?P<done>[a-z]+) most(?: often)?$",
        r"the \g<many> most \g<done> \g<what>",
    ),
    (r"^how many of (?:them|these|those) is ", "the number of "),
    (
        (
            rf"^(?P<head>how many [a-z -]+?) (?P<each>{_EACH} {_KEY}?) {_HAD}"
            r"(?P<rest> (?:per|by|on|in|at) .+)$"
        ),
        r"\g<head> of \g<each>\g<rest>",
    ),
    *(
        (
            rf"^(?:the )?(?P<what>{what}) of the {adjective} [a-z]+{_TAIL}$",
            rf"the {side} \g<what>\g<rest>",
        )
        for what, adjective, side in (
            ("age", "oldest", "highest"),
            ("age", "youngest", "lowest"),
            ("weight|load", "heaviest", "highest"),
            ("weight|load", "lightest", "lowest"),
            ("length|duration", "longest", "highest"),
            ("length|duration", "shortest", "lowest"),
            ("price|cost|fee", "dearest", "highest"),
            ("price|cost|fee", "cheapest", "lowest"),
        )
    ),
    (rf" , (?:the )?(?P<out>[a-z][a-z -]*?) {_OUT}$", r" , excluding \g<out>"),
    (
        (
            r"^(?:the )?(?P<what>[a-z][a-z ]*?)(?P<keys> (?:per|by|for each|of each) .+?)(?: ,)? "
            rf"{_IN_ALL}$"
        ),
        r"the sum of \g<what>\g<keys>",
    ),
)
_BEHIND: Final = re.compile(r"(?P<said>[^()]+?)(?P<name> \( [^()]+ \))?")


def turned_to_parts(text: str) -> str:
    """The name in brackets stays behind it."""
    found = _BEHIND.fullmatch(text)
    return f"{_turned(found['said'])}{found['name'] or ''}" if found else _turned(text)


def _turned(said: str) -> str:
    for way, instead in _TURNS:
        said = re.sub(way, instead, said)
    return said
