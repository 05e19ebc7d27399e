"""Of several things the same: `both the rent and the deposit are 0`, `neither a nor b is ...`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from omninode_bridge.prose.statements.formula import Formula

if TYPE_CHECKING:
    from omninode_bridge.prose.statements.conditions import ConditionReader

_JOINTS: Final = {"both": "and", "either": "or", "neither": "nor"}


def together(reader: "ConditionReader") -> Formula | None:
    """None, and the cursor where it was, where no two things are named so."""
    words, start = reader.words, reader.words.at
    how = words.take(*_JOINTS)
    named = _named(reader, _JOINTS[how]) if how else []
    behind = words.at
    parts: list[Formula] = []
    for one in named:
        words.at = behind
        found = reader.predicate(one)
        if found is None:
            break
        parts.append(found)
    if len(parts) < 2 or len(parts) < len(named):  # noqa: PLR2004 - things
        words.at = start
        return None
    reads = frozenset().union(*(one.reads for one in parts))
    lists = frozenset().union(*(one.lists for one in parts))
    joint = " and " if how == "both" else " or "
    text = joint.join(one.text for one in parts)
    if how == "neither":
        return Formula(f"not ({text})", reads, lists=lists, kind="bool")
    return Formula(text, reads, lists=lists, kind="bool" if how == "both" else "or")


def _named(reader: "ConditionReader", joint: str) -> Sequence[Sequence[str]]:
    """The two names, each of which the document has."""
    first = reader.formulas.name_words()
    if joint == "nor" and first[-1:] == [joint]:
        # No other name goes over this word, and this one ends before it.
        reader.words.at -= 1
        first = first[:-1]
    second = reader.formulas.name_words() if first and reader.words.take(joint) else []
    found = [one for one in (first, second) if one and reader.terms.resolve(one) is not None]
    return found if len(found) == 2 else []  # noqa: PLR2004 - names
