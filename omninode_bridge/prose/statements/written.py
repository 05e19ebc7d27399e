"""What the rules of an author give a value, where sentences are read beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.prose.statements.terms import Term, Terms


@dataclass(frozen=True, slots=True)
class Written:
    """The names that the author's rules give a value, and what requirements call them."""

    known: Mapping[str, Term] = field(default_factory=dict)
    called: Mapping[tuple[str, ...], Term] = field(default_factory=dict)


NONE_WRITTEN: Final = Written()


def with_ruled(terms: Terms, written: Written) -> Terms:
    """Beside what the author's rules give a value no sentence makes up an input."""
    if not written.known:
        return terms
    names = frozenset(one.name for one in written.known.values() if not one.over)
    known = {**written.known, **terms.known}
    return replace(
        terms, known=known, ruled=names, called={**terms.called, **written.called}, is_closed=True
    )
