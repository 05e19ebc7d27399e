"""What a phrase of arithmetic means: `the sum of the price and 19 % of the price`."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from omninode_bridge.prose.lexicon import lexicon
from omninode_bridge.prose.statements.counts import count, days, each_of
from omninode_bridge.prose.statements.formula import (
    PLAIN,
    PRODUCT,
    SUM,
    Formula,
    called,
    joined,
    listed,
    number_text,
    of_term,
    over_items,
    times,
)
from omninode_bridge.prose.statements.reading import STOPS, Words
from omninode_bridge.prose.statements.rounding import rounding
from omninode_bridge.prose.statements.terms import UNITS, Term, Terms

_NOUNS_TOO: Final = frozenset({"cost", "pay", "count", "counts", "amounts", "reach", "costs"})
_MOST_WORDS: Final = 6
_FRACTIONS: Final = {"half": "2", "a third": "3", "one third": "3", "a quarter": "4"}
_LISTING: Final = {
    "the sum of": "sum", "sum of": "sum", "the total of": "sum", "the product of": "product",
    "the average of": "avg", "the mean of": "avg",
    "the larger of": "max", "the greater of": "max", "the higher of": "max",
    "the largest of": "max", "the greatest of": "max", "the highest of": "max",
    "the maximum of": "max", "the smaller of": "min", "the lower of": "min",
    "the smallest of": "min", "the lowest of": "min", "the minimum of": "min",
    "the difference between": "difference", "the difference of": "difference",
    "the ratio of": "ratio", "the quotient of": "ratio",
}  # fmt: skip
_ALL: Final = ("of all", "over all", "for all", "across all", "over the", "of every", "of each")
_ARTICLES: Final = ("the", "a", "an", "its", "their", "this", "my", "your", "each", "every")


class FormulaReader:
    """Reads from a cursor; raises `UnreadError` at what has no reading, or two."""

    def __init__(self, words: Words, terms: Terms, target: str = "") -> None:
        self.words = words
        self.terms = terms
        self.target = target

    def formula(self) -> Formula:
        """A whole expression, with what is said of rounding it."""
        found = self._sum()
        change = rounding(self.words)
        if change is None:
            return found
        found = change(found)
        sign = self.words.take(", plus", ", minus")
        return (
            joined(found, "-" if "minus" in sign else "+", self._factor(), SUM) if sign else found
        )

    def _sum(self) -> Formula:
        found = self._product()
        is_sum = False
        while sign := self._sign(found):
            following = self._product()
            # "a plus b times c" is read in two ways.
            is_each = found.is_each and following.is_each
            if following.level == PRODUCT and not (
                following.share or "%" in following.text or is_each
            ):
                self.words.fail("a sum whose last part is a product, without brackets")
            if following.share:
                following = times(following, found) if not is_sum else following
            if following.share:
                self.words.fail("a percentage of what")
            operator = "+" if sign in {"plus", "+", "and"} else "-"
            found = replace(joined(found, operator, following, SUM), is_each=is_each)
            is_sum = True
        return found

    def _sign(self, found: Formula) -> str:
        """`12.50 for each adult and 6.25 for each child`: there, `and` adds."""
        if sign := self.words.take("plus", "minus", "less", "+", "-"):
            return sign
        following = self.words.all[self.words.at + 1 : self.words.at + 2]
        is_number = bool(following) and following[0].kind == "number"
        return self.words.take("and") if found.is_each and is_number else ""

    def _product(self) -> Formula:
        found = self._factor()
        divided = False
        while sign := self.words.take(
            "times", "multiplied by", "multiplied with", "divided by", "/"
        ):
            is_percent = self.words.low == "100" and sign != "divided by"
            if divided and not is_percent:
                self.words.fail("a quotient that goes on, without brackets")
            following = self._factor()
            divided = sign in {"divided by", "/"}
            share = found.share and following.share
            found = joined(found, "/" if divided else "*", following, PRODUCT, share=share)
        return found

    def _factor(self) -> Formula:
        words = self.words
        if words.take("("):
            found = self._sum()
            words.expect(")")
            return Formula(f"({found.text})", found.reads, PLAIN, found.lists, found.share)
        if (found_in_words := self._in_words()) is not None:
            return found_in_words
        value = words.number()
        return self._name() if value is None else self._quantity(value)

    def _in_words(self) -> Formula | None:
        """What begins with words of arithmetic: `the sum of`, `half of`, `the number of`."""
        words = self.words
        if listing := words.take(*_LISTING):
            return self._listing(_LISTING[listing])
        if (found := days(self)) is not None:
            return found
        if words.take("the number of", "number of"):
            return count(self)
        if fraction := words.take(*_FRACTIONS):
            words.take("of")
            return joined(self._factor(), "/", Formula(_FRACTIONS[fraction]), PRODUCT)
        if words.take("twice", "double"):
            return joined(Formula("2"), "*", self._factor(), PRODUCT)
        return None

    def _quantity(self, value: Decimal) -> Formula:
        """A number, a share of something, or so much in a unit."""
        words = self.words
        behind = words.all[words.at - 1]
        text = number_text(value)
        if behind.kind == "percent" or words.take("percent", "per cent"):
            share = Formula(f"{text}%", share=True)
            if words.take("of"):
                return times(share, self._factor())
            words.take("vat", "value added tax", "sales tax", "tax")
            return share
        words.take(*UNITS)
        return each_of(self, Formula(text))

    def _listing(self, what: str) -> Formula:
        """`the sum of a, b and c`, or of one thing over all items of a list."""
        self.words.take("all")
        items = [self._product()]
        while self.words.take(", and", ",", "and", "to" if what == "ratio" else "and"):
            if self.words.low in {"rounded", "is", "if"}:
                self.words.at -= 1
                break
            items.append(self._product())
        if len(items) == 1:
            return self._over_all(what, items[0])
        over = {term.over for item in items for term in item.lists}
        if any(item.share for item in items) or len(over) > 1:
            self.words.fail("a list of shares, or of the items of two lists")
        reads = frozenset().union(*(item.reads for item in items))
        if what in {"max", "min"}:
            lists = frozenset().union(*(item.lists for item in items))
            text = f"{what}({', '.join(item.text for item in items)})"
            return Formula(text, reads, lists=lists)
        if any(item.level == PRODUCT for item in items):
            # "the sum of a and b times c" is read in two ways.
            self.words.fail("a list with a product in it, without brackets")
        if what in {"difference", "ratio"} and len(items) != 2:  # noqa: PLR2004 - both sides
            self.words.fail("a difference of more than two")
        return listed(what, items, reads)

    def _over_all(self, what: str, one: Formula) -> Formula:
        if self.words.take(*_ALL):
            named = self.name_words()
            lists = {self.terms.lists.get("_".join(named)), self.terms.list_of(named)}
            if not named or not {term.over for term in one.lists} & lists:
                self.words.fail(f"`{' '.join(named)}`, which are no list with these fields")
        if (figures := self._of_numbers(what, one)) is not None:
            return figures
        if len({term.over for term in one.lists}) != 1 or what not in {"sum", "avg", "max", "min"}:
            self.words.fail("a sum of one thing that is no list")
        return over_items(what, one)

    def _of_numbers(self, what: str, one: Formula) -> Formula | None:
        """`the mean of the answers`, where the answers are a list of numbers."""
        term = self.terms.known.get(one.text)
        is_list = term is not None and term.type.startswith(("list[int", "list[dec", "list[mon"))
        return called(what, one) if is_list and what in {"sum", "avg", "max", "min"} else None

    def _name(self) -> Formula:
        start = self.words.at
        name = self.name_words()
        if not name:
            self.words.fail()
        while self.words.take("per"):
            more = self.name_words()
            name = [*name, "per", *more]
        term = self._owned(name)
        if term is None:
            self.words.at = start
            return self._invented()
        if _is_percent(term) and self.words.take("of"):
            # `levy_percent` is 2 where 2 of a hundred are meant.
            whole = joined(self._factor(), "*", of_term(term), PRODUCT)
            return joined(whole, "/", Formula("100"), PRODUCT)
        return of_term(term)

    def _owned(self, name: Sequence[str]) -> Term | None:
        """`the weight of the parcel` is the parcel's weight."""
        words, start = self.words, self.words.at
        if words.take("of the", "of an", "of a", "of each", "of every", "of", "in") and (
            owner := self.name_words()
        ):
            for spoken in ((*owner, *name), (*name, "of", *owner)):
                if found := self.terms.resolve(spoken, without=self.target):
                    return found
            plain = lexicon().singular(owner[-1])
            # "of all damaged lots" is not of all lots.
            is_thing = len(owner) == 1 and (plain in self.terms.things or plain in UNITS)
            if is_thing and (found := self.terms.resolve(name, without=self.target)):
                return found
        words.at = start
        return self.terms.resolve(name, without=self.target)

    def _invented(self) -> Formula:
        name = self.name_words()
        if self.words.low == "of":
            self.words.fail()
        return of_term(self.terms.needed(name, "decimal", without=self.target))

    def _is_stop(self, *, is_first: bool) -> bool:
        """`the amounts` are a name, in `amounts to 5` they are none; `rejected goods` are goods."""
        words = self.words
        if words.low not in STOPS:
            return False
        following = words.all[words.at + 1] if words.at + 1 < len(words.all) else None
        if words.low in _NOUNS_TOO and (is_first or words.low not in {"pay", "reach"}):
            is_number = following is not None and following.kind in {"number", "percent"}
            return is_number or words.ahead(1) in {"to", "as"}
        is_named = following is not None and following.kind == "word" and following.low not in STOPS
        return not (is_first and is_named and words.low.endswith("ed"))

    def name_words(self) -> list[str]:
        """The words of a name, from here to where none can go on."""
        words = self.words
        words.take(*_ARTICLES)
        found: list[str] = []
        while not words.is_done and len(found) < _MOST_WORDS:
            token = words.token()
            is_word = token is not None and token.kind in {"word", "code"}
            if (
                token is None
                or not is_word
                or self._is_stop(is_first=not found)
                or words.low in {"of", "per", *_ARTICLES}
            ):
                break
            found.append(token.text.lower())
            words.at += 1
        return found

    def comparand(self) -> Formula:
        """What something is compared with; a share of nothing is no value."""
        found = self._sum()
        if found.share:
            self.words.fail("a percentage of what")
        return found

    def plain_number(self) -> Formula:
        """A number alone; `18 %` stands for 18 of a hundred."""
        value = self.words.number()
        if value is None:
            self.words.fail()
        is_share = self.words.all[self.words.at - 1].kind == "percent"
        return Formula(number_text(value or Decimal(0)), share=is_share)


def _is_percent(term: Term) -> bool:
    return term.name.split("_")[-1] in {"percent", "percentage", "pct"}
