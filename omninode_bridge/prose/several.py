"""Requirements of several sentences: all of them are realised, or none is."""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.prose.filling import Known
from omninode_bridge.prose.matching import Matching, match
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.pattern import Pattern
from omninode_bridge.prose.sentence import Sentence
from omninode_bridge.prose.tokens import LONGEST
from omninode_bridge.requirements.parts.sentences import clauses

_MOST: Final = 6


def match_each(
    sentence: Sentence, patterns: Sequence[Pattern], known: Known, others: Sequence[Pattern] = ()
) -> Matching:
    """What the text fits as a whole, else what each of its sentences fits.

    `others` are patterns that single sentences may fit beside `patterns`.
    """
    whole = match(sentence, patterns, known)
    parts = [one for one, _ in clauses(sentence.text[:LONGEST])]
    if whole.matches or not 0 < len(parts) <= _MOST or parts == [sentence.text]:
        return whole
    found = [_one(parse_sentence(part), patterns, known, others) for part in parts]
    if not all(one.matches for one in found):
        return whole
    return Matching(tuple(each for one in found for each in one.matches))


def _one(
    sentence: Sentence, patterns: Sequence[Pattern], known: Known, others: Sequence[Pattern]
) -> Matching:
    found = match(sentence, patterns, known)
    return found if found.matches or not others else match(sentence, others, known)
