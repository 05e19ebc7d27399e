"""Which name of the document a phrase means. One that may mean several means none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.slots import TEXT, type_of
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.requirements.naming import field_name

UNITS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("kg", "kilogram", "kilograms", "kilo", "kilos"), "kg"),
    **dict.fromkeys(("g", "gram", "grams"), "g"),
    **dict.fromkeys(("mg", "milligram", "milligrams"), "mg"),
    **dict.fromkeys(("t", "ton", "tons", "tonne", "tonnes"), "t"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers"), "km"),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), "m"),
    **dict.fromkeys(("cm", "centimetre", "centimetres", "centimeter", "centimeters"), "cm"),
    **dict.fromkeys(("mm", "millimetre", "millimetres", "millimeter", "millimeters"), "mm"),
    **dict.fromkeys(("mile", "miles"), "mile"),
    **dict.fromkeys(("l", "litre", "litres", "liter", "liters"), "l"),
    **dict.fromkeys(("ml", "millilitre", "millilitres", "milliliter", "milliliters"), "ml"),
    **dict.fromkeys(("square metre", "square metres", "square meters", "sqm", "m2"), "sqm"),
    **dict.fromkeys(("cubic metre", "cubic metres", "cubic meter", "cubic meters", "m3"), "cbm"),
    **dict.fromkeys(("kwh",), "kwh"),
    **dict.fromkeys(("euro", "euros", "eur", "cent", "cents", "dollar", "dollars", "usd"), "money"),
    **dict.fromkeys(("franc", "francs", "chf", "gbp", "currency"), "money"),
    **dict.fromkeys(("second", "seconds", "s"), "second"),
    **dict.fromkeys(("minute", "minutes", "min"), "minute"),
    **dict.fromkeys(("hour", "hours", "h"), "hour"),
    **dict.fromkeys(("day", "days"), "day"),
    **dict.fromkeys(("week", "weeks"), "week"),
    **dict.fromkeys(("month", "months"), "month"),
    **dict.fromkeys(("year", "years"), "year"),
    **dict.fromkeys(("degree", "degrees", "celsius", "c"), "celsius"),
    **dict.fromkeys(("point", "points", "pts"), "point"),
    **dict.fromkeys(("percent", "pct", "percentage"), "percent"),
}
"""What a quantity may be counted in, each under one name."""

_UNITS: Final = frozenset({*UNITS, *UNITS.values()})
_TWO_MEANINGS: Final = frozenset({"min", "c", "s"})

MOST_WORDS: Final = 4
"""A value whose name has more words has none."""

_BESIDE: Final = frozenset({"in", "per", "of", "for", "the", "and", "at"})
_DATED: Final = frozenset({"date", "day", "on", "at", "time", "of", "the"})
_GENERIC: Final = frozenset({"price", "cost", "costs", "amount", "sum", "value", "number"})
"""`The base price` is the `base` that the document answers."""


@dataclass(frozen=True, slots=True)
class Term:
    """A name that rules may read; `over` is the list whose items have it, empty for none."""

    name: str
    type: str = ""
    over: str = ""
    is_optional: bool = False

    @property
    def item(self) -> str:
        """What rules call one item of the list."""
        *first, last = self.over.split("_")
        return "_".join((*first, lexicon().singular(last)))

    @property
    def text(self) -> str:
        return f"{self.item}.{self.name}" if self.over else self.name


@dataclass(slots=True)
class Terms:
    """`known` are the names that the document declares or defines.

    `is_closed` where it says what goes in: then other names are nothing that a rule may read.
    `given` go in, `running` is changed where nothing is named, `charge` is the only amount of money
    that comes out, `made` is worked out for items, `values` are the texts that a name may have,
    `things` nouns for what is described. `is_alone` where a sentence is read without its document:
    then what it changes is taken to be defined. `measured` are units of inputs, `unread` the words
    of names that sentences define which nobody understands. `is_whole` where `known` has all that
    the sentences define, `is_first` where the first case that holds decides, `refuses` where a
    sentence says that it refuses. `ruled` get a value from rules of the author, `called` is what
    else names are called, `tails` stand behind a name where it is declared (a sibling `on the
    trip`), `spoken` are fees of which another sentence speaks.
    """

    known: dict[str, Term] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    things: set[str] = field(default_factory=set)
    invented: dict[str, Term] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    measured: Mapping[str, str] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    running: str = ""
    charge: str = ""
    made: frozenset[str] = frozenset()
    is_closed: bool = False
    is_alone: bool = False
    is_whole: bool = False
    is_first: bool = False
    refuses: bool = False
    unread: frozenset[tuple[str, ...]] = frozenset()
    ruled: frozenset[str] = frozenset()
    called: Mapping[tuple[str, ...], Term] = field(default_factory=dict)
    tails: Mapping[str, str] = field(default_factory=dict)
    spoken: frozenset[tuple[str, ...]] = frozenset()

    def resolve(
        self, words: Sequence[str], *, without: str = "", exactly: bool = False
    ) -> Term | None:
        """The one name that the words mean, best first; None where none does.

        `exactly` where a name that only ends in the words is another.
        """
        found = [one for one in self._all() if one.name != without]
        own = self.among(words, found, exactly=exactly)
        if own is None and len(words) > 2 and tuple(words[:2]) == ("number", "of"):  # noqa: PLR2004
            counted = self.among(words[2:], found, exactly=True)
            return counted if counted is not None and counted.type == "int" else None
        if own is None and len(words) == 2 and words[-1] in _GENERIC:  # noqa: PLR2004 - name and noun
            # "the net amount" is the net.
            own = self.among(words[:-1], found, exactly=True)
        return own or self.called.get(_plain(words))

    def list_of(self, words: Sequence[str]) -> str:
        """The list that the words name as they stand: `damaged items` are not all items."""
        return self.lists.get("_".join(words), "")

    def target(self, words: Sequence[str], *, exactly: bool = False) -> Term | None:
        """The one name that rules may give a value and that the words mean."""
        free = [one for one in self._all() if not one.over and one.name not in self.given]
        found = self.among(words, free, exactly=True)
        if found is None and len(words) > 1 and words[-1] in _GENERIC:
            found = self.among(words[:-1], free, exactly=True)
        return found if found is not None or exactly else self.resolve(words)

    def among(
        self, words: Sequence[str], candidates: Sequence[Term], *, exactly: bool = False
    ) -> Term | None:
        plain = _plain(words)
        ways = (_is_same, _is_but_units, self._is_of_thing, _is_date, _is_turned, _is_end)
        for fits in ways[: -1 if exactly else None]:
            found = [one for one in candidates if fits(plain, one)]
            if len(found) > 1:
                names = " or ".join(f"`{one.text}`" for one in found[:3])
                raise UnreadError(f"`{' '.join(words)}`, which may be {names}")
            if found:
                return found[0]
        return None

    def _all(self) -> Iterator[Term]:
        yield from self.known.values()
        yield from (one for one in self.invented.values() if one.name not in self.known)

    def _is_of_thing(self, plain: tuple[str, ...], term: Term) -> bool:
        """`order amount` is the amount, where orders are what is described."""
        if len(plain) < 2:  # noqa: PLR2004 - the thing and what it has
            return False
        is_item = bool(term.over) and self.lists.get(plain[0]) == term.over
        return (is_item or plain[0] in self.things) and _is_but_units(plain[1:], term)

    def needed(self, words: Sequence[str], type_: str = "", *, without: str = "") -> Term:
        """As `resolve`; what nobody declared becomes an input where the document says none."""
        found = self.resolve(words, without=without)
        if found is not None:
            return found
        name = field_name(" ".join(_kept(words)))
        if _plain(words) in self.unread:
            raise UnreadError(
                f"`{' '.join(words)}`, which a sentence defines that is not understood"
            )
        if self.is_closed or not name or name == without:
            raise UnreadError(f"`{' '.join(words)}`, which the document does not declare")
        own = type_of(name)
        term = Term(name, type_ if own in {TEXT, "uuid"} or type_ == "bool" else own)
        self.invented[name] = term
        return term

    def strange_of(self, names: Sequence[str]) -> str:
        """The first of the names that the whole document neither declares nor defines."""
        known = {one.name for one in self.known.values()} | self.lists.keys()
        return next((name for name in sorted(names) if self.is_whole and name not in known), "")

    def new(self, words: Sequence[str], type_: str = "") -> Term:
        """A name that the document gives no declaration: only rules know it."""
        name = field_name(" ".join(_kept(words)))
        if len(_plain(words)) > MOST_WORDS or not name[0].isalpha() or "to" in words:
            raise UnreadError(f"`{' '.join(words)}`, which is no name")
        return Term(name, type_)

    def counted(self, unit: str, term: Term) -> None:
        """Notes that the name is counted in the unit. Raises where it was another before."""
        plain = UNITS[unit]
        if unit in {"cent", "cents"}:
            raise UnreadError(f"`{unit}`, where other amounts are whole")
        spoken = _counted_alike(tuple(term.name.split("_per_")[0].split("_")))
        said = [word for word in spoken if word in UNITS.values()]
        before = self.units.setdefault(term.name, said[0] if said else plain)
        if before != plain and not (plain == "year" and term.name.endswith("age")):
            raise UnreadError(f"`{unit}`, where `{term.name}` is in {before}")


def _kept(words: Sequence[str]) -> list[str]:
    """In lower case, without possessives and articles."""
    kept = [re.sub(r"['\u2019]s?$", "", word.lower()) for word in words]
    kept = [part for word in kept for part in re.split(r"[_\-/\s]+", word) if part]
    return [word for word in kept if word not in _ARTICLES]


def _plain(words: Sequence[str]) -> tuple[str, ...]:
    """As names are compared: in the singular."""
    return _counted_alike(tuple(_kept(words)))


# Every name of a document is compared with every name that a sentence may mean.
@lru_cache(maxsize=8_192)
def _counted_alike(words: tuple[str, ...]) -> tuple[str, ...]:
    """In the singular, and units under one name: `square metres` are `sqm`."""
    known = lexicon()
    found: list[str] = []
    left = list(words)
    while left:
        pair = " ".join(left[:2])
        size = 2 if len(left) > 1 and pair in UNITS else 1
        word, left = " ".join(left[:size]), left[size:]
        plain = _SAME.get(word, known.singular(word))
        found.append(UNITS[plain] if plain in UNITS and plain not in _TWO_MEANINGS else plain)
    return tuple(found)


_ARTICLES: Final = frozenset({"the", "a", "an", "its", "their", "my", "your"})
_SAME: Final = {
    "maximum": "max", "minimum": "min", "maximal": "max", "minimal": "min",
    "percentage": "percent", "pct": "percent",
}  # fmt: skip


def said_as(words: Sequence[str]) -> tuple[str, ...]:
    """As names are compared."""
    return _plain(words)


def _spoken(term: Term) -> tuple[str, ...]:
    return _counted_alike(tuple(term.name.split("_")))


def _is_same(plain: tuple[str, ...], term: Term) -> bool:
    return plain == _spoken(term)


def _is_but_units(plain: tuple[str, ...], term: Term) -> bool:
    """`dose per kg` is `dose_mg_per_kg`: what is left out is a unit or an empty word."""
    wanted = [word for word in plain if word not in _BESIDE]
    left = _spoken(term)
    for word in wanted:
        if word not in left:
            return False
        skipped, left = left[: left.index(word)], left[left.index(word) + 1 :]
        if not _are_units(skipped):
            return False
    return bool(wanted) and _are_units(left)


def _is_date(plain: tuple[str, ...], term: Term) -> bool:
    """`the return date` is `returned_on`."""
    known = lexicon()
    if not term.type.startswith("date"):
        return False
    mine, theirs = (
        [known.lemma(word) or word for word in words if word not in _DATED]
        for words in (plain, _spoken(term))
    )
    return bool(mine) and mine == theirs


def _is_turned(plain: tuple[str, ...], term: Term) -> bool:
    """`the page price` is the `price_of_pages`, `the open amount` the `amount_open`."""
    spoken = _spoken(term)
    at = spoken.index("of") if "of" in spoken else 0
    is_pair = len(plain) == len(spoken) == 2 and plain == spoken[::-1]  # noqa: PLR2004 - words
    return is_pair or (at > 0 and plain == (*spoken[at + 1 :], *spoken[:at]))


def _is_end(plain: tuple[str, ...], term: Term) -> bool:
    """`the price` is the unit price, where it is the only price."""
    spoken = tuple(word for word in _spoken(term) if not _are_units([word]))
    at = spoken.index("of") if "of" in spoken else 0
    is_head = at > 0 and spoken[:at] == plain
    return is_head or (len(plain) < len(spoken) and spoken[-len(plain) :] == plain)


def _are_units(words: Sequence[str]) -> bool:
    return all(word in _UNITS or word in _BESIDE for word in words)
