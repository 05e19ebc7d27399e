"""Refusals of what lies outside a range, told as what is accepted."""

import re
from collections.abc import Iterator
from typing import Final

_NUMBER: Final = r"-?[0-9][0-9,]*(?:\.[0-9]+)?"
_WRONG: Final = (
    r"(?:refused|rejected|declined|denied|invalid|forbidden|turned down|an error|"
    r"not (?:accepted|allowed|permitted|valid|possible))"
)
_BE: Final = r"(?:is|are|must be|shall be|should be|will be|has to be|have to be)"
_RANGE: Final = (
    rf"(?:(?:outside(?: of)?|not between|not from)(?: the range)?(?: of| from)? "
    rf"(?P<low>{_NUMBER})(?: to | and | ?[-\u2013] ?)(?P<high>{_NUMBER})|"
    rf"(?:below|under|less than|fewer than) (?P<least>{_NUMBER}) or "
    rf"(?:above|over|more than|greater than) (?P<most>{_NUMBER}))"
)
_OUTSIDE: Final = re.compile(
    rf"(?P<verb>(?:we )?(?:reject|refuse|decline|do not accept)s? )?(?:an?|any|the|every|each|all) "
    rf"(?P<what>[a-z0-9_ ]{{1,80}}?) (?:(?:that|which) (?:is|are|lies|lie) )?{_RANGE}"
    rf"(?P<unit> (?!{_BE}\b)[a-z]+)?(?P<verdict> {_BE} {_WRONG})?\.?"
)
_COUNT: Final = re.compile(r"(?:number|amount|value|count) of ")


def accepted_ranges(text: str) -> Iterator[str]:
    """`A number of months outside 1 to 12 is refused`: they must be between 1 and 12."""
    found = _OUTSIDE.fullmatch(text)
    if found is None or bool(found["verb"]) == bool(found["verdict"]):
        return
    low, high = found["low"] or found["least"], found["high"] or found["most"]
    what, unit = found["what"], found["unit"] or ""
    for named in dict.fromkeys((what, _COUNT.sub("", what, count=1))):
        yield f"the {named} must be between {low} and {high}{unit}"
