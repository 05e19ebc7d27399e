"""Phrases that name one thing, or several."""

import re
from typing import Final

from omninode_bridge.prose.narration.plain_words import ARTICLE, identifier, without_article

ARTICLES: Final = frozenset(ARTICLE.strip("(?:)").split("|"))
_NOUN_WORDS: Final = 4
_FINITE: Final = frozenset(
    re.findall(
        r"\S+",
        """
        is may shall then makes adds takes brings puts becomes moves goes never refused rejected
        works starts stays remains opens closes creates when if while carries carry has have
        gives contains
        """,
    )
)
TYPES: Final = r"(?:whole|decimal|exact|natural|short|free) (?:numbers?|texts?)"
"""Behind a comma these are no other value: `the number of weeks, a whole number from 4 to 26`."""

_DONE: Final = re.compile(
    r"\bis (?:then |also )?(?:added|taken|subtracted|deducted|counted|kept|remembered|stored)\b"
)
FUNCTION: Final = frozenset(
    re.findall(
        r"\S+",
        """
        of for to with after before upon in on at from by about into within without during under
        over per than as through and or is shall may never not no nothing nobody only except but
        that which who when if while until unless always there it they them him still also even
        again too more less least most then becomes , ; : ( )
        """,
    )
)


def is_noun(text: str) -> bool:
    """`the card reader`: a phrase of up to four words that joins nothing."""
    plain = without_article(re.sub(r"^(?:one|another|some) ", "the ", text))
    listed = plain.split()
    is_short = 0 < len(listed) <= _NOUN_WORDS and not {*ARTICLES} & {*listed[-1:]}
    return is_short and not {*listed} & FUNCTION and bool(identifier(plain))


def is_item(text: str) -> bool:
    """`a yearly salary in euros , which is between 1 and 5`: a noun with what is said of it."""
    spelled = re.sub(r" \( [^()]+ \)$", "", text)
    is_named, text = spelled != text, spelled
    head, _, behind = text.partition(" , which ")
    opened = re.match(
        rf"(?!(?:it|they|we|which|that) )(?:(?:{ARTICLE}|one|no|how many|how much|\d+) )?[a-z]",
        head,
    )
    spoken = re.sub(r"\b(?:which|that|how many [a-z]+|it) is\b", "", head)
    is_plain = not {*spoken.split()} & _FINITE and " ; " not in text
    if spoken.split()[-1] in FUNCTION and not is_named:
        return False
    is_plain = is_plain and not _DONE.search(behind)
    return bool(opened) and is_plain and not re.search(r" (?:may|then|;) ", f" {behind} ")


def is_amount(text: str) -> bool:
    """`the amount`, `2 euros per week`, `that number`: no part of it is a condition."""
    plain = re.sub(r"^(?:it|that|this|them|these)(?: |$)", "", text)
    return not {*plain.split()} & (FUNCTION - {"of", "for", "per", "or", "too"})


def parted(text: str) -> tuple[str, ...]:
    """`the guest , the nights and a bill` are three items."""
    return tuple(
        one.strip()
        for one in re.split(
            rf" , and (?=\S)(?![^()]*\))| , (?!(?:an? )?{TYPES})(?=(?:an?|the|its|their|his|her) )"
            r"(?![^()]*\))| and (?=\S)(?![^()]*\))(?!at (?:most|least)|(?:more|less|up) )",
            text,
        )
        if one.strip()
    )
