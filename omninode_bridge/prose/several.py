"""Requirements of several sentences: all of them are realised, or none is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.filling import Known
from omninode_bridge.prose.kernels import kernels_of, without_remark
from omninode_bridge.prose.matching import NOTHING, Matching, match
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.pattern import Pattern
from omninode_bridge.prose.sentence import Sentence
from omninode_bridge.prose.slots import Origin
from omninode_bridge.prose.tokens import LONGEST
from omninode_bridge.requirements.parts.sentences import clauses

_MOST: Final = 6


def match_each(
    sentence: Sentence,
    patterns: Sequence[Pattern],
    known: Known = NOTHING,
    others: Sequence[Pattern] = (),
) -> Matching:
    """What the text fits as a whole, else what each of its sentences fits, else its kernel.

    `others` are patterns that single sentences may fit beside `patterns`.
    """
    remark = without_remark(sentence.text)
    sentence = parse_sentence(remark.text) if remark.left else sentence
    whole = _with_left(match(sentence, patterns, known), remark.left)
    if whole.matches:
        return whole
    parts = [one for one, _ in clauses(sentence.text[:LONGEST])]
    found = []
    if 0 < len(parts) <= _MOST and parts != [sentence.text]:
        found = [_one(parse_sentence(part), patterns, known, others) for part in parts]
    if found and all(one.matches for one in found):
        return Matching(tuple(each for one in found for each in one.matches))
    kernel = _of_kernel(sentence, patterns, known) if len(parts) <= 1 else None
    return _with_left(kernel, remark.left) if kernel else whole


def _one(
    sentence: Sentence, patterns: Sequence[Pattern], known: Known, others: Sequence[Pattern]
) -> Matching:
    found = match(sentence, patterns, known)
    return found if found.matches or not others else match(sentence, others, known)


def _of_kernel(sentence: Sentence, patterns: Sequence[Pattern], known: Known) -> Matching | None:
    for kernel in kernels_of(sentence.text):
        parts = [parse_sentence(one) for one in (kernel.text, *kernel.beside)]
        found = [match(one, patterns, known).matches for one in parts]
        if all(found):
            whole = Matching(tuple(one for each in found for one in each))
            return _with_left(_with_assumed(whole, kernel.assumed), kernel.left)
    return None


def _with_assumed(found: Matching, assumed: tuple[str, ...]) -> Matching:
    """What nobody says is a default, wherever its value comes from."""
    if not assumed:
        return found
    matches = tuple(
        replace(
            one,
            filled=tuple(
                replace(each, origin=Origin.DEFAULT) if each.slot in assumed else each
                for each in one.filled
            ),
        )
        for one in found.matches
    )
    return Matching(matches)


def _with_left(found: Matching, left: tuple[str, ...]) -> Matching:
    if not (found.matches and left):
        return found
    *others, last = found.matches
    return Matching((*others, replace(last, left=(*left, *last.left))))
