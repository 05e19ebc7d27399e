"""Days before that of the request: `the last visit was less than 56 days ago`."""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.statements.comparisons import Comparison, comparison
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.formulas import FormulaReader
from omninode_bridge.prose.statements.terms import UNITS, Term

_TODAY: Final = ("today", "current_date", "reference_date", "as_of")


def ago(reader: FormulaReader, term: Term | None, found: Comparison) -> Formula | None:
    """None where the words do not go on with `ago`, or it is no date."""
    today = next((one for one in _TODAY if one in reader.terms.known), "")
    if not reader.words.take("ago", "back", "before today") or term is None or not today:
        return None
    if UNITS.get(found.unit) != "day" or not term.type.startswith("date"):
        return None
    text = found.of(f"days_between({term.text}, {today})")
    given = f"{term.text} != none and " if term.is_optional else ""
    return Formula(f"{given}{text}", frozenset({term.name, today}), kind="bool")


def lasting(reader: FormulaReader, _subject: Sequence[str]) -> Formula | None:
    """`they joined at least 365 days ago`: the one date of such a deed."""
    words, start = reader.words, reader.words.at
    known = lexicon()
    verb = known.lemma(words.low)
    dates = [
        one
        for one in reader.terms.known.values()
        if one.type.startswith("date") and not one.over
        if verb and verb in {known.lemma(part) for part in one.name.split("_")}
    ]
    if len(dates) == 1:
        words.at += 1
        found = comparison(reader)
        if found is not None and (text := ago(reader, dates[0], found)) is not None:
            return text
    words.at = start
    return None
