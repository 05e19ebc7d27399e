"""What of a sentence's words is learned from: what is said, what is done to what, and where.

Classes of `meanings.toml` stand beside the words themselves, so that what is learned of `emit` is
known of `broadcast`, too.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.recognition.meanings import Expression, meanings
from omninode_bridge.prose.recognition.words import Word, Wording, Zone

SHARE: Final = 3.0
"""All plain words of a sentence together count so much: long ones say no more than short ones."""
_DOES, _FIRST, _LABEL, _FORM = 0.7, 0.5, 0.3, 0.3

_TELLING: Final = frozenset(
    {"if", "when", "not", "no", "by", "per", "each", "until", "only", "all"}
)
_SAID: Final = _TELLING | {"to", "from", "without", "never"}
_DOING: Final = frozenset({"to", "that", "which", "and", "or", "then"}) | {
    *("can", "may", "must", "should", "shall", "will")
}
_RELATIVE: Final = frozenset({"that", "to", "which"})
_PAST: Final = frozenset({"was", "were", "had", "did", "currently", "previously", "before"})
_FIRSTS, _EARLY, _NEAR = 6, 8, 6
_MOST_CODE, _MOST_WORDS = 3, 5


def features(wording: Wording) -> Mapping[str, float]:
    """Each with what it counts."""
    words = wording.words
    main = [word for word in words if word.zone is Zone.MAIN]
    plain = set(_plain(words))
    found = dict.fromkeys(plain, SHARE / math.sqrt(len(plain) + 1))
    for word in _leading(main):
        found |= dict.fromkeys((f"first:{one}" for one in word.forms | _acts(word)), _DOES)
    for at, word in enumerate(main):
        found |= _done(main, at, word, found)
    said = (word for word in main if not all(_is_function(one) for one in word.forms))
    for word, _ in zip(said, range(_FIRSTS), strict=False):
        by = _FIRST / math.sqrt(_FIRSTS)
        found |= {f"early:{one}": by for one in word.forms if not _is_function(one)}
    label = [word for word in words if word.zone is Zone.LABEL]
    named = (one for word in label for one in word.forms if not _is_function(one))
    found |= {f"label:{one}": _LABEL for one in named}
    return found | dict.fromkeys(_outer(wording, main), _FORM)


def _plain(words: Sequence[Word]) -> Iterator[str]:
    said = [word for word in words if word.zone is not Zone.ASIDE]
    for word in words:
        mark = "aside:" if word.zone is Zone.ASIDE else ""
        yield from (f"{mark}{one}" for one in word.forms if one in _SAID or not _is_function(one))
    for word in said:
        yield from _acts(word) | _things(word)
    for one, other in pairwise(said):
        yield f"{_base(one)} {_base(other)}"


def _leading(main: Sequence[Word]) -> Iterator[Word]:
    """The first word, and that behind `a node that`, `adds a check to`."""
    yield from main[:1]
    early = pairwise(main[: _EARLY + 1])
    yield from (after for word, after in early if word.low in _RELATIVE)


def _done(
    main: Sequence[Word], at: int, word: Word, found: Mapping[str, float]
) -> dict[str, float]:
    """Which class of acts is done to which classes of things."""
    acts = frozenset[str]() if word.is_code else _acts(word)
    starts = at == 0 or main[at - 1].low in _DOING or main[at - 1].closes
    if not acts or not (starts or word.low.endswith(("s", "ed", "ing"))):
        return {}
    things = set[str]()
    for other in main[at + 1 : at + 1 + _NEAR]:
        if other.low in _DOING:
            break
        things |= _things(other)
    by = _DOES / math.sqrt(len(acts) * max(len(things), 1))
    done = {act + thing: by for act in acts for thing in things}
    own = _DOES / math.sqrt(len(acts))
    does = (f"does:{act}" for act in acts if starts)
    return done | {one: max(found.get(one, 0.0), own) for one in does}


def _outer(wording: Wording, main: Sequence[Word]) -> Iterator[str]:
    code = sum(word.is_code for word in wording.words) // 2
    yield f"change={wording.change}"
    yield f"labelled={any(word.zone is Zone.LABEL for word in wording.words)}"
    yield f"code={min(code, _MOST_CODE)}"
    yield f"length={min(len(main) // 6, _MOST_WORDS)}"
    if any(word.low in _PAST for word in main):
        yield "past"


def _base(word: Word) -> str:
    return min(word.forms, key=lambda one: (len(one), one))


def _is_function(low: str) -> bool:
    return lexicon().has("function", low)


def _acts(word: Word) -> frozenset[str]:
    known = _classes("@")
    return frozenset(name for one in word.forms for name in known.get(one, ()))


def _things(word: Word) -> frozenset[str]:
    known = _classes("<")
    named = frozenset(name for one in word.nouns for name in known.get(one, ()))
    return named | {f"#{kind}" for kind in word.kinds}


@cache
def _classes(mark: str) -> Mapping[str, tuple[str, ...]]:
    """Of each single word the classes that it is in."""
    table = meanings().acts if mark == "@" else meanings().things
    found = dict[str, tuple[str, ...]]()
    for name, said in table.items():
        for word in sorted(_single(said)):
            found[word] = (*found.get(word, ()), mark + name)
    return found


def _single(said: frozenset[Expression]) -> Iterator[str]:
    return (one[0] for one in said if len(one) == 1)
