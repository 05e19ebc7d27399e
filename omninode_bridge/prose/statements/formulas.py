"""What a phrase of arithmetic means: `the sum of the price and 19 % of the price`."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from omninode_bridge.prose.statements.amounts_changed import modified, whole_of
from omninode_bridge.prose.statements.counts import count, days
from omninode_bridge.prose.statements.excesses import excess
from omninode_bridge.prose.statements.formula import (
    PLAIN,
    PRODUCT,
    SUM,
    Formula,
    joined,
    number_text,
    times,
)
from omninode_bridge.prose.statements.listings import LISTING, listing
from omninode_bridge.prose.statements.names import is_percent, name_words, named
from omninode_bridge.prose.statements.rates import each_of
from omninode_bridge.prose.statements.reading import UnreadError, Words
from omninode_bridge.prose.statements.terms import UNITS, Terms

_PARTS: Final = {
    "third": "3", "quarter": "4", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "eighth": "8", "ninth": "9", "tenth": "10", "twelfth": "12", "twentieth": "20",
    "hundredth": "100",
}  # fmt: skip
_FRACTIONS: Final = {
    **dict.fromkeys(("half", "one half", "a half"), "2"),
    **{f"{one} {part}": number for part, number in _PARTS.items() for one in ("a", "an", "one")},
}
_TIMES: Final = ("times", "multiplied by", "multiplied with", "divided by", "/")
_MULTIPLES: Final = {"twice": "2", "double": "2", "three times": "3", "triple": "3"}


class FormulaReader:
    """Reads from a cursor; raises `UnreadError` at what has no reading, or two."""

    def __init__(self, words: Words, terms: Terms, target: str = "") -> None:
        self.words = words
        self.terms = terms
        self.target = target

    def formula(self) -> Formula:
        """A whole expression, with what is said of its limits and of rounding it."""
        found = self.sum()
        while (following := modified(self, found)) is not None:
            found = following
        return found

    def sum(self) -> Formula:
        found = self.product()
        is_sum, last = False, ""
        while sign := self._sign(found, last):
            following = self.product()
            if self._is_open(found, following):
                self.words.fail("a sum whose last part is a product, without brackets")
            if following.share and is_sum:
                self.words.fail("a percentage of what")
            last = sign if sign != "and" else last
            operator = "+" if last in {"plus", "+", ""} else "-"
            is_each = found.is_each and following.is_each
            whole = joined(found, operator, self.part(following, found), SUM)
            found = replace(whole, is_each=is_each)
            is_sum = True
        return found

    def part(self, following: Formula, whole: Formula) -> Formula:
        """`plus 19 %`, `plus the waste percentage`: of what stands before."""
        if following.share:
            return times(following, whole)
        is_bare = following.level == PLAIN and is_percent(following.text)
        if not is_bare or is_percent(whole.text) or not whole.reads:
            return following
        return joined(joined(whole, "*", following, PRODUCT), "/", Formula("100"), PRODUCT)

    def _is_open(self, found: Formula, following: Formula) -> bool:
        """`a plus b times c` is read in two ways, unless only one has a meaning."""
        is_bound = following.share or following.is_each or "%" in following.text
        if following.level != PRODUCT or is_bound or found.level == PRODUCT:
            return False
        first = following.text.split(" ")[0]
        reads = [self.terms.known[name] for name in found.reads if name in self.terms.known]
        own = self.terms.known.get(first)
        is_money = any(one.type == "money" for one in reads)
        if not is_money or own is None:
            return True
        # An amount of money and a number have no sum, and two amounts of money no product.
        others = [n for n in following.reads - {first} if n in self.terms.known]
        return own.type == "money" and all(self.terms.known[n].type != "money" for n in others)

    def _sign(self, found: Formula, last: str) -> str:
        """`12.50 for each adult and 6.25 for each child`: there, `and` adds."""
        words = self.words
        if sign := words.take("plus", "minus", "less", "+", "-"):
            return sign
        following = words.all[words.at + 1 : words.at + 2]
        is_number = bool(following) and following[0].kind == "number"
        if found.is_each and is_number and (taken := words.take("and")):
            return taken
        if found.is_each and self._is_each_again():
            words.at += 1 + (words.ahead(1) == "and")
            return "and"
        return self._again() if last in {"plus", "minus", "less"} else ""

    def _is_each_again(self) -> bool:
        """`2 for each letter, 5 for each parcel`: behind the comma, so much for each, too."""
        words, start = self.words, self.words.at
        words.take(", and", ",")
        try:
            is_number = words.at > start and words.token_is("number")
            return is_number and self.product().is_each
        except UnreadError:
            return False
        finally:
            words.at = start

    def _again(self) -> str:
        """`the gross minus the tax and the levy`: of a name, the sign goes on."""
        words, start = self.words, self.words.at
        if words.take(", and", "and", ","):
            here = words.at
            try:
                whole = self.factor()
            except UnreadError:
                whole = None
            goes_on = words.is_done or words.low in {",", "and", ".", ";", "rounded", "if"}
            words.at = here
            if whole is not None and whole.reads and whole.level == PLAIN and goes_on:
                return "and"
        words.at = start
        return ""

    def product(self) -> Formula:
        found = self.factor()
        divided = False
        while sign := self.words.take(*_TIMES):
            is_percent = self.words.low == "100" and sign != "divided by"
            if divided and not is_percent:
                self.words.fail("a quotient that goes on, without brackets")
            following = self.factor()
            divided = sign in {"divided by", "/"}
            share = found.share and following.share
            found = joined(found, "/" if divided else "*", following, PRODUCT, share=share)
        return found

    def factor(self) -> Formula:
        words = self.words
        if words.take("("):
            found = self.sum()
            words.expect(")")
            return Formula(f"({found.text})", found.reads, PLAIN, found.lists, found.share)
        if (found_in_words := self._in_words()) is not None:
            return found_in_words
        value = words.number()
        return each_of(self, named(self)) if value is None else self._quantity(value)

    def _in_words(self) -> Formula | None:
        """What begins with words of arithmetic: `the sum of`, `half of`, `the number of`."""
        words = self.words
        if taken := words.take(*LISTING):
            return listing(self, LISTING[taken])
        if (found := days(self) or excess(self)) is not None:
            return found
        if words.take("the number of", "number of"):
            return count(self)
        if fraction := words.take(*_FRACTIONS):
            words.take("of")
            return joined(self.factor(), "/", Formula(_FRACTIONS[fraction]), PRODUCT)
        if taken := words.take(*_MULTIPLES):
            return joined(Formula(_MULTIPLES[taken]), "*", self.factor(), PRODUCT)
        return None

    def _quantity(self, value: Decimal) -> Formula:
        """A number, a share of something, or so much in a unit."""
        words = self.words
        behind = words.all[words.at - 1]
        text = number_text(value)
        if behind.kind == "percent" or words.take("percent", "per cent"):
            share = Formula(f"{text}%", share=True)
            if words.take("of"):
                return times(share, whole_of(self))
            words.take("vat", "value added tax", "sales tax", "tax")
            return share
        words.take(*UNITS)
        return each_of(self, Formula(text))

    def name_words(self) -> list[str]:
        return name_words(self.words)

    def comparand(self) -> Formula:
        """What something is compared with; a share of nothing is no value."""
        found = self.sum()
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
