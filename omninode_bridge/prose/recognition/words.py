"""A sentence as words with all their plain forms, for finding what it asks for.

Unlike `prose/parsing` nothing here must be accounted for: titles, notes and half sentences are
read as far as they go.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.tokens import Token, tokens
from omninode_bridge.requirements.parts.durations import unit_of

_COMMIT: Final = re.compile(
    r"\s*(?P<kind>feat|fix|chore|docs?|tests?|refactor|style|perf|ci|build|revert|deprecate|deps)\b"
    r"\s?(?:\([^)\n]{0,60}\))?!?:\s*",
    re.IGNORECASE,
)
_TICKET: Final = re.compile(
    r"[\[(]?\b[A-Z]{2,10}-\d{2,7}(?:/\d{2,7})*\b[\])]?\s?(?:[\u2014\u2013:-]\s)?"
    r"|\(?\b(?:PR |issue )?#\d+\)?"
)
_CAMEL: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_TOPIC: Final = re.compile(r"(?:[a-z][\w-]*\.){2,}[a-z][\w-]*", re.IGNORECASE)
_PATH: Final = re.compile(
    r"[\w/.*-]*\w\.(?:txt|csv|tsv|json|jsonl|ya?ml|toml|md|xml|html|pdf|zip|tar|gz|log|xlsx?|db"
    r"|dat|ini|parquet|png|jpe?g)",
    re.IGNORECASE,
)
_POSSESSIVE: Final = re.compile("['\u2019]s?$")
_LENGTH: Final = re.compile(r"\d+(?:ms|s|m|h|d)")
_LABELLED: Final = frozenset({":", "--", "\u2013", "\u2014", "-"})
_ASIDE: Final = frozenset({"so", "because", "since", "instead", "rather", "e.g", "i.e", "unlike"})
_ENDS: Final = frozenset({".", ";", "!", "?"})
_SIGNS: Final = frozenset({"->", "-->", "=", ":"})
_DOTTED: Final = re.compile(r"[A-Za-z]\w+\.[A-Za-z]\w+")
_LONGEST_LABEL: Final = 8
_MOST_LABELS: Final = 2
_PLACES: Final = 2
_WRITTEN: Final = frozenset({"two", "three", "four", "five", "six", "ten", "twice", "once"})


class Zone(StrEnum):
    """`aside` is in brackets, a reason, or behind the first full sentence."""

    LABEL = "label"
    MAIN = "main"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Word:
    """`forms` are the word as written and its plain forms, `nouns` those that are no verb's.

    `kinds` are what its shape makes of it. `is_code` is true of a part of an identifier, which
    names a thing and does nothing; `closes` of a word with a mark behind it.
    """

    low: str
    forms: frozenset[str]
    nouns: frozenset[str]
    zone: Zone
    part: int
    is_code: bool = False
    closes: bool = False
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wording:
    """`change` is the kind of a note on a change (`feat`, `fix`), `label` what stood in front."""

    text: str
    words: tuple[Word, ...]
    change: str = ""
    label: str = ""


def wording_of(text: str) -> Wording:
    plain = re.sub(r"\*\*|__|[\u2705\u274c]|->>", "", text).strip()
    commit = _COMMIT.match(plain)
    body = plain[commit.end() :] if commit else plain
    bare = _TICKET.sub("", body).strip()
    label, rest = _parted(bare)
    words = [*_words(label, Zone.LABEL), *_words(rest, Zone.MAIN)]
    change = commit["kind"].lower() if commit else ""
    return Wording(text, tuple(words), change, label)


def _parted(text: str) -> tuple[str, str]:
    """`Lease management - expires by itself`: what is named, and what is said of it."""
    at, count, depth = 0, 0, 0
    read = tokens(text)
    for place, token in enumerate(read):
        depth += (token.low == "(") - (token.low == ")")
        if token.low not in _LABELLED or place == 0 or depth > 0:
            continue
        is_spaced = token.low == ":" or text[token.start - 1 : token.start] == " "
        if not is_spaced or place > _LONGEST_LABEL * (count + 1) or place + 1 == len(read):
            break
        at, count = token.end, count + 1
        if count == _MOST_LABELS:
            break
    return text[:at].rstrip(" :-\u2013\u2014"), text[at:]


def _words(text: str, zone: Zone) -> Iterator[Word]:
    read = tokens(text)
    depth, part, is_aside = 0, 0, False
    for place, token in enumerate(read):
        if token.is_mark:
            depth += (token.low in {"(", "["}) - (token.low in {")", "]"})
            is_dots = text[token.end : token.end + 1] == "." or text[token.start - 1 :][:1] == "."
            if token.low in _ENDS and not is_dots and not _is_suffix(read, place, text):
                part, is_aside = part + 1, False
        is_aside = is_aside or token.low in _ASIDE
        mine = Zone.ASIDE if (depth > 0 or is_aside or part > 1) and zone is Zone.MAIN else zone
        yield from _of(read, place, text, mine, part)


def _is_suffix(read: Sequence[Token], place: int, text: str) -> bool:
    """`.csv`: the point belongs to the word behind it."""
    token = read[place]
    after = read[place + 1] if place + 1 < len(read) else None
    before = text[token.start - 1 : token.start]
    return token.low == "." and after is not None and after.start == token.end and before == " "


def _of(read: Sequence[Token], place: int, text: str, zone: Zone, part: int) -> Iterator[Word]:
    token = read[place]
    if token.is_mark:
        if token.low == "=" and place and read[place - 1].low in {"<", ">"}:
            return
        sign = "->" if token.low in {"->", "-->", "\u2192"} else token.low
        if sign in _SIGNS:
            yield Word(sign, frozenset({sign}), frozenset(), zone, part)
        return
    kinds = frozenset(_kinds(read, place, text))
    if token.kind in {"number", "percent"}:
        yield Word(token.low, frozenset({token.low}), frozenset(), zone, part, kinds=kinds)
        return
    pieces = [piece.lower() for piece in re.split(r"[-_./\s]+|(?<=[a-z])(?=[A-Z])", token.text)]
    pieces = [piece for piece in pieces if piece]
    is_code = bool(kinds & {"topic", "path"}) or _is_identifier(token)
    closes = place + 1 == len(read) or read[place + 1].is_mark
    for at, piece in enumerate(pieces or [token.low]):
        low = _POSSESSIVE.sub("", piece.removesuffix("()"))
        last = closes and at + 1 == max(len(pieces), 1)
        nouns = frozenset({low, lexicon().singular(low)})
        yield Word(low, forms_of(low), nouns, zone, part, is_code, last, kinds)


def _is_identifier(token: Token) -> bool:
    inner = token.text[1:]
    is_camel = inner != inner.lower() and token.text[0].isalpha() and not token.text.isupper()
    is_dotted = bool(_DOTTED.search(token.text))
    is_name = (
        is_dotted
        or "_" in token.text
        or token.text.endswith("()")
        or (is_camel and " " not in inner)
    )
    return is_name and "-" not in token.text


def _kinds(read: Sequence[Token], place: int, text: str) -> Iterator[str]:
    token = read[place]
    if token.text.startswith(("http://", "https://")):
        yield "url"
    if _PATH.fullmatch(token.text) or (place and _is_suffix(read, place - 1, text)):
        yield "path"
    elif _TOPIC.fullmatch(token.text):
        yield "topic"
    after = read[place + 1].low if place + 1 < len(read) else ""
    if token.kind in {"number", "percent"} or token.low in _WRITTEN:
        yield "number"
        if token.kind != "percent" and (unit_of(after) or _LENGTH.match(text[token.start :])):
            yield "length"
    before = "".join(one.low for one in read[max(place - _PLACES, 0) : place])
    if token.kind == "number" and (
        after in {",", "-", "\u2013", "to"} and before.endswith(("[", "("))
    ):
        yield "bounds"
    if token.kind == "number" and before.endswith((">", "<", ">=", "<=")):
        yield "bounds"


def forms_of(low: str) -> frozenset[str]:
    """The word, its singular, the verb that it is a form of and the one that it stands for."""
    known = lexicon()
    found = {low, known.singular(low), *_stems(low)}
    for one in (low, known.singular(low)):
        found |= {known.lemma(one), known.nominals.get(one, "")}
    return frozenset(found - {""})


def _stems(low: str) -> Iterator[str]:
    """Plain forms of a verb that the lexicon does not have: `sanitised`, `clamped`."""
    for ending in ("ing", "ed"):
        stem = low.removesuffix(ending)
        if stem != low and len(stem) >= len("cap"):
            yield from (stem, stem + "e")
            if stem[-1] == stem[-2]:
                yield stem[:-1]
