"""A figure in its parts: what is taken, for each of what, and of which records."""

import re
from dataclasses import dataclass
from typing import Final

_EACH: Final = r"(?:each|every)"
_KEY: Final = r"[a-z][a-z-]*(?: [a-z-]+){0,2}?"
_BY: Final = (
    r"(?:(?:for|of|in|on|at|from|to|by|within) (?:each|every|the individual|all(?= [a-z]+ "
    r"separately))|per|by|grouped by|broken down by|split by|separately (?:for|by))"
)
_ONLY: Final = (
    r"(?:for which|in which|on which|where|whose|when|with|that (?=is |has |never |"
    r"took |last)|"
    r"which (?=is |has |never |took |last)|"
    r"for(?= [a-z-]+(?: [a-z-]+)?(?: per| by|$))|counting only|only (?:of|for|from)|but only)"
)
_NOT: Final = (
    r"(?:without|excluding|except(?: for)?|not counting|not including|leaving out|ignoring|"
    r"disregarding|other than|apart from)"
)
_MARK: Final = re.compile(rf"(?: ,)? (?:(?P<by>{_BY})|(?P<not>{_NOT})|(?P<only>{_ONLY})) ")
_ASIDE: Final = re.compile(
    r"(?: ,)? (?:\( )?(?P<bare>only |without |excluding |except |"
    r"not counting )?(?P<what>[a-z][a-z -]*?)"
    r"(?P<out> (?:is )?(?:excluded|left out|not counted|ignored|not included))? \)"
)
_PARENTHESIS: Final = re.compile(rf" , (?P<by>(?:for|per|by) (?:{_EACH} )?{_KEY}) , ")
_CARRIED: Final = re.compile(
    rf"(?P<head>.+?)(?: that| which)? (?P<each>{_EACH} {_KEY}) (?P<verb>[a-z]+)(?: for| on| in)?$"
)
_USED: Final = re.compile(
    rf"(?P<head>(?:the )?(?:how many|number of) .+?) [a-z]+ (?P<each>{_EACH} {_KEY})$"
)
_ONCE: Final = re.compile(
    r"(?: ,)? (?:\( )?each(?: one| of them|"
    r" [a-z]+)? (?:is )?(?:only )?counted (?:only )?once(?: \))?"
)


@dataclass(frozen=True, slots=True)
class Segments:
    """`only` and `out` are conditions in words: of records that count, and of those that do not."""

    core: str
    keys: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    is_distinct: bool = False


def segments_of(said: str) -> Segments:
    text, is_distinct = _ONCE.sub("", said), bool(_ONCE.search(said))
    keys: list[str] = []
    if aside := _PARENTHESIS.search(text):
        keys.append(re.sub(rf"^(?:for|per|by) (?:{_EACH} )?", "", aside["by"]))
        text = f"{text[: aside.start()]} {text[aside.end() :]}"
    only: list[str] = []
    out: list[str] = []
    if bracket := _bracket(text):
        found, text = bracket
        (out if found["out"] or (found["bare"] or "only ") != "only " else only).append(
            found["what"]
        )
    text = _with_groups_behind(text)
    marks = [*_MARK.finditer(text)]
    ends = [*(one.start() for one in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):
        part = text[mark.end() : end].strip(" ,")
        (keys if mark["by"] else out if mark["not"] else only).append(part)
    core = text[: marks[0].start()] if marks else text
    return Segments(core.strip(" ,"), tuple(keys), tuple(only), tuple(out), is_distinct)


def _bracket(text: str) -> tuple[re.Match[str], str] | None:
    found = next((one for one in _ASIDE.finditer(text) if one["out"] or one["bare"]), None)
    if found is None or " ( " not in found[0]:
        return None
    return found, f"{text[: found.start()]}{text[found.end() :]}"


def _with_groups_behind(text: str) -> str:
    """`how many trips each truck made` is `how many trips per truck`."""
    for way in (_CARRIED, _USED):
        found = way.fullmatch(text)
        before = found["head"].rsplit(maxsplit=1)[-1] if found else ""
        if found and before not in {"for", "of", "in", "on", "at", "from", "to", "by", "and"}:
            key = re.sub(rf"^{_EACH} ", "", found["each"])
            return f"{found['head']} per {key}"
    return text
