"""What stands for the value in the other case: `otherwise it is 5`, `otherwise there is none`."""

from typing import Final

from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.names import name_words
from omninode_bridge.prose.statements.reading import Words
from omninode_bridge.prose.statements.terms import Term, Terms, said_as

_IS: Final = (
    *("shall be", "will be", "must be", "should be", "amounts to", "amount to", "is", "are"),
    *("costs", "cost", "equals", "stays"),
)
_PRONOUNS: Final = ("it", "they", "that", "this")
_NOTHING: Final = (
    *("free of charge", "free", "nothing", "none", "no charge", "waived", "zero"),
    *("there is none", "there are none", "there is nothing", "it is free", "it costs nothing"),
    *("they are free", "it is free of charge", "none applies", "none is charged", "none is due"),
)
_ALL_NOTHING: Final = sorted(_NOTHING, key=len, reverse=True)
_NO: Final = ("there is no", "there are no", "there will be no", "no")
_HAPPENS: Final = (
    *(
        f"{be} {done}"
        for be in ("is", "are", "will be")
        for done in (
            *("charged", "due", "needed", "paid", "granted", "given", "added", "applied", "taken"),
            *("required", "necessary", "taken off", "deducted", "payable", "awarded", "owed"),
        )
    ),
    *("applies", "apply", "accrues"),
)
_BEHIND: Final = (
    *("for it", "for that", "for this", "on top", "at all", "in that case", "extra", "more"),
)
_ANY: Final = frozenset({"fee", "charge", "cost", "surcharge", "discount", "price", "money"})


def said_again(words: Words, terms: Terms, target: Term) -> None:
    """`it is`, `the price is`: what the value is of, once more; the cursor stays without."""
    start = words.at
    words.take(",")
    named = [] if words.take(*_PRONOUNS) else name_words(words)
    is_target = not named or terms.target(named) == target
    if not (is_target and words.take(*_IS)):
        words.at = start


def nothing_said(words: Words, target: Term) -> Formula | None:
    """That there is nothing of it; None, and the cursor where it was, where that is not said."""
    start = words.at
    is_number = not target.type.startswith(("bool", "string", "enum", "list"))
    if is_number and (words.take(*_ALL_NOTHING) or _none_of_it(words, target)):
        _take_rest(words, target)
        return Formula("0")
    words.at = start
    return None


def _none_of_it(words: Words, target: Term) -> bool:
    """`there is no surcharge`, `no water is needed`, of what is so called or of what it costs."""
    if not words.take(*_NO):
        return False
    named = said_as(name_words(words))
    return bool(named) and {*named} <= {*said_as(target.name.split("_"))} | _ANY


def _take_rest(words: Words, target: Term) -> None:
    words.take(*sorted(_HAPPENS, key=len, reverse=True))
    words.take(*_BEHIND)
    here = words.at
    if words.take("for", "of"):
        named = said_as(name_words(words))
        if not named or not {*named} <= {*said_as(target.name.split("_"))}:
            words.at = here
