"""Noun phrases and lists of them: `the new customers, orders and invoices`."""

import re
from collections.abc import Sequence
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.pattern import PREPOSITIONS
from omninode_bridge.prose.sentence import NounPhrase, Qualifier
from omninode_bridge.prose.tokens import Token
from omninode_bridge.requirements.parts.durations import unit_of

MOST_WORDS: Final = 6
"""A phrase of more words is no name."""

_ORDINALS: Final = frozenset({"first", "last"})
_LIST_MARKS: Final = frozenset({",", "/", "&", "+"})
_TOPIC_LEVELS: Final = 3
"""A name with so many levels between dots is that of an event or its topic."""

_BETWEEN: Final = 2
"""Between two items stand at most a comma and a word."""

_AND: Final = frozenset({"and", "or", "plus"})
_CLOSERS: Final = frozenset(
    {
        *("that", "which", "who", "whose", "where", "when", "if", "unless", "while", "so"),
        *("is", "are", "be", "being", "been", "was", "were", "then", "but", "because", "whenever"),
        *(
            "must",
            "shall",
            "should",
            "can",
            "cannot",
            "will",
            "may",
            "might",
            "could",
            "would",
            "once",
            "until",
            "not",
            "e.g",
            "e.g.",
        ),
        *("i.e", "i.e.", "etc", "etc.", "including", "containing", "having", "such", "otherwise"),
        *("only", "plus", "than", "even", "regardless", "except", "excluding", "ignoring", "minus"),
        *("keeping", "beyond", "off", "out", "forever", "indefinitely", "always", "twice"),
        *("refers", "refer", "belongs", "belong", "lies", "lie", "exists", "exist", "has", "have"),
    }
)


class Reader:
    """Walks over the tokens of one sentence; every method returns where it stopped."""

    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self.tokens = tokens
        self.text = text
        self._lexicon = lexicon()

    def low(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def preposition(self, at: int) -> tuple[str, int]:
        """The preposition that begins here, and where it ends; empty where none does."""
        if at >= len(self.tokens) or self.tokens[at].kind != "word":
            return "", at
        two = f"{self.low(at)} {self.low(at + 1)}"
        if two in PREPOSITIONS:
            return two, at + 2
        return (self.low(at), at + 1) if self.low(at) in PREPOSITIONS - _AND else ("", at)

    def phrase(self, at: int) -> tuple[NounPhrase | None, int]:
        """One noun phrase; None where no name begins here."""
        words: list[str] = []
        kept: set[str] = set()
        first = at
        while at < len(self.tokens):
            # "5 plants", "the 3 best offers": a number before its noun ends nothing.
            is_inside = not words and self._counts(at)
            # "and ponder the meaning": behind a word, an article begins something else.
            is_new = bool(words) and self._lexicon.has("determiners", self.tokens[at].low)
            is_new = is_new or (bool(words) and self.is_participle(at))
            if is_new or (not is_inside and self._ends_phrase(at)):
                break
            found = [] if is_inside else self._content(self.tokens[at])
            words += found
            kept.update(found if len(found) > 1 else ())
            at += 1
            if len(words) > MOST_WORDS:
                return None, at
        if at == first:
            return None, at
        # "Compute the total": an adjective that no noun follows is one.
        words = words or self._bare(self.tokens[at - 1])
        if not words:
            return None, at
        # "The downloaded files" are files; an "order placed event" is more than one of an order.
        while len(words) > 1 and words[0] not in kept and self._is_past(words[0]):
            words = words[1:]
        written = words[-1]
        words[-1] = self._lexicon.singular(written)
        begin, end = self.tokens[first].start, self.tokens[at - 1].end
        return NounPhrase(tuple(words), self.text[begin:end], begin, end, written), at

    def is_participle(self, at: int) -> bool:
        """`packages sent by ...`: what was done to the thing before it, up to a preposition."""
        low = self.low(at)
        if not low.endswith("ed") and low not in self._lexicon.irregular:
            return False
        return self._lexicon.lemma(low) not in {"", low} and bool(self.preposition(at + 1)[0])

    def _counts(self, at: int) -> bool:
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if self.tokens[at].kind != "number" or following is None or following.kind != "word":
            return False
        is_noun = not self._ends_phrase(at + 1) and unit_of(following.low) is None
        return is_noun and not self._lexicon.has("counts", following.low)

    def _bare(self, token: Token) -> list[str]:
        is_noun = not self._lexicon.has("determiners", token.low) and not token.low.endswith("ly")
        return _parts(token) if is_noun and token.low not in _ORDINALS else []

    def _is_past(self, word: str) -> bool:
        is_past = word.endswith("ed") and not word.endswith("eed")
        return is_past and self._lexicon.lemma(word) not in {"", word}

    def _content(self, token: Token) -> list[str]:
        if token.kind == "word":
            if self._lexicon.has("determiners", token.low):
                return []
            if self._lexicon.has("adjectives", token.low) or token.low.endswith("ly"):
                return []
        return [word for word in _parts(token) if word]

    def _ends_phrase(self, at: int) -> bool:
        token = self.tokens[at]
        if token.kind in {"mark", "number"}:
            return True
        if token.kind != "word":
            return False
        return token.low in _CLOSERS or token.low in _AND or bool(self.preposition(at)[0])

    def items(self, at: int, *, ends: frozenset[int]) -> tuple[tuple[NounPhrase, ...], int]:
        """A list of phrases; it does not go over the positions in `ends`."""
        found: list[NounPhrase] = []
        while at < len(self.tokens) and at not in ends:
            phrase, after = self.phrase(at)
            if phrase is None:
                break
            if self.low(after) == "at" and [self.low(after + n) for n in (1, 2)] == ["a", "time"]:
                break  # "A page at a time" is no item.
            found.append(phrase)
            at = self._next_item(after)
            if at == after:
                break
        return tuple(found), at

    def is_broken(self, at: int, *, ends: frozenset[int]) -> bool:
        """Whether a list of objects is followed by an article: something else begins there."""
        items, stop = self.items(at, ends=ends)
        is_article = self._lexicon.has("determiners", self.low(stop))
        return len(items) > 1 and stop not in ends and is_article

    def _next_item(self, at: int) -> int:
        """Behind `,`, `and`, `, and`, `/`; the same place where no further item follows."""
        after = at
        while after < len(self.tokens) and (
            self.low(after) in _LIST_MARKS or self.low(after) in _AND
        ):
            after += 1
        return at if after - at > _BETWEEN else after

    def qualifiers(self, at: int, *, ends: frozenset[int]) -> tuple[Qualifier, ...]:
        found: list[Qualifier] = []
        start = at
        while at < len(self.tokens):
            word, after = self.preposition(at)
            # "the option followed by a number": who did it, not by what it is done.
            is_agent = word == "by" and at > start and self.is_participle(at - 1)
            if not word or is_agent:
                at += 1
                continue
            items, stop = self.items(after, ends=ends)
            end = self.tokens[max(stop - 1, at)].end
            found.append(Qualifier(word, items, self.tokens[at].start, end))
            at = max(stop, at + 1) if items else after
        return tuple(found)

    def bracketed(self) -> tuple[NounPhrase, ...]:
        """The items of the first list in brackets."""
        opened = next((at for at, one in enumerate(self.tokens) if one.low in {"(", "["}), None)
        if opened is None:
            return ()
        return self.items(opened + 1, ends=frozenset())[0]


def _parts(token: Token) -> list[str]:
    """`customer_id` and `customerId` are two words, `e-mail` is one."""
    low = re.sub(r"['\u2019]s?$", "", token.text.removesuffix("()"))
    if low.lower() in {"e-mail", "e-mails"}:
        return ["email"]
    parts = low.split(".")
    levels = [level for level in parts if not re.fullmatch(r"v\d+", level)]
    is_versioned = len(levels) < len(parts) and bool(levels[1:] or "-" in "".join(levels))
    if len(levels) >= _TOPIC_LEVELS or is_versioned:
        # `shop.orders.placed.v1` names what is told there, and so does `order-placed.v1`.
        low = f"{' '.join(levels[-2:])} event"
    spaced = "".join(
        f" {char}" if char.isupper() and before.islower() else char
        for before, char in zip(" " + low, low, strict=False)
    )
    plain = "".join(char if char.isalnum() else " " for char in spaced)
    return plain.lower().split()[:MOST_WORDS]
