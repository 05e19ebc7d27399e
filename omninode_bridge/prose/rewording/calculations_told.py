"""Values, changes, limits and refusals that a sentence tells in its own way, as they are read.

Each wording has the figures, names, choices and quoted words of the sentence, and no others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.rewording.keeping import keeps_figures
from omninode_bridge.prose.rewording.mentions import (
    NUMBER,
    NUMBERS,
    Atom,
    Vocabulary,
    kind_of,
    members_of,
    spoken_name,
    vocabulary_of,
)
from omninode_bridge.prose.rewording.wording import Spoken
from omninode_bridge.requirements.document import Document, Field
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.parts.sentences import sentences
from omninode_bridge.requirements.types import Kind

_REFUSED: Final = re.compile(
    r"\b(?:refus\w*|reject\w*|error|fails?|not (?:allowed|possible|accepted|valid)|invalid|"
    r"(?:do not|don't|cannot|can't|can not|must not|may not|won't|will not)|"
    r"turn(?:ed)? (?:away|down)|not do)\b",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"[\"\u201c]([^\"\u201d]+)[\"\u201d]")
_PERCENT: Final = re.compile(rf"({NUMBER}) ?(?:%|percent|per cent)")
_LESS: Final = re.compile(
    r"\b(?:off|discount|less|cheaper|rebate|reduction|reduced|deducted|saves?|taken off|minus)\b"
)
_MORE: Final = re.compile(
    r"\b(?:more|surcharge|extra|on top|additional(?:ly)?|another|added|plus|increase[sd]?|dearer|"
    r"supplement|bonus)\b"
)
_TIMES: Final = (
    (re.compile(r"\b(?:twice|doubles?|doubled|two times)\b"), "multiplied by 2"),
    (re.compile(r"\b(?:three times|triples?|tripled|threefold)\b"), "multiplied by 3"),
    (re.compile(r"\b(?:halved?|half (?:the|of)|pay half|costs? half)\b"), "multiplied by 0.5"),
)
_MOST: Final = re.compile(
    rf"\b(?:never (?:be )?(?:more|higher|over|above)(?: than)?|at most|capped at|"
    rf"maximum(?: of| is)?|not (?:be )?more than|no more than|limited to|up to|"
    rf"cap of) (?P<number>{NUMBER})"
)
_LEAST: Final = re.compile(
    rf"\b(?:never (?:be )?(?:less|lower|under|below)(?: than)?|at least|minimum(?: of| is)?|"
    rf"(?:nobody|no one) pays (?:less|under)(?: than)?|not (?:be )?less than) (?P<number>{NUMBER})"
)
_NOTHING: Final = re.compile(r"\b(?:nothing|free(?: of charge)?|zero|waived|no (?:charge|cost))\b")
_MUST: Final = re.compile(r"\b(?:must|has to|have to|need to|needs to)\b")
_OTHERWISE: Final = re.compile(r",? (?:otherwise|or else)\b.*$", re.IGNORECASE)
_NEVER: Final = re.compile(
    r"\b(?:not|never|isn't|aren't|no|nothing|can't|cannot)\b(?! (?:more|less|above|below|over))"
)
_MONEY_WORDS: Final = re.compile(
    r"\b(?:pays?|prices?|costs?|fees?|charged?|discount|surcharge|get|gets|off|euros?|cents?)\b"
)
_CENTS: Final = re.compile(r"(\d+) ?(?:cents?|ct)\b")


def proposed_calculations(spoken: Sequence[Spoken], document: Document) -> list[tuple[str, ...]]:
    words = vocabulary_of(document)
    if not words.inputs:
        return [()] * len(spoken)
    return [
        tuple(
            each
            for each in _worded(one.text, words)
            if keeps_figures(one.text, each) and words.keeps_names(one.text, each)
        )
        for one in spoken
    ]


def _worded(text: str, words: Vocabulary) -> list[str]:
    """All parts of it in other words, or nothing."""
    parts = [one.text for one in sentences(Span.on(text, 1))]
    found: list[list[str]] = [list(dict.fromkeys(_of_one(one, words))) for one in parts]
    if not any(found):
        return []
    found = [each or [one] for each, one in zip(found, parts, strict=True)]
    return [
        " ".join(one[min(at, len(one) - 1)] for one in found) for at in range(max(map(len, found)))
    ]


def _of_one(text: str, words: Vocabulary) -> Iterator[str]:
    plain = " ".join(text.replace("\u2019", "'").split()).rstrip(" .")
    yield from _refusals(plain, words)
    yield from _pairs(plain, words)
    yield from _instead(plain, words)
    yield from _truths(plain, words)
    limits = list(_limits(plain, words))
    yield from limits
    rates = list(_rates(plain, words))
    yield from rates
    if not (limits or rates):
        yield from _changes(plain, words)
        yield from _values(plain, words)


def _refusals(text: str, words: Vocabulary) -> Iterator[str]:
    quoted = _QUOTED.findall(text)
    bare = _QUOTED.sub("", text)
    said = _REFUSED.search(bare)
    atoms = words.atoms(bare)
    if said is None or not atoms or len(quoted) > 1:
        return
    verb = bare[: said.end()]
    joint = " or " if re.search(r"\bor\b", bare) else " and "
    message = f' with "{quoted[0]}"' if quoted else ""
    is_must = _MUST.search(verb) is not None and not quoted
    if not is_must:
        yield f"If {_together(atoms, joint)}, the request is rejected{message}."


def _pairs(text: str, words: Vocabulary) -> Iterator[str]:
    """As many cases as values: the first case has the first value."""
    bare = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    for target in words.outputs:
        values = [(m.start(), f'"{m[1]}"') for m in _QUOTED.finditer(text)]
        members = members_of(target)
        if members:
            values = sorted(
                (m.start(), member)
                for member in members
                for m in [re.search(rf"\b{re.escape(member)}\b", bare, re.IGNORECASE)]
                if m
            )
        elif kind_of(target) is not Kind.STRING:
            continue
        others = [one for one in words.outputs if one is not target]
        cases = words.atoms(bare) or [*_chosen_outputs(bare, others)]
        is_named = any(one is target for _, one in words.named(bare, words.outputs))
        if len(values) == len(cases) > (0 if is_named else 1):
            yield " ".join(
                f"If {case.text}, the {spoken_name(target)} is {value}."
                for case, (_, value) in zip(cases, values, strict=True)
            )


def _instead(text: str, words: Vocabulary) -> Iterator[str]:
    """`... is never green, show yellow`: the one becomes the other."""
    atoms = words.atoms(text)
    for target in words.outputs if atoms else ():
        said = sorted(
            (match.start(), member)
            for member in members_of(target)
            if (match := re.search(rf"\b{re.escape(member)}\b", text, re.IGNORECASE))
        )
        if len(said) == 2 and re.search(r"\b(?:never|not)\b", text[: said[0][0]]):  # noqa: PLR2004 - one for the other
            name = spoken_name(target)
            (_, first), (_, second) = said
            yield f"If {_together(atoms)} and the {name} is {first}, the {name} is {second}."


def _chosen_outputs(text: str, others: Sequence[Field]) -> Iterator[Atom]:
    found = []
    for one in others:
        for member in members_of(one):
            match = re.search(rf"\b{re.escape(member)}\b", text, re.IGNORECASE)
            if match:
                name = f"the {spoken_name(one)}"
                found.append(Atom(match.start(), f"{name} is {member}", "", one.name))
    yield from sorted(found, key=lambda one: one.at)


def _truths(text: str, words: Vocabulary) -> Iterator[str]:
    """What is so, or not so, where something holds; what must hold for it makes it so."""
    flags = [one for one in words.outputs if kind_of(one) is Kind.BOOL]
    end = _OTHERWISE.search(text)
    bare = _OTHERWISE.sub("", text)
    atoms = words.atoms(bare)
    if not atoms:
        return
    joint = " or " if re.search(r"\bor\b", bare) else " and "
    other = " and " if joint == " or " else " or "
    for flag in flags:
        name = spoken_name(flag)
        is_named = any(one is flag for _, one in words.named(text, flags))
        if not is_named and (len(flags) > 1 or words.named(text, words.outputs)):
            continue
        if _MUST.search(bare) and (end is None or _NEVER.search(end[0])):
            negated = other.join(one.negated for one in atoms)
            yield f"If {negated}, {name} is false."
        is_denied = _NEVER.search(_without(bare, atoms)) is not None
        if is_named or _REFUSED.search(bare) or is_denied:
            yield f"If {_together(atoms, joint)}, {name} is {'false' if is_denied else 'true'}."


def _limits(text: str, words: Vocabulary) -> Iterator[str]:
    for pattern, said in ((_MOST, "at most"), (_LEAST, "at least")):
        match = pattern.search(text.lower())
        rest = text[: match.start()] + text[match.end() :] if match else ""
        if match and not words.atoms(rest) and not re.search(r"\d", rest):
            for target in _targets(text, words):
                yield f"The {spoken_name(target)} is {said} {match['number']}."


def _changes(text: str, words: Vocabulary) -> Iterator[str]:
    """So much more, less or so many times, for everybody or where something holds."""
    bare = _in_whole(text)
    change, span = _change(bare.lower())
    if not change:
        return
    start, end = span
    atoms = words.atoms(bare[:start] + " " * (end - start) + bare[end:])
    front = f"If {_together(atoms)}, the" if atoms else "The"
    for target in _targets(text, words):
        if not re.search(_LESS.pattern + "|" + _MORE.pattern, spoken_name(target)):
            yield f"{front} {spoken_name(target)} is {change}."


def _change(low: str) -> tuple[str, tuple[int, int]]:
    """What is done to a value, and where its figure stands; empty where nothing is."""
    share = _PERCENT.search(low)
    times = (
        None
        if share
        else next(((found, said) for one, said in _TIMES if (found := one.search(low))), None)
    )
    if times is not None:
        return times[1], times[0].span()
    amount = share or re.search(rf"(?<![\w.])({NUMBER})(?![\w.%])", low)
    verb = "reduced" if _LESS.search(low) else "increased" if _MORE.search(low) else ""
    if amount is None or not verb:
        return "", (0, 0)
    return f"{verb} by {amount[1]}{' %' if share else ''}", amount.span()


def _in_whole(text: str) -> str:
    """`50 cents` as 0.50."""
    return _CENTS.sub(lambda found: f"{int(found[1]) / 100:.2f}", text)


def _values(text: str, words: Vocabulary) -> Iterator[str]:
    """A number, a choice or quoted words under a condition."""
    bare = _in_whole(text)
    words = replace(words, is_after=True)
    named = words.named(text, words.outputs)
    is_paid = named or _MONEY_WORDS.search(text.lower())
    for target in _targets(text, words) if is_paid and not _MUST.search(text) else ():
        values = [m[1] for m in re.finditer(rf"(?<![\w.])({NUMBER})(?![\w.%])", bare)]
        atoms = words.atoms(bare)
        used = " ".join(one.text for one in atoms)
        left = [
            one for one in values if not re.search(rf"(?<![\d.]){re.escape(one)}(?![\d.])", used)
        ]
        if not left and _NOTHING.search(bare.lower()):
            left = ["0"]
        if len(left) == 1 and atoms:
            yield f"If {_together(atoms)}, the {spoken_name(target)} is {left[0]}."


def _rates(text: str, words: Vocabulary) -> Iterator[str]:
    """`150 per kWp`: so many times what is counted in it."""
    match = re.search(rf"(?P<number>{NUMBER}) (?:per|for each|for every|a) (?P<unit>[\w/]+)", text)
    found = [name for name, unit in words.units.items() if match and unit == match["unit"].lower()]
    for target in _targets(text, words) if match and len(found) == 1 else ():
        rest = text[: match.start()] + text[match.end() :] if match else ""
        if match and not words.atoms(rest) and not re.search(r"\d", rest):
            measure = found[0].replace("_", " ")
            yield f"The {spoken_name(target)} is {match['number']} times the {measure}."


def _targets(text: str, words: Vocabulary) -> list[Field]:
    """What is worked out and named; else the one amount, where amounts are spoken of."""
    numbers = [one for one in words.outputs if kind_of(one) in NUMBERS]
    named = [one for _, one in words.named(text, numbers)]
    if named:
        return named[::-1]
    money = [one for one in numbers if kind_of(one) is Kind.MONEY] or numbers
    low = text.lower()
    is_meant = any(one.search(low) for one in (_MONEY_WORDS, _MORE, _LESS))
    return money if len(money) == 1 and is_meant else []


def _together(atoms: Sequence[Atom], joint: str = " and ") -> str:
    return joint.join(one.text for one in atoms)


def _without(text: str, atoms: Sequence[Atom]) -> str:
    """What is left in front of the first of them and behind, for words that deny all of it."""
    low = text.lower()
    return re.sub(r"\b(?:not|no) (?:more|less|above|below)\b", "", low) if atoms else low
