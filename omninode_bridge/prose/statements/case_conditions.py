"""When a case holds, and which words say `in all others`."""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.statements.clause import (
    IFS,
    OTHERWISE,
    ClauseOf,
    condition_at_end,
    subject_condition,
)
from omninode_bridge.prose.statements.comparisons import Comparison, comparison
from omninode_bridge.prose.statements.conditions import ConditionReader
from omninode_bridge.prose.statements.formula import Formula, of_term
from omninode_bridge.prose.statements.intervals import Interval, interval_of
from omninode_bridge.prose.statements.kinds import kind_beside, kind_here
from omninode_bridge.prose.statements.rates import in_unit
from omninode_bridge.prose.statements.reading import Words
from omninode_bridge.prose.statements.terms import Term

type Said = Sequence[tuple[Formula, Formula]]

_REST: Final = (
    *OTHERWISE,
    *("in all other cases", "in any other case", "in every other case", "for all others"),
    *("for all the others", "for everyone else", "for everybody else", "for anyone else"),
    *("for everything else", "for anything else", "everything else", "anything else", "all others"),
    *("for the others", "for others", "for the rest", "the rest", "elsewhere", "in other cases"),
    *("everyone else", "everybody else", "anyone else", "the others", "in the remaining cases"),
    *("in all remaining cases", "if not", "if none of these holds", "by default"),
)
_BELOW: Final = ("below that", "below", "under that", "less than that", "lower", "less")
_ABOVE: Final = ("above that", "above", "over that", "beyond that", "beyond", "more", "higher")
_ANYTHING: Final = ("anything", "everything", "all", "for anything", "for everything", "for all")
_MIDDLE: Final = ("in between", "between these", "between those", "between them", "between")
_UP: Final = frozenset({"heavier", "larger", "longer", "older", "bigger", "greater", "taller"})
_DOWN: Final = frozenset({"lighter", "smaller", "shorter", "younger", "cheaper", "lower"})
_SPOKEN_OF: Final = ("it", "it's", "they", "this", "that", "these", "those")
_AGES: Final = frozenset(
    {
        *("child", "adult", "senior", "youth", "teen", "teenager", "minor", "infant", "baby"),
        *("junior", "toddler", "kid", "pensioner", "veteran", "masters"),
    }
)


def is_rest(words: Words) -> bool:
    """Whether words that stand for all other cases begin here; the cursor stays."""
    here = words.at
    found = bool(_rest(words))
    words.at = here
    return found


def rest(clause: ClauseOf, said: Said) -> None:
    """Takes the words; raises where they leave out what the other cases leave open."""
    taken = _rest(clause.words)
    if not taken or not _fits(taken, [interval_of(two) for _, two in said]):
        clause.words.fail("which cases are left")


def _rest(words: Words) -> str:
    """`rest`, or the side of the others on which it is: `below`, `above`, `between`."""
    if words.take(*_REST):
        return "rest"
    start = words.at
    words.take("for")
    if words.take("all other", "any other", "every other", "other"):
        return "rest" if _noun(words) else _none(words, start)
    words.at = start
    if words.low in {"for", "a"}:
        words.at += 1
    if words.low in _UP | _DOWN and words.ahead(1) != "than":
        side = "above" if words.low in _UP else "below"
        words.at += 1
        return side if words.take("ones", "one") or _noun(words) else _none(words, start)
    words.at = start
    words.take(*_ANYTHING)
    for side, phrases in (("below", _BELOW), ("above", _ABOVE), ("between", _MIDDLE)):
        taken = words.take(*phrases)
        if taken and words.low in _ENDS:
            return side
        words.at = start
    return ""


_ENDS: Final = frozenset({"", ",", ".", "it", "is", "the", ";", "an", "a", "and"})


def _noun(words: Words) -> bool:
    """One word for the things, such as `households`."""
    token = words.token()
    if token is None or token.kind != "word":
        return False
    words.at += 1
    return True


def _none(words: Words, start: int) -> str:
    words.at = start
    return ""


def _fits(side: str, others: Sequence[Interval | None]) -> bool:
    """`below that` is below all of the others, which have no lower end."""
    if side == "rest":
        return True
    known = [one for one in others if one is not None]
    if len(known) < len(others) or len({one.name for one in known}) != 1:
        return False
    low = [one.low.is_finite() for one in known]
    high = [one.high.is_finite() for one in known]
    if side == "between":
        return not all(low) and not all(high)
    return all(low) and not all(high) if side == "below" else all(high) and not all(low)


def condition_of_case(clause: ClauseOf, said: Said, value: Formula | None) -> Formula:
    """Raises `UnreadError` where none stands at the cursor."""
    words = clause.words
    if words.take("("):
        found = condition_of_case(clause, said, value)
        words.expect(")")
        return found
    if words.take(*IFS):
        return _if(clause, said)
    start = words.at
    for reading in (_bare, _beside, _alone):
        words.at = start
        found_or_none = reading(clause, said, value)
        if found_or_none is not None:
            return found_or_none
    words.at = start
    found_or_none = condition_at_end(clause)
    if found_or_none is None:
        words.fail()
        raise AssertionError
    return found_or_none


def _if(clause: ClauseOf, said: Said) -> Formula:
    """`if it is below 65`: what was spoken of before."""
    words = clause.words
    before = _before(clause, said)
    subject = before.name.split("_") if before is not None and words.take(*_SPOKEN_OF) else ()
    return ConditionReader(words, clause.terms).condition(subject)


def _before(clause: ClauseOf, said: Said) -> Term | None:
    """The one name that the condition before is about."""
    reads = said[-1][1].reads if said else frozenset()
    return clause.terms.known.get(next(iter(reads))) if len(reads) == 1 else None


def _bare(clause: ClauseOf, said: Said, value: Formula | None) -> Formula | None:
    """`from 90`, `under 14`, `for 90 points or more`: what is compared is known from elsewhere."""
    words = clause.words
    words.take("for", "at", "if")
    found = comparison(clause.formulas())
    if found is None:
        return None
    found = _and_on(clause, found)
    is_end = words.is_done or words.low in {",", ".", ";", ")", "and", "or", "it", "the", "is"}
    if not is_end:
        return None
    term = _subject(clause, said, value, found)
    if term is None:
        words.fail("what is compared")
        raise AssertionError
    if found.unit:
        clause.terms.counted(found.unit, term)
    if any(one.share for _, one in found.parts):
        words.fail("a percentage of what")
    return Formula(found.of(term.text), of_term(term).reads | found.reads, kind="bool")


def _and_on(clause: ClauseOf, found: Comparison) -> Comparison:
    """`above 300 km and up to 800 km`: one below and one above, of the same."""
    words, start = clause.words, clause.words.at
    other = comparison(clause.formulas()) if words.take("and", "but") else None
    signs = {sign[0] for one in (found, other) if one for sign, _ in one.parts}
    if other is None or signs != {"<", ">"} or {found.unit, other.unit} - {"", found.unit}:
        words.at = start
        return found
    return Comparison((*found.parts, *other.parts), found.unit, found.measure or other.measure)


def _subject(clause: ClauseOf, said: Said, value: Formula | None, found: Comparison) -> Term | None:
    terms = clause.terms
    if clause.about is not None:
        return clause.about
    if found.measure or (value is not None and _is_age(value)):
        return terms.resolve((found.measure or "age",))
    if (before := _before(clause, said)) is not None:
        return before
    if found.unit:
        units = in_unit(clause.formulas(), found.unit)
        return units[0] if len(units) == 1 else None
    return None


def _is_age(value: Formula) -> bool:
    return value.kind == "text" and lexicon().singular(value.text.strip('"').lower()) in _AGES


def _beside(clause: ClauseOf, _said: Said, _value: Formula | None) -> Formula | None:
    return kind_beside(clause.words, clause.terms)


def _alone(clause: ClauseOf, _said: Said, value: Formula | None) -> Formula | None:
    """`(plus)`, `cars 3.00`: a kind of things; `those between 6 and 15`: the same as before."""
    words = clause.words
    if words.take("those", "ones", "people", "visitors", "persons"):
        return _bare(clause, _said, value)
    if value is not None and words.all[words.at - 1].low not in {"(", ":"}:
        return None
    if words.low in {"a", "an", "the", "any", "every"}:
        words.at += 1
    found = kind_here(words, clause.terms)
    return found or subject_condition(clause)
