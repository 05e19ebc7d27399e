"""A sentence of running text in clauses that each stand alone.

`A fee below 0 is refused, and so is a fee above 90` says two things; `The count must be at least
1; anything else is refused` says one, and what becomes of a request that does not keep to it is
known. What only goes on about the clause before it (`then it is closed`) stays with that.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from omninode_bridge.language.echoes import is_echo, otherwise_of
from omninode_bridge.language.gaps import gapped
from omninode_bridge.language.refusals_apart import refused_apart

_QUOTED: Final = re.compile(r"\"[^\"]*\"|`[^`]*`|\u201c[^\u201d]*\u201d|\([^()]*\)")
_APART: Final = re.compile(r"\s*;\s+(?:and |but )?")
_JOINT: Final = re.compile(r",\s+(?P<word>and|but)\s+(?!so\b|neither\b|nor\b|then\b|only\b|not\b)")
_COMMA: Final = re.compile(r",\s+")
_OTHERWISE: Final = re.compile(r"[,;]\s+(?:or\s+)?(?:otherwise|else)\s+", re.IGNORECASE)
_OPENED: Final = re.compile(
    r"(?:and |but |then )?(?:when|whenever|while|if|where|once|after|before|upon|as|unless|until|"
    r"given|provided|in case|for|on|at|in|of|from|with|only|either|both|first|next|then|finally|"
    r"as soon as|the moment)\b",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(
    r"(?:then|it|its|they|their|them|this|that|these|those|he|she|his|her|both|neither|either|such|"
    r"so|otherwise|else|the (?:latter|former|same|others?|rest)|afterwards|after that|"
    r"from then on|there|again|thereby|which|who|whatever|(?:any|every)thing|any other|all other|"
    r"nothing)\b|[^,]*\b(?:then|thereby|afterwards)\b",
    re.IGNORECASE,
)
_BACK: Final = re.compile(r"\b(?:it|them|they|one|ones|these|those)\b", re.IGNORECASE)
_CASE: Final = re.compile(
    r"(?:an?|any|some|this|that|such|it|they|nobody|somebody|who(?:ever)?|whatever|only|another|"
    r"one)\b",
    re.IGNORECASE,
)
"""What is said of such a subject holds in one case; `the reason is` may hold in just that."""

_DEFINITE: Final = re.compile(r"(?:the|our|my)\b", re.IGNORECASE)
_DEMAND: Final = re.compile(
    r"\b(?:must|shall|should|has to|have to|cannot|never|may not|can only)\b", re.IGNORECASE
)
_TOPIC: Final = re.compile(r"[a-z]{4,}")
_NO_TOPICS: Final = frozenset(
    {"with", "that", "this", "from", "which", "must", "shall", "have", "than", "more", "less"}
    | {"least", "most", "been", "first", "last", "when", "euros", "each", "every"}
)
_AUXILIARY: Final = (
    r"(?:is|are|was|were|must|shall|should|can|cannot|may|will|has to|have to|does|do|has|have)"
)
_FINITE: Final = re.compile(rf"\b{_AUXILIARY}\b", re.IGNORECASE)
_VERB: Final = re.compile(
    rf"\b(?:{_AUXILIARY}|costs?|counts|gets?|gives?|takes?|stays?|becomes?|remembers?|keeps?|"
    r"contains?|starts?|ends?|begins?|pays?|shows?|makes?)\b",
    re.IGNORECASE,
)
_RELATIVE: Final = re.compile(r"\b(?:that|which|who|whose|whom|where|when|if|while|whether|how)\b")
_SO: Final = re.compile(
    rf",?\s+(?:and|;)?\s*so\s+(?P<does>{_AUXILIARY})\s+(?P<who>[^,;]+)$", re.IGNORECASE
)
_NOR: Final = re.compile(
    r",?\s+(?:(?:and|but)\s+)?(?:neither|nor)\s+(?P<does>is|are|can|may|must|shall|will|should)\s+"
    r"(?P<who>[^,;]+)$",
    re.IGNORECASE,
)
_ONE: Final = re.compile(r"(?:one|those)(?= (?:that|which|who|whose|with|without|of|from|in)\b)")
_HEAD: Final = re.compile(
    r"(?:(?P<article>an?|the|each|every|any|no)\s+)?"
    r"(?P<noun>(?:(?!that\b|which\b|who\b|whose\b|with\b|of\b|nobody\b|for\b|in\b)[a-z-]+\s+){1,3}?)"
    r"(?=(?:that|which|who|whose|with|without|of|nobody|for|in|from|below|above|under|over|"
    rf"{_AUXILIARY})\b|$)",
    re.IGNORECASE,
)
_LONGEST: Final = 600
_MOST: Final = 5
_MARKS: Final = (";", ",", " or ", " and ")
"""Without one of these it is one clause."""


@lru_cache(maxsize=4_096)
def clauses_of(text: str) -> tuple[str, ...]:
    """One sentence, in its clauses; the sentence alone where it is one, or is not understood."""
    if len(text) > _LONGEST or not any(mark in text for mark in _MARKS):
        return (text,)
    parts = [one for part in _apart(text) for one in _told(part)]
    said = [one for at, one in enumerate(parts) if at == 0 or not is_echo(one, parts[at - 1])]
    if not 1 <= len(said) <= _MOST or said == [text]:
        return (text,)
    return tuple(_finished(one) for one in said)


def _apart(text: str) -> Iterator[str]:
    """What stands between semicolons, as far as it does not go on about what stands before."""
    start = 0
    for found in _APART.finditer(_masked(text)):
        rest = text[found.end() :]
        before = text[start : found.start()]
        if is_echo(rest, before) or _is_own(_masked(before), _masked(rest)):
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def _told(text: str) -> Iterator[str]:
    plain = text.strip(" .!")
    for way in (_so, _nor, _or_else, _spliced, gapped, _joined, refused_apart):
        if found := way(plain):
            for one in found:
                yield from _told(one)
            return
    yield text


def _so(text: str) -> tuple[str, ...]:
    """`X is refused, and so is Y`: Y is refused."""
    before, does, who = _repeated(_SO, text)
    verb = next((one for one in _FINITE.finditer(_masked(before)) if _is_alike(one[0], does)), None)
    if verb is None or not before[verb.end() :].strip() or _FINITE.search(who.split(" that ")[0]):
        return ()
    return (before, f"{_with_noun(who, before)} {does}{before[verb.end() :]}")


def _nor(text: str) -> tuple[str, ...]:
    """`X cannot be paid, and neither can Y`: Y cannot be paid."""
    before, does, who = _repeated(_NOR, text)
    denied = re.search(rf"\b(?:{does} (?:not|never)|{does}not)\b", _masked(before))
    if denied is None or not before[denied.end() :].strip():
        return ()
    return (before, f"{_with_noun(who, before)} {denied[0]}{_bare(before[denied.end() :])}")


def _repeated(said: re.Pattern[str], text: str) -> tuple[str, str, str]:
    """What stands before, and what does so as well; all of it empty where nothing does."""
    found = said.search(_masked(text))
    if found is None:
        return "", "", ""
    who = text[found.start("who") : found.end("who")]
    return text[: found.start()].rstrip(" ,"), found["does"].lower(), who


def _or_else(text: str) -> tuple[str, ...]:
    """`X must be Y, otherwise it is refused` says no more than `X must be Y`."""
    found = _OTHERWISE.search(_masked(text))
    if found is None:
        return ()
    before, after = text[: found.start()], text[found.end() :]
    return otherwise_of(before, after)


def _spliced(text: str) -> tuple[str, ...]:
    """`A fee below 0 is refused, a fee of 0 is fine` says one thing."""
    *before, last = _COMMA.split(text)
    said = ", ".join(before)
    return (said,) if before and is_echo(last, said) else ()


def _joined(text: str) -> tuple[str, ...]:
    """`The fee is 5, but children are free`: each has a subject and a verb of its own."""
    masked = _masked(text)
    for found in _JOINT.finditer(masked):
        before, after = masked[: found.start()], masked[found.end() :]
        if not _OPENED.match(before) and _is_whole(before) and _is_own(before, after):
            return (text[: found.start()], text[found.end() :])
    return ()


def _is_own(before: str, after: str) -> bool:
    """Whether `after` says the same without `before`: it has a case of its own, or there is none.

    `The reason is "too young"` holds for the donor before it only, the limit of an amount always.
    """
    opened = _OPENED.match(after)
    if opened is not None:
        first = _OPENED.match(before)
        is_alike = first is not None and first[0].lower() == opened[0].lower()
        return is_alike and _GOES_ON.match(after) is None and "," in after
    verb = _VERB.search(after)
    if _GOES_ON.match(after) or verb is None or not _is_whole(after):
        return False
    if _BACK.search(after, 0, verb.start()):
        return False
    if not _DEFINITE.match(after):
        return True
    is_case = _CASE.match(before) or _OPENED.match(before)
    return not is_case and bool(_DEMAND.search(after) or _topics(before) & _topics(after))


def _topics(text: str) -> frozenset[str]:
    return frozenset(_TOPIC.findall(text.lower())) - _NO_TOPICS


def _is_whole(text: str) -> bool:
    """Whether it has a subject and a finite verb that is of no clause within it."""
    found = _VERB.search(text)
    if found is None:
        return False
    subject = text[: found.start()]
    is_one = "," not in subject or bool(re.fullmatch(r"[^,]+(?:, [^,]+)*,? and [^,]+", subject))
    is_main = len(_VERB.findall(text)) > len(_RELATIVE.findall(subject)) and ";" not in subject
    return is_main and is_one and bool(subject.strip() and text[found.end() :].strip(" ."))


def _with_noun(who: str, before: str) -> str:
    """`one that is overdue` of `a loan that nobody brought back` is `a loan that is overdue`."""
    one, head = _ONE.match(who), _HEAD.match(before)
    if one is None or head is None:
        return who
    article = "a" if one[0] == "one" else ""
    noun = head["noun"].split()[-1].lower()
    article = "an" if article and noun[:1] in "aeiou" else article
    return " ".join(f"{article} {noun}{who[one.end() :]}".split())


def _bare(text: str) -> str:
    """Without an aside in brackets, which is of the clause that it stands in."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", text)


def _is_alike(one: str, other: str) -> bool:
    return one.lower() == other or {one.lower(), other} in _ALIKE


_ALIKE: Final = ({"is", "are"}, {"has", "have"}, {"must", "has to"}, {"must", "have to"})


def _finished(text: str) -> str:
    plain = text.strip().rstrip(",;")
    end = "" if plain.endswith((".", "!", "?", ":")) else "."
    return f"{plain[:1].upper()}{plain[1:]}{end}"


def _masked(text: str) -> str:
    """What stands in quotes or brackets joins nothing; all places stay where they are."""
    return _QUOTED.sub(
        lambda found: f"{found[0][0]}{'x' * (len(found[0]) - 2)}{found[0][-1]}", text
    )
