"""Sentences of a life in fewer turns: each says what the sentence says, in words that are read."""

import re
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.lives.vocabulary import Vocabulary
from omninode_bridge.prose.narration.story import Line
from omninode_bridge.requirements.parts.durations import unit_of

_BOUND: Final = (
    r"(?:(?:at least|at most|more than|less than|fewer than|above|below|over|under|exactly) "
    r"\d[\d.]*|between \d[\d.]* and \d[\d.]*|\d[\d.]* (?:or|and) (?:more|less|fewer|above|below|"
    r"higher|lower|over|under)|from \d[\d.]* to \d[\d.]*|\d[\d.]*)"
)
_WHAT: Final = r"(?P<what>[a-z]+(?: (?!of |is )[a-z]+)?)"
_CASES: Final = (
    r"(?:there is |we know |we have )?(?:two|three|2|3|the following) (?:cases|ways|possibilities|"
    r"outcomes|results)"
)
_TURNS: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (rf" , {_CASES} : ", " , "),
        (r"^[a-z-]+(?: [a-z-]+)? : (?=(?:an?|the|when|if|while|after|once) )", ""),
        (r"(?: ,)?(?: and| but) only (?=if |when |while |as long as |once )", " only "),
        (r" only (?:once|as long as) ", " only while "),
        (r" (?:each time|every time|whenever)$", ""),
        (r"\b(\d[\d.]*) or [a-z]+ \( (\d[\d.]* or [a-z]+|at (?:most|least) \d[\d.]*) \)", r"\2"),
        (
            (
                rf"(?P<do>^(?:when|if|once|as soon as) .+? with an? {_WHAT}"
                rf"(?P<terms> \( [^()]+ \))?) (?:of )?(?P<bound>{_BOUND}) , "
            ),
            r"\g<do> and the \g<what> is \g<bound> , ",
        ),
        (
            (
                r"(?P<at>^|[;,] )(?:and )?(?:with|for|at) (?:an?|any) (?:lower|higher|smaller|"
                r"larger|greater|better|worse|shorter|longer|other) [a-z]+ (?:, )?"
            ),
            r"\g<at>otherwise , ",
        ),
        (
            rf"^(?:with|for|at) an? {_WHAT} (?:of )?(?P<bound>{_BOUND}) , ",
            r"if the \g<what> is \g<bound> , ",
        ),
        (
            (
                r" which (?:we|it|(?:the|an?) [a-z]+) (?:also )?(?:remembers?|keeps?|notes?|"
                r"records?|stores?)(?=$| [,;])"
            ),
            " which is kept",
        ),
        (r" \( (?P<name>[a-z_]+) , (?:starting|beginning) (?:at|with|from) 0 \)", r" ( \g<name> )"),
        (
            (
                r"\b(?P<while>while|as long as) (?P<it>it|they|the [a-z]+) is "
                r"(?:not|never|no longer) (?:yet )?"
            ),
            r"unless \g<it> is ",
        ),
        (r" either (?=[a-z]+s (?:an?|the|it) .+ or )", " "),
        (r" instead(?=$| [,;])", ""),
    )
)
_COUNTED: Final = re.compile(
    rf"^after (?P<bound>{_BOUND}|{'|'.join(WRITTEN)}) (?P<what>[a-z-]+)(?: ,)? "
    r"(?=(?:an?|the|it|they|this|that|no) )"
)
_INTRODUCED: Final = re.compile(
    r"^(?P<head>[^:;,]+) : (?=(?:when(?:ever)?|if|as soon as|once) [^:]+ , )"
)
_SAYS: Final = re.compile(
    r"\b(?:\d[\d.]*|no|not|never|only|may|if|when|while|unless|refused|rejected|at)\b"
)
"""Of an introduction this would be more than what stands behind it."""


def plainer(line: Line, words: Vocabulary) -> Line:
    said = _of_one(line.said, words)
    for pattern, instead in _TURNS:
        said = pattern.sub(instead, said)
    said = _counted(said, words)
    opened = _INTRODUCED.match(said)
    if opened and not _SAYS.search(opened["head"]):
        said = said[opened.end() :]
    return replace(line, said=said)


def _of_one(said: str, words: Vocabulary) -> str:
    """The visit of a trailer and the trailer are one, where both are followed."""
    if not words.alike:
        return said
    other = f"(?:{'|'.join(words.alike)})"
    said = re.sub(rf"\b(?:{other} (?={words.things}\b)|(?<={words.thing} ){other}\b)", "", said)
    return " ".join(re.sub(rf"\b{other}\b", words.thing, said).split())


def _counted(said: str, words: Vocabulary) -> str:
    """`after 3 repairs ,` and `a barrel with 3 repairs or more` ask for a number of events."""
    found = _COUNTED.match(said)
    if found and not unit_of(found["what"]):
        return f"if there is {_least(found['bound'])} {found['what']} , {said[found.end() :]}"
    having = re.match(
        rf"(?P<it>{words.noun}) with (?P<bound>{_BOUND}) (?P<what>[a-z-]+) (?=(?:may|is|shall) )",
        said,
    )
    each = re.match(
        rf"(?P<it>{words.noun}) may (?:be|have) [a-z]+(?: [a-z]+){{0,3}} : (?=(?:each|every) )",
        said,
    )
    if each and (states := words.about(each["it"])):
        listed = " or ".join(one.replace("_", " ") for one in states)
        return f"while it is {listed} , {said[each.end() :]}"
    if having and not unit_of(having["what"]):
        asked = f"if there is {_least(having['bound'])} {having['what']}"
        return f"{asked} , {having['it']} {said[having.end() :]}"
    return said


def _least(bound: str) -> str:
    plain = WRITTEN.get(bound, bound)
    return f"at least {plain}" if plain.isdigit() else plain
