"""What is asked for in a life, and how the thing is called besides."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.lives.phrasing import AS, GOES, LIST, PARTED
from omninode_bridge.prose.narration.plain_words import ARTICLE

_FIELD: Final = r"\b(?:an?|the|its) ([a-z]+(?: (?!is |of )[a-z]+)?)"


def other_nouns(said: Sequence[str], title: Sequence[str], thing: str) -> tuple[str, ...]:
    """A visit starts as announced, and an announced trailer becomes parked: they are one."""
    nouns = dict.fromkeys(lexicon().singular(one.lower()) for one in title)
    begun = rf"\b{ARTICLE} (?:{thing} )?{{noun}} (?:{AS}|{GOES}) "
    return tuple(
        noun
        for noun in nouns
        if noun != thing and any(re.search(begun.format(noun=noun), one) for one in said)
    )


def asked_values(said: Sequence[str]) -> Iterator[str]:
    """`a result , which is passed or failed`, `a flag ( torn , bool )`."""
    whole = " | ".join(said)
    for what, listed in re.findall(
        rf"{_FIELD} , (?:which|that) is (?:either )?({LIST})(?= [|,;.)]|$)", whole
    ):
        yield _asking(what, listed)
    for what, listed in re.findall(rf"{_FIELD} \( (?:one of |either )?({LIST}) \)", whole):
        if len(PARTED.split(listed)) > 1:
            yield _asking(what, listed)
    yes = r"(?:bool|boolean|yes or no|true or false|yes / no|flag)"
    for flag in re.findall(rf"\( ([a-z_]+) , {yes} \)|\bwhether it is ([a-z]+)", whole):
        spoken = "".join(flag).replace("_", " ")
        yield rf"(?:(?:it|they|the [a-z]+(?: [a-z]+)?) is )?(?:not |never )?{spoken}"


def _asking(what: str, listed: str) -> str:
    one = f"(?:{'|'.join(re.escape(each) for each in PARTED.split(listed))})"
    return rf"(?:the |its ){re.escape(what)} is (?:not |never )?{one}(?: or {one})*"
