"""Where the signs of patterns stand in a sentence."""

from collections.abc import Collection, Iterator
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.pattern import PREPOSITIONS
from omninode_bridge.prose.recognition.meanings import NAME, Expression, Sign
from omninode_bridge.prose.recognition.words import Wording, Zone

type Span = tuple[int, int]

_NOT_BEHIND: Final = frozenset({"a", "an", "the", "each", "every", "no", "per"})

_PASSIVE: Final = frozenset({"is", "was", "gets", "has"})
_HEADS: Final = frozenset(
    {
        *("failure", "error", "exception", "handler", "logic", "path", "helper", "module", "class"),
        *("constant", "setting", "config", "configuration", "schema", "test", "fixture", "name"),
        *("parameter", "argument", "interface", "protocol", "code", "budget"),
        *("cycle", "interval"),
    }
)


class Spans:
    def __init__(self, wording: Wording) -> None:
        self._words = wording.words
        self._first: dict[str, list[int]] = {}
        for at, word in enumerate(self._words):
            for form in word.forms:
                self._first.setdefault(form, []).append(at)
        self._spans: dict[str, tuple[Span, ...]] = {}

    def places(self, expressions: Collection[Expression]) -> tuple[int, ...]:
        """Where one of the expressions begins, outside of asides."""
        found = {
            start
            for one in expressions
            for start in self._first.get(one[0], ())
            if self._at(one, start) and self._words[start].zone is not Zone.ASIDE
        }
        return tuple(sorted(found))

    def of_sign(self, sign: Sign) -> tuple[Span, ...]:
        """Sorted; of those that begin at the same word the longest first."""
        if not sign.shapes and sign.firsts.isdisjoint(self._first):
            return ()
        if sign.text not in self._spans:
            self._spans[sign.text] = tuple(sorted(set(self._search(sign)), key=_longest))
        return self._spans[sign.text]

    def _search(self, sign: Sign) -> Iterator[Span]:
        is_record = "<record>" in sign.text
        yield from self._said(sign.expressions)
        for start, end in self._said(sign.things, nouns=True):
            if not is_record or self._is_thing(end - 1):
                yield start, end
        yield from (span for span in self._said(sign.acts) if self.acts(span[0]))
        for at, word in enumerate(self._words if sign.shapes else ()):
            is_name = word.is_code and not word.kinds
            if sign.shapes & (word.kinds | ({NAME} if is_name else set())):
                yield at, at + 1

    def _said(self, expressions: Collection[Expression], *, nouns: bool = False) -> Iterator[Span]:
        for one in expressions:
            for start in self._first.get(one[0], ()):
                if end := self._at(one, start, nouns=nouns):
                    yield start, end

    def _at(self, one: Expression, start: int, *, nouns: bool = False) -> int:
        """Where the expression that begins at `start` ends; 0 where it does not stand there.

        `profiling` is a form of a verb, and no profile.
        """
        end = start + len(one)
        if end > len(self._words):
            return 0
        pairs = zip(one, self._words[start:end], strict=True)
        is_said = all(said in (word.nouns if nouns else word.forms) for said, word in pairs)
        return end if is_said else 0

    def acts(self, at: int) -> bool:
        """An identifier does nothing, and neither do `the order` and `status updates`."""
        word = self._words[at]
        before = self._words[at - 1].low if at else ""
        if word.is_code or (before in _NOT_BEHIND and not word.low.endswith("ing")):
            return False
        known = lexicon()
        if self._is_compound(at) or (word.low.endswith("ed") and self._is_adjective(at)):
            return False
        is_noun = word.low.endswith("s") and known.has("nouns", known.singular(word.low))
        is_last = bool(at) and (word.closes or self._is_function(at + 1))
        return not (is_noun and (is_last or self._is_plain_verb(at + 1)))

    def _is_plain_verb(self, at: int) -> bool:
        """`queries use an index`: the verb comes behind, in the plural."""
        known = lexicon()
        low = self._words[at].low if at < len(self._words) else ""
        return low == "use" or (low in known.verbs and not known.has("nouns", low))

    def _is_compound(self, at: int) -> bool:
        """`publish failures`, `the retry logic`: the verb only says of which kind."""
        word, after = self._words[at], self._words[at + 1 : at + 2]
        return not word.closes and bool(after and after[0].forms & _HEADS)

    def _is_adjective(self, at: int) -> bool:
        """`demotes validated rules` validates nothing."""
        before = self._words[at - 1] if at else None
        if before is None or before.closes or before.zone is not self._words[at].zone:
            return False
        is_verb = bool(lexicon().lemma(before.low)) and not before.is_code
        return is_verb and before.low.endswith("s") and before.low not in _PASSIVE

    def _is_thing(self, at: int) -> bool:
        """`add an entry` is about an entry, `the entry point` is not."""
        word = self._words[at]
        if word.is_code:
            return False
        known = lexicon()
        if word.closes or self._is_function(at + 1):
            return True
        after = self._words[at + 1]
        is_light = known.has("light", after.low) or known.has("adverbs", after.low)
        return is_light or bool(after.kinds) or any(known.lemma(one) for one in after.forms)

    def _is_function(self, at: int) -> bool:
        known = lexicon()
        if at >= len(self._words):
            return True
        low = self._words[at].low
        return low in PREPOSITIONS or any(known.has(one, low) for one in ("function", "modals"))


def _longest(span: Span) -> tuple[int, int]:
    return span[0], -span[1]
