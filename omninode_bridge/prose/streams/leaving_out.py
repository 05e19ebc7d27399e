"""Figures without the records that a sentence leaves out of them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.narration.figure_phrases import Figure, FigureReader
from omninode_bridge.prose.narration.plain_words import identifier, without_article
from omninode_bridge.prose.narration.story import Line, UntoldError
from omninode_bridge.prose.streams.exclusions import Exclusion

type Figures = dict[str, tuple[Figure, list[Line]]]

LAST: Final = frozenset(
    {
        *("it", "this", "that", "this figure", "that figure", "this one"),
        *("them", "these", "these figures"),
    }
)
_AND: Final = re.compile(r" , and | , | and (?:for |of |from |towards |in )?")


def left_out(
    line: Line, said: Exclusion, where: str, last: Sequence[str], told: tuple[Figures, FigureReader]
) -> str:
    """What it became. Raises `UntoldError` for other records, and for other figures."""
    figures, reader = told
    if not where:
        raise UntoldError("what is left out is not said by a declared field")
    meant = _meant(said.of, last, figures, reader) if said.of else _own(line, figures)
    if not meant:
        raise UntoldError(f"`{said.of}` is no figure of the document")
    where = where if said.is_only else f"not ({where})"
    for name in meant:
        figure, lines = figures[name]
        both = f"({figure.where}) and {where}" if figure.where else where
        figures[name] = (replace(figure, where=both), [*lines, line])
    return f"{where} for {', '.join(meant)}"


def _own(line: Line, figures: Figures) -> list[str]:
    """Of a requirement that asks for figures those, else all."""
    own = [name for name, (_, told) in figures.items() if line.id in {one.id for one in told}]
    return own or [*figures]


def _meant(what: str, last: Sequence[str], figures: Figures, reader: FigureReader) -> list[str]:
    """The figures by their names, else those that the words ask for."""
    if what in LAST:
        return [*last]
    found: list[str] = []
    for one in _AND.split(what):
        name = identifier(without_article(one))
        same = [name] if name in figures else _asked(one, figures, reader)
        if not same:
            return []
        found += same
    return [*dict.fromkeys(found)]


def _asked(what: str, figures: Figures, reader: FigureReader) -> list[str]:
    """Those of the function, the field and the groups that are named, or all of a field."""
    plain = without_article(what)
    try:
        wanted = reader.read(f"the {plain}")
        field = "" if wanted else reader.field(plain)
    except UntoldError:
        return []
    return [
        name
        for name, (figure, _) in figures.items()
        if (field and figure.field == field) or any(_is_meant(figure, one) for one in wanted)
    ]


def _is_meant(figure: Figure, wanted: Figure) -> bool:
    is_same = (figure.function, figure.field) == (wanted.function, wanted.field)
    is_narrow = bool(wanted.keys or wanted.window)
    groups = (figure.keys, figure.window) == (wanted.keys, wanted.window)
    return is_same and (groups or not is_narrow)
