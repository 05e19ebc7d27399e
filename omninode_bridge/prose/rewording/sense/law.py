"""The law of a wording: it says what its sentence says, nothing less and nothing more.

Who puts it in place of the sentence gets a node that does what the sentence asks for. So a
wording that may say something else is none, even where it would be understood.
"""

import re
from typing import Final

from omninode_bridge.prose.rewording.sense.known_names import Name, Names
from omninode_bridge.prose.rewording.sense.sense import Sense, is_among, is_same, sense_of

_TIMES: Final = frozenset({"time", "duration", "length"})
_UNITS_OF_TIME: Final = ("second", "minute", "hour", "day", "week", "month", "year")
_TYPES: Final = frozenset({"INT", "BOOL", "TEXT", "money", "decimal", "date", "datetime"})
_FORMULAS: Final = (
    ("REFUSED", frozenset({"request"})),
    ("FAIL", frozenset({"CONTINUE"})),
    ("RETRY", frozenset({"time"})),
    ("UNDO", frozenset({"order", "reverse"})),
)
"""What is said with something without being said by the author."""

_ACTS: Final = frozenset({"REFUSED", "EXCLUDED", "FAIL", "REPEATED"})
_FORBIDDEN: Final = re.compile(r"\b(?:cannot|can not|must not|may not)\b|n't\b")
_IN_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_ONE_AND_OTHER: Final = 2
_MEASURES: Final = frozenset({"HIGHEST", "LOWEST", "AVERAGE", "SUM"})


def says_the_same(said: str, instead: str, names: Names, line: int) -> bool:
    own, new = sense_of(said), sense_of(instead)
    return (
        _keeps_figures(own, new)
        and _keeps_names(own, new)
        and _keeps_clauses(own, new)
        and _keeps_order(own, new, names, line)
        and _keeps_kind(own, new)
        and all(_is_kept(one, own, new, names) for one in own.words)
        and all(_is_told(one, own, new, names) for one in new.words)
    )


def _keeps_figures(own: Sense, new: Sense) -> bool:
    """Each as often as it is said, and on the same side of a limit."""
    return (
        own.numbers == new.numbers
        and own.compared == new.compared
        and own.quotes == new.quotes
        and own.denials == new.denials
    )


def _keeps_names(own: Sense, new: Sense) -> bool:
    """As they are written, or with spaces in them."""
    spoken = f" {re.sub(r'[^a-z0-9_]+', ' ', new.form)} "
    return all(one in new.names or f" {one.replace('_', ' ')} " in spoken for one in own.names)


def _keeps_clauses(own: Sense, new: Sense) -> bool:
    """What is asked for is asked for, what may be may be, and one of two stays one of two."""
    return (
        (not own.has_condition or new.has_condition)
        and (not own.is_maybe or new.is_maybe)
        and (not own.has_choice or new.has_choice)
        and all(is_among(one, (*new.condition, *_CLASSES)) for one in own.condition)
        and (not own.has_condition or all(is_among(one, own.condition) for one in new.condition))
        and all(is_among(one, own.group) for one in new.group)
    )


_CLASSES: Final = ("DEFAULT",)


def _keeps_order(own: Sense, new: Sense, names: Names, line: int) -> bool:
    """What comes first or behind something is said to do so, or numbered."""
    number = names.number_at(line)
    is_behind = all(is_among(one, new.behind) for one in own.behind if one.islower())
    if own.behind and not is_behind:
        return False
    if new.behind and not own.behind:
        return False
    is_first = re.search(r"\bfirst\b", new.form) and not re.search(r"\bfirst\b", own.form)
    is_then = re.match(r"then\b", new.form) and not re.search(
        r"\b(?:then|next|afterwards|subsequently)\b", own.form
    )
    return not (is_first and number != 1) and not (is_then and number <= 1)


def _keeps_kind(own: Sense, new: Sense) -> bool:
    """What is refused, left out or fails is no datum with a type."""
    is_typed = any(one in _TYPES and one not in own.words for one in new.words)
    return not (is_typed and (_ACTS & {*own.words} or _FORBIDDEN.search(own.form)))


def _is_kept(word: str, own: Sense, new: Sense, names: Names) -> bool:
    if is_among(word, new.words) or any(word in one.lower() for one in new.quotes):
        return True
    if word in _TIMES:
        return any(is_among(one, new.words) for one in _UNITS_OF_TIME)
    return _is_measured(word, new, names) or _is_unit(word, own, new, names)


def _is_measured(word: str, new: Sense, names: Names) -> bool:
    """`The highest weight` is that of a scan where there is nothing but scans."""
    is_only = len(set(names.things)) == 1 and is_among(word, names.things[0])
    return is_only and not _MEASURES.isdisjoint(new.words)


def _is_unit(word: str, own: Sense, new: Sense, names: Names) -> bool:
    """`above 50 kg` of a `weight in kg` is above 50."""
    if not re.search(rf"\d ?{re.escape(word)}\b", own.form):
        return False
    named = (one for one in names.fields if all(is_among(each, new.words) for each in one))
    return any(is_same(one[-1], word) or _is_in(word, one, names) for one in named)


def _is_in(unit: str, name: Name, names: Names) -> bool:
    spoken = "[ _]".join(map(re.escape, name))
    return bool(re.search(rf"\b{spoken}\b[^.,;\n]{{0,12}}\b{re.escape(unit)}\b", names.text))


def _is_told(word: str, own: Sense, new: Sense, names: Names) -> bool:
    """Said by the sentence, or meant by what it says."""
    if is_among(word, own.words) or _is_formula(word, own, new):
        return True
    return any(_is_meant(name, own, new, names) for name in names.with_word(word))


def _is_formula(word: str, own: Sense, new: Sense) -> bool:
    if any(said in own.words and is_among(word, told) for said, told in _FORMULAS):
        return True
    types = " ".join(_IN_BRACKETS.findall(new.form))
    return word in _TYPES and re.search(rf"\b{word}\b", types) is not None


def _is_meant(name: Name, own: Sense, new: Sense, names: Names) -> bool:
    """By a word of it that no other name has; `both` are the two that share a word."""
    if not all(is_among(one, new.words) for one in name):
        return False
    if name in names.things and len(set(names.things)) == 1:
        return True
    for said in own.words:
        if name in names.fields and re.search(rf"\d ?{re.escape(said)}\b", own.form):
            if {one for one in names.fields if _is_in(said, one, names)} == {name}:
                return True
        elif is_among(said, name):
            others = [one for one in names.with_word(said) if one != name]
            if not others or _are_both(own, new, (name, *others)):
                return True
    return False


def _are_both(own: Sense, new: Sense, named: tuple[Name, ...]) -> bool:
    is_said = re.search(r"\bboth\b", own.form) is not None and len(named) == _ONE_AND_OTHER
    return is_said and all(is_among(word, new.words) for one in named for word in one)
