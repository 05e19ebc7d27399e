"""Sentences in a plain form: lower case, one space between words and marks, fewer auxiliaries."""

import re
from typing import Final

from omninode_bridge.language.duties import as_one_does
from omninode_bridge.language.frames import Framed, framed
from omninode_bridge.language.word_forms import base_of, is_past, third_person
from omninode_bridge.prose.tokens import tokens

ARTICLE: Final = r"(?:a|an|the|each|every|any|all|its|their|this|that|these|those|his|her|our|such)"
_ASKING: Final = (
    r"(?:shall|must|should|will|would|has to|have to|had to|needs to|need to|ought to|is to|are to)"
)
_ALLOWING: Final = r"(?:can|may|might|could|is able to|are able to|is allowed to|are allowed to)"
_REWRITTEN: Final = (
    (r" (?:can|could|may|might|must|shall|should|will) (?:not|never|no longer) be ", " is never "),
    (r" (?:cannot|can't) be ", " is never "),
    (r" (?:is|are) (?:not|never|no longer) (?:to be|allowed to be) ", " is never "),
    (r" (?:can|could|may|might|must|shall|should|will) (?:not|never|no longer) ", " never "),
    (r" (?:cannot|can't|does not|do not|doesn't|don't) ", " never "),
    (rf" {_ASKING} be (?:allowed|able) to ", " may "),
    (rf" {_ASKING} ((?:then |first |next |finally |subsequently )?)(?:also )?be ", r" is \1"),
    (rf" {_ALLOWING} be ", " may be "),
    (rf" {_ALLOWING} ", " may "),
    (rf" {_ASKING} ", " shall "),
    (r"^ (?:and )?if (?P<who>(?:(?! (?:is|shall|may|if|be) )[^,])+?) be ", r" if \g<who> is "),
    (r" (?:has|have|had) (?:already |just |finally )?been ", " is "),
    (r" (?:gets|get|got) (?=[a-z]+ed )", " is "),
    (r" (?:(?:is|are|was|were) being|was|were|are|has become|have become) ", " is "),
    (r" (?:each|every|any) time ", " whenever "),
    (r" (everything|all)(?: that is)? (?:before|so far)(?: that| this)? is done", r" \1 is done"),
    (r" (it|he|she|there|that)'s (?!own )", r" \1 is "),
    (r" (?:isn't|aren't|wasn't|weren't) ", " is not "),
    (r" is (?:already|just|now|currently|still|automatically|immediately|also) ", " is "),
)
_PERFECT: Final = re.compile(
    r" (?P<has>has|have|had) (?:already |just |finally |then )?(?P<verb>[a-z]+)"
    rf"(?= (?:{ARTICLE}|it|them|back|out|up|down|off|in|\d+) | (?:,|;|and) | $)"
)
_LABEL: Final = re.compile(
    r"^(?:[*_`\[(]*(?:\w{1,8}-\d{1,5}|[A-Za-z]{1,6}\d{1,5}(?:\.\d{1,4}){0,3}(?=[*_`\])]*\s*[:.)]))[*_`\])]*|[*_`]+)"
    r"\s*[:.)]?\s+"
)
_SHOULD: Final = re.compile(r"^[Ss]hould (?=[^,]+, )")
_OPENING: Final = re.compile(r"^(?:to )?(?:see |know |have |get |be told |be able to see )(?=\S)")


def plain(text: str, *, in_order: bool = True) -> str:
    """`The loan shall be approved.` is `the loan is approved`.

    With `in_order` it says that it comes last, where it does.
    """
    frame, spoken = _spoken(text, in_order=in_order)
    return as_one_does(rewritten(_OPENING.sub("", spoken) if frame.is_wish else spoken))


def asked(text: str) -> str:
    """As `plain`, but with all that is wanted: who wants `to see all loans` has `see all loans`."""
    return rewritten(_spoken(text)[1])


def _spoken(text: str, *, in_order: bool = False) -> tuple[Framed, str]:
    frame = framed(_SHOULD.sub("If ", _LABEL.sub("", text.strip())))
    spoken = " ".join(
        token.low.replace("\u2019", "'")
        for token in tokens(frame.told if in_order else frame.plain)
    )
    return frame, spoken.strip(" .,:!;?")


def rewritten(spoken: str) -> str:
    padded = f" {spoken} "
    for pattern, instead in _REWRITTEN:
        padded = re.sub(pattern, instead, padded)
    return _PERFECT.sub(_present, padded).strip()


def _present(found: re.Match[str]) -> str:
    """`the board has discussed the plan` is `the board discusses the plan`."""
    verb = base_of(found["verb"]) if is_past(found["verb"]) else ""
    if not verb:
        return found[0]
    return f" {third_person(verb) if found['has'] != 'have' else verb}"


def without_article(words: str) -> str:
    return re.sub(rf"^{ARTICLE} (?=\S)", "", words.strip())


def identifier(words: str) -> str:
    """Words of a phrase as a name; empty where one of them is none."""
    kept = [part for word in words.split() for part in re.split(r"[-/]", word)]
    is_name = bool(kept) and all(re.fullmatch(r"[a-z][a-z0-9_]*", one) for one in kept)
    return "_".join(kept) if is_name else ""
