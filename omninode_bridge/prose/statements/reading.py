"""Words of a statement, taken one after the other: what nobody takes makes it unread."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from omninode_bridge.language.purposes import without_purpose
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.tokens import Token, tokens

_SHARE: Final = r"(?=\s+(?:less|more|off|cheaper|extra|discount|surcharge|reduction)\b)"
_SIGNS: Final = (
    (re.compile(rf"\b(?:a|one) quarter{_SHARE}", re.IGNORECASE), "25 %"),
    (re.compile(rf"\b(?:a|one) fifth{_SHARE}", re.IGNORECASE), "20 %"),
    (re.compile(rf"\b(?:a|one) tenth{_SHARE}", re.IGNORECASE), "10 %"),
    (re.compile(rf"\b(?:a|one) half{_SHARE}", re.IGNORECASE), "50 %"),
    (re.compile(r"(?<=\d)\s?[-\u2013]\s?(?=\d)"), " to "),
    (re.compile(r"\s*(?:<=|≤)\s*"), " at most "),
    (re.compile(r"\s*(?:>=|≥)\s*"), " at least "),
    (re.compile(r"(?<=[\w)\]])\s*(?:\u00d7|\*)\s*(?=[\w(\[])"), " times "),
    (re.compile(r"(?<=[\w)\]])\s+[-\u2212\u2013]\s+(?=[\w(\[])"), " minus "),
    (re.compile(r"[€£$]\s?(\d[\d.,]*)"), r"\1 currency"),
    (re.compile(r"(?<=\d)\s?[€£$]"), " currency"),
    (re.compile(r"(?<= )[@#](?=[ .,;]|$)"), '"@"'),
)
"""Signs of arithmetic are read as the words that they stand for."""

_OWN_WORK: Final = re.compile(
    r",? when (?:the|a|an) \w+ (?:is|are) (?:made|done|run|performed|checked|assessed|processed|"
    r"evaluated|calculated|computed|carried out|requested),? (?:then )?",
    re.IGNORECASE,
)
"""`..., when the check is made, then ...` says that the node works."""

_GAP: Final = re.compile(r"[\s\"'`\u2018\u2019\u201c\u201d.,*_]*")
_IDLE: Final = frozenset(
    {
        *("also", "then", "always", "automatically", "simply", "finally", "thus", "therefore"),
        *("additionally", "furthermore", "moreover", "hence", "accordingly", "instead"),
    }
)
"""Words that say nothing about what is computed."""

STOPS: Final = frozenset(
    {
        *("is", "are", "be", "was", "equals", "equal", "if", "when", "unless", "otherwise", "else"),
        *("plus", "minus", "times", "multiplied", "divided", "and", "or", "but", "than", "not"),
        *(
            "at",
            "aged",
            "more",
            "less",
            "over",
            "under",
            "above",
            "below",
            "exceeds",
            "exceed",
            "between",
        ),
        *("from", "to", "by", "with", "without", "for", "in", "on", "as", "up", "exactly", "only"),
        *("must", "shall", "should", "may", "can", "cannot", "will", "has", "have", "had", "then"),
        *(
            "rounded",
            "that",
            "which",
            "who",
            "whose",
            "get",
            "gets",
            "receive",
            "receives",
            "never",
        ),
        *("larger", "bigger", "taller", "wider", "faster", "slower", "hotter", "warmer", "colder"),
        *("fewer", "greater", "higher", "lower", "largest", "smallest", "reduced", "increased"),
        *(
            "added",
            "subtracted",
            "deducted",
            "taken",
            "granted",
            "applies",
            "apply",
            "costs",
            "cost",
        ),
        *("pays", "pay", "reaches", "reach", "falls", "fall", "weighs", "weigh", "no", "where"),
        *(
            "while",
            "until",
            "after",
            "before",
            "beyond",
            "since",
            "within",
            "outside",
            "because",
            "except",
        ),
        *("lies", "lie", "amounts", "counts", "count", "heavier", "lighter", "older", "younger"),
        *("longer", "shorter", "cheaper", "halved", "doubled", "tripled", "waived", "free"),
        *("multiply", "divide", "add", "subtract", "deduct", "rejected", "refused", "applied"),
        *(
            "depends",
            "depend",
            "contains",
            "contain",
            "lead",
            "leads",
            "adds",
            "took",
            "takes",
            "lasts",
            "comprises",
            "lose",
            "loses",
        ),
        *("consists", "consist", "owe", "owes", "earns", "earn", "carry", "carries", "goes"),
        *("charged", "across", "regardless", "whichever", "whether", "once", "twice"),
        *("does", "do", "there"),
    }
)
"""No name goes over one of these; verbs such as `cost` may begin one."""

_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_TWO_WAYS: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""Whether `1.500` is more than a thousand depends on where it was written."""

_DOZEN: Final = {"one": "1", "eleven": "11", "twelve": "12", "zero": "0"}


class UnreadError(Exception):
    """The statement has no reading; the message says which words have none."""


type Phrases = dict[str, list[tuple[str, list[str]]]]


@lru_cache(maxsize=1_024)
def _by_first(phrases: tuple[str, ...]) -> Phrases:
    """The phrases in their order, each with its words, by the first of these."""
    found: Phrases = {}
    for phrase in phrases:
        parts = phrase.split()
        found.setdefault(parts[0], []).append((phrase, parts))
    return found


@dataclass(slots=True)
class Words:
    """A cursor over the words of one statement. Spans count characters of `text`."""

    text: str
    all: Sequence[Token]
    at: int = 0

    @property
    def is_done(self) -> bool:
        return self.at >= len(self.all)

    @property
    def low(self) -> str:
        return self.ahead(0)

    def ahead(self, by: int) -> str:
        return self.all[self.at + by].low if 0 <= self.at + by < len(self.all) else ""

    def token(self) -> Token | None:
        return None if self.is_done else self.all[self.at]

    def token_is(self, kind: str) -> bool:
        token = self.token()
        return token is not None and token.kind == kind

    def take(self, *phrases: str) -> str:
        """The first of the phrases that stands here, and the cursor behind it; else nothing."""
        low = self.all[self.at].low if 0 <= self.at < len(self.all) else ""
        for phrase, parts in _by_first(phrases).get(low, ()):
            if all(self.ahead(by) == part for by, part in enumerate(parts)):
                self.at += len(parts)
                return phrase
        return ""

    def expect(self, *phrases: str) -> str:
        return self.take(*phrases) or self.fail()

    def fail(self, why: str = "") -> str:
        raise UnreadError(why or self.shown)

    @property
    def shown(self) -> str:
        """The words that were not taken."""
        if self.is_done:
            return "the end of the sentence"
        return f"`{self.text[self.all[self.at].start : self.all[-1].end]}`"

    def number(self) -> Decimal | None:
        """The number that stands here; without an article it is a count only before a noun."""
        token = self.token()
        if token is None:
            return None
        sign = 1
        if token.low in {"-", "minus"} and self.at + 1 < len(self.all):
            is_apart = self.at == 0 or self.all[self.at - 1].end < token.start
            following = self.all[self.at + 1]
            if following.kind not in {"number", "percent"} or not is_apart:
                return None
            self.at += 1
            token, sign = following, -1
        value = _value(token)
        if value is not None:
            self.at += 1
        elif sign < 0:
            self.at -= 1
        return None if value is None else sign * value

    def split(self, at: int) -> "Words":
        """What stands before `at`, as words of its own."""
        return Words(self.text, self.all[:at], self.at)

    def find(self, *phrases: str) -> int | None:
        """Where the first of the phrases begins, from here on; the earliest of all."""
        here = self.at
        try:
            for at in range(here, len(self.all)):
                self.at = at
                if self.take(*phrases):
                    return at
        finally:
            self.at = here
        return None


def _value(token: Token) -> Decimal | None:
    if token.kind not in {"number", "percent"}:
        written = WRITTEN.get(token.low) or _DOZEN.get(token.low)
        is_count = written is not None and token.low not in {"once", "twice", "thrice"}
        return Decimal(written) if is_count and written is not None else None
    # "4,90" is 4.90 to some and nothing to others.
    if not _THOUSANDS.fullmatch(token.low) or _TWO_WAYS.fullmatch(token.low):
        raise UnreadError(f"`{token.text}`, which may be two numbers")
    return Decimal(token.low.replace(",", ""))


def words_of(text: str) -> Words:
    """Raises `UnreadError` where the text has signs that are no words."""
    plain = _OWN_WORK.sub(", ", without_purpose(text.strip())[0])
    for pattern, spoken in _SIGNS:
        plain = pattern.sub(spoken, plain)
    plain = plain.rstrip(" .!;,")
    found = tokens(plain)
    end = 0
    for token in found:
        if not _GAP.fullmatch(plain[end : token.start]):
            raise UnreadError(f"`{plain[end : token.start].strip()}`")
        end = token.end
    if not found or not _GAP.fullmatch(plain[end:]):
        raise UnreadError(f"`{plain[end:].strip()[:20]}`")
    return Words(plain, [one for one in found if one.low not in _IDLE])
