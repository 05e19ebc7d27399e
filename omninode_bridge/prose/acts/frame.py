"""Who asks for what: a sentence in a plain form, parted at its verb."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, forms_of, is_known, is_past
from omninode_bridge.prose.acts.act import Words

_CONDITIONS: Final = (
    *("as soon as", "each time", "every time"),
    *("only if", "only when", "only while", "only after", "only once", "only as long as"),
)
_CONDITION: Final = frozenset(
    {"when", "whenever", "once", "if", "unless", "after", "while", "until", "upon", "before"}
)
_ADVERBS: Final = frozenset(
    {
        *("also", "then", "always", "easily", "quickly", "later", "immediately", "automatically"),
        *("be", "first", "just", "simply", "additionally", "directly", "optionally", "now", "ever"),
    }
)
_DENYING: Final = frozenset({"never", "not", "no", "nobody", "none", "only", "neither", "nothing"})
_IMPOSSIBLE: Final = ("it is never possible to ", "it is not possible to ")
PARTICLES: Final = frozenset(
    {"up", "down", "in", "out", "back", "off", "away", "over", "for", "on"}
)
_NOMINAL: Final = ("ation", "ition", "ion", "ment", "al", "ing", "ure", "ery", "y", "age")
_SUBJECT: Final = 9
_ONE: Final = frozenset({"the", "a", "an", "every", "each", "its", "his", "her", "their", "all"})
_LINKS: Final = frozenset({"of", "for", "in", "on", "at", "with", "by", "from", "to", "and", "or"})


@dataclass(frozen=True, slots=True)
class Frame:
    """`verbs` in their plain forms, what is said in front of them and behind them.

    `passive` says that the thing stands in front. `condition` is without its opener.
    """

    verbs: Words
    subject: Words
    rest: Words
    passive: bool = False
    never: bool = False
    only: bool = False
    opener: str = ""
    condition: Words = ()


# Whoever looks for deeds, events, remarks or limits parts the same words.
@lru_cache(maxsize=2_048)
def frames_of(said: str) -> tuple[Frame, ...]:
    """All ways to part it, the likeliest first; most of them lead nowhere."""
    return tuple(_frames(said))


def _frames(said: str) -> Iterator[Frame]:
    words = tuple(said.split()[:120])
    opener, condition, main = _conditioned(words)
    for frame in _parted(main):
        yield replace(frame, opener=opener, condition=condition)
    for at in _later_commas(words) if opener and _opener(words, 0) else ():
        for frame in _parted(words[at + 1 :]):
            yield replace(frame, opener=opener, condition=words[len(opener.split()) : at])
    if opener:
        yield from _parted(words)


def _conditioned(words: Words) -> tuple[str, Words, Words]:
    opener = _opener(words, 0)
    if opener and "," in words:
        comma = words.index(",")
        rest = words[comma + 1 :]
        rest = rest[1:] if rest[:1] == ("then",) else rest
        return opener, words[len(opener.split()) : comma], rest
    for at in range(2, len(words)):
        found = _opener(words, at)
        if found and found not in {"before", "until"}:
            main = words[:at]
            while main and main[-1] in {",", "but", "and"}:
                main = main[:-1]
            return found, words[at + len(found.split()) :], main
    return "", (), words


def _later_commas(words: Words) -> list[int]:
    """A condition that lists things has commas of its own."""
    return [at for at, word in enumerate(words) if word == ","][1:4]


def _opener(words: Words, at: int) -> str:
    for phrase in _CONDITIONS:
        if " ".join(words[at : at + len(phrase.split())]) == phrase:
            return phrase
    return words[at] if at < len(words) and words[at] in _CONDITION else ""


def _parted(words: Words) -> Iterator[Frame]:
    main, only = words, False
    if main[:1] == ("only",):
        main, only = main[1:], True
    nobody = main[:2] == ("no", "one") or main[:1] == ("nobody",)
    if main[:1] == ("no",) and main[1:2] not in {("one",), ("two",)}:
        main, nobody = ("a", *main[1:]), True
    lead = next((one for one in _IMPOSSIBLE if " ".join(main).startswith(one)), "")
    for frame in _of(main[len(lead.split()) :]):
        negated = frame.never or nobody or bool(lead)
        yield replace(frame, only=only or frame.only, never=negated)


def _of(words: Words) -> Iterator[Frame]:
    yield from _modal(words)
    yield from _passive(words)
    yield from _active(words, 0, ())
    yield from _stated(words)
    yield from _done(words)


def _modal(words: Words) -> Iterator[Frame]:
    """`X may ...`, `X shall ...`, `X never ...`."""
    for at, word in enumerate(words[:_SUBJECT]):
        if word not in {"may", "shall", "never"} or at == 0:
            continue
        subject, never = words[:at], word == "never"
        after = at + 1
        only = words[after : after + 1] == ("only",)
        after = _adverbs(words, after + only)
        if words[at + 1 + only : at + 2 + only] == ("be",) or words[at - 1] == "is":
            thing = subject[:-1] if subject[-1] == "is" else subject
            yield from _participles(words, after, thing, never=never, only=only)
        for frame in _active(words, after, subject):
            yield replace(frame, never=never, only=only)
        return


def _passive(words: Words) -> Iterator[Frame]:
    for at in range(1, min(len(words), 2 * _SUBJECT)):
        if words[at] != "is" or words[at + 1 : at + 2] == ("possible",):
            continue
        never = words[at + 1 : at + 2] in {("never",), ("not",)}
        only = words[at + 1 : at + 2] == ("only",)
        start = _adverbs(words, at + 1 + (never or only))
        yield from _participles(words, start, words[:at], never=never, only=only)


def _participles(
    words: Words, at: int, thing: Words, *, never: bool, only: bool
) -> Iterator[Frame]:
    for phrasal in (True, False):
        verbs, after = _verbs(words, at, past=True, phrasal=phrasal)
        if verbs:
            yield Frame(verbs, thing, words[after:], passive=True, never=never, only=only)


def _active(words: Words, at: int, subject: Words) -> Iterator[Frame]:
    for phrasal in (True, False):
        verbs, after = _verbs(words, at, past=False, phrasal=phrasal)
        if verbs and after < len(words):
            yield Frame(verbs, subject, words[after:])


def _stated(words: Words) -> Iterator[Frame]:
    """`The desk blocks ...`, `Visitors browse ...`."""
    for at in range(min(len(words), _SUBJECT)):
        if {*words[:at]} & _DENYING:
            return
        if at and words[at - 1] in {"of", "a", "an", "the", "and", "with", "by"}:
            continue
        yield from _told_at(words, at, "s")
        if at and _is_many(words[:at]) and _base(words[at], "") == words[at]:
            yield from _told_at(words, at, "")
        if base := _shaped(words, at):
            yield Frame((base,), words[:at], words[at + 1 :])


def _told_at(words: Words, at: int, ending: str) -> Iterator[Frame]:
    for phrasal in (True, False):
        verb, after = verb_at(words, at, ending=ending, phrasal=phrasal)
        if verb and after < len(words):
            yield Frame((verb,), words[:at], words[after:])


def _is_many(subject: Words) -> bool:
    """`the caretakers of a house` do something without an `s`, and so do `we`."""
    if subject in {("we",), ("you",), ("they",), ("i",)}:
        return True
    noun = subject[1:2] if subject[0] in _ONE else subject[:1]
    return any(lexicon().singular(one) != one for one in (*noun, subject[-1]))


def _shaped(words: Words, at: int) -> str:
    """Between somebody and a thing stands a verb: `the clerk hands a parcel out`."""
    is_between = 2 <= at <= 3 and words[0] in _ONE and words[at + 1 : at + 2] != ()  # noqa: PLR2004
    if not is_between or words[at + 1] not in _ONE or {*words[1:at]} & _LINKS:
        return ""
    word = words[at]
    is_form = word.isalpha() and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return base_of(word) if is_form else ""


def _done(words: Words) -> Iterator[Frame]:
    """`Deleting a booking ...`, `Registration of guests ...`."""
    for phrasal in (True, False):
        verb, after = verb_at(words, 0, ending="ing", phrasal=phrasal)
        if verb:
            yield Frame((verb,), (), words[after:])
    noun = act_called(words[0]) if words else ""
    if noun and words[1:2] == ("of",):
        yield Frame((noun,), (), words[2:])


def act_called(noun: str) -> str:
    """The verb of `removal`, `cancellation`, `dispatch`; empty where none is known."""
    known = lexicon().nominals.get(noun)
    if known:
        return known
    if noun.endswith("sion") and is_known(f"{noun[:-4]}d"):
        return f"{noun[:-4]}d"
    for ending in _NOMINAL:
        stem = noun.removesuffix(ending)
        if stem == noun or len(stem) < len("pay"):
            continue
        doubled = stem[:-1] if stem[-1] == stem[-2] else stem
        found = next((one for one in (f"{stem}e", stem, doubled) if is_known(one)), "")
        if found:
            return found
    return noun if is_known(noun) else ""


def _verbs(words: Words, at: int, *, past: bool, phrasal: bool) -> tuple[Words, int]:
    """`create, change and delete` are three."""
    ending = "ed" if past else ""
    verb, after = verb_at(words, at, ending=ending, phrasal=phrasal)
    found = [verb] if verb else []
    while found:
        following = after
        while following < len(words) and words[following] in {",", "and", "or", "again"}:
            following += 1
        verb, end = verb_at(words, following, ending=ending, phrasal=phrasal)
        if following == after or not verb or (not past and words[end : end + 1] == ("of",)):
            break
        found.append(verb)
        after = end
    return tuple(found), after


def verb_at(words: Words, at: int, *, ending: str, phrasal: bool) -> tuple[str, int]:
    """The plain form of the verb in that form (`ed`, `ing`, `s` or plain), and where it ends."""
    if at >= len(words) or not words[at].replace("-", "").isalpha():
        return "", at
    base = _base(words[at], ending)
    if not base:
        return "", at
    if phrasal:
        found = lexicon().phrasal(words[at : at + 2]) if at + 1 < len(words) else ""
        if found:
            return found, at + 2
        follows = words[at + 1 : at + 2]
        if follows and follows[0] in PARTICLES:
            return f"{base} {follows[0]}", at + 2
        return "", at
    return base, at + 1


def _base(word: str, ending: str) -> str:
    if ending == "ed":
        return base_of(word) if is_past(word) else ""
    if ending == "":
        return word if is_known(word) or base_of(word) in {"", word} else ""
    ways = (one for one in forms_of(word) if is_known(one))
    found = next(ways, "")
    is_ing = word.endswith("ing")
    # "Lent" is no form of somebody who lends.
    is_fitting = is_ing if ending == "ing" else not is_ing and word.endswith("s")
    return found if is_fitting else ""


def _adverbs(words: Words, at: int) -> int:
    while at < len(words) and words[at] in _ADVERBS:
        at += 1
    return at
