"""What has to hold: `the order is at least 100 euros and the customer is a member`."""

from collections.abc import Sequence
from typing import Final

from omninode_bridge.prose.lexicon import lexicon
from omninode_bridge.prose.statements.comparisons import VERBS, Comparison, comparison
from omninode_bridge.prose.statements.formula import Formula, of_term
from omninode_bridge.prose.statements.formulas import FormulaReader
from omninode_bridge.prose.statements.literals import literal, values_of
from omninode_bridge.prose.statements.measures import measured, valued
from omninode_bridge.prose.statements.reading import UnreadError, Words
from omninode_bridge.prose.statements.terms import Term, Terms

_IS: Final = (
    *("is", "are", "was", "were", "lies", "lie", "be", "has to be", "must be", "shall be"),
    *("should be", "needs to be", "need to be", "have to be", "to be"),
)
_MEASURED: Final = {
    "weighs": ("weight",), "weigh": ("weight",), "costs": ("price", "cost", "total"),
    "lasts": ("duration",), "last": ("duration",), "earns": ("income", "salary"),
    "earn": ("income", "salary"), "measures": ("length",),
}  # fmt: skip
_HAVING: Final = ("has", "have", "with", "who has", "who have", "that has", "that have")
_RELATIVE: Final = ("who", "that", "which")


class ConditionReader:
    """`subject` are the words of what the first part is about; empty where it names that itself."""

    def __init__(self, words: Words, terms: Terms, target: str = "") -> None:
        self.words = words
        self.terms = terms
        self.target = target
        self.formulas = FormulaReader(words, terms, target)

    def condition(self, subject: Sequence[str] = ()) -> Formula:
        """Parts joined by `and`, or by `or`; both together may be read in two ways."""
        parts = [self._part(subject)]
        joint = ""
        while True:
            here = self.words.at
            self.words.take(",")
            sign = self.words.take("and", "or")
            if not sign:
                self.words.at = here
                break
            try:
                following = self._part(self._subject)
            except UnreadError:
                self.words.at = here
                break
            if joint not in {"", sign}:
                self.words.fail("`and` and `or` together")
            joint = sign
            parts.append(following)
        reads = frozenset().union(*(part.reads for part in parts))
        lists = frozenset().union(*(part.lists for part in parts))
        text = f" {joint} ".join(_inner(part, joint) for part in parts)
        return Formula(text, reads, lists=lists, kind="or" if joint == "or" else "bool")

    _subject: Sequence[str] = ()

    def _part(self, subject: Sequence[str]) -> Formula:
        if subject:
            self._subject = subject
            found = self.predicate(subject)
            if found is not None:
                return found
        return self._with_own_subject()

    def _with_own_subject(self) -> Formula:
        words, start = self.words, self.words.at
        words.take("there is", "there are")
        if words.at > start:
            return self._counted("thing") or self._fail()
        named = self.formulas.name_words()
        if named:
            if words.low == "of":
                words.at = start
                formula = self.formulas.comparand()
                return self._of_formula(formula)
            self._subject = named
            found = self.predicate(named)
            if found is not None:
                return found
        words.at = start
        return self._of_formula(self.formulas.comparand())

    def _of_formula(self, left: Formula) -> Formula:
        """`the sum of a and b is at least 5`."""
        words = self.words
        is_said = bool(words.take(*_IS))
        found = comparison(self.formulas) if is_said else self._by_verb()
        if found is None or found.measure:
            self._fail()
            raise AssertionError
        return Formula(found.of(left.text), left.reads | found.reads, lists=left.lists, kind="bool")

    def _fail(self) -> Formula:
        self.words.fail()
        raise AssertionError

    def _by_verb(self) -> Comparison | None:
        if taken := self.words.take(*sorted(VERBS, key=len, reverse=True)):
            return Comparison(((VERBS[taken], self.formulas.comparand()),))
        return None

    def predicate(self, subject: Sequence[str]) -> Formula | None:
        """What is said of the subject at the cursor; None where nothing is."""
        words = self.words
        words.take(*_RELATIVE)
        if taken := words.take(*_MEASURED):
            found = comparison(self.formulas)
            term = measured(self.formulas, _MEASURED[taken], subject, "")
            return None if found is None else self._compared(term, found)
        if words.take(*_HAVING):
            return self._had(subject)
        start = words.at
        if (found := self._by_verb()) is not None:
            return self._compared(valued(self.formulas, subject, found), found)
        if words.take("does not", "do not"):
            words.at = start
            return None
        is_said = bool(words.take(*_IS))
        is_not = bool(words.take("not"))
        if (found := comparison(self.formulas)) is not None and not (
            is_not and found.negated is None
        ):
            found = (found.negated or found) if is_not else found
            return self._compared(valued(self.formulas, subject, found), found)
        return self._state(subject, is_not=is_not) if is_said else self._of_value(subject, found)

    def _of_value(self, subject: Sequence[str], found: Comparison | None) -> Formula | None:
        """`orders of 100 euros or more`, `someone of at least 18`."""
        if found is not None or not self.words.take("of", "worth", "in", "aged"):
            return None
        found = comparison(self.formulas)
        return (
            None if found is None else self._compared(valued(self.formulas, subject, found), found)
        )

    def _compared(self, term: Term, found: Comparison) -> Formula:
        if found.unit:
            self.terms.counted(found.unit, term)
        if any(value.share for _, value in found.parts) and not term.name.endswith(
            ("percent", "percentage", "pct")
        ):
            self.words.fail(f"a percentage of `{term.name}`")
        left = of_term(term)
        return Formula(found.of(term.text), left.reads | found.reads, lists=left.lists, kind="bool")

    def _had(self, subject: Sequence[str]) -> Formula | None:
        """`has three or more members`, `with a weight above 5 kg`, `has a voucher`."""
        if (found := self._counted(subject[-1])) is not None:
            return found
        self.words.take("no")
        is_not = self.words.all[self.words.at - 1].low == "no"
        named = self.formulas.name_words()
        if not named:
            return None
        compared = self._of_value(named, None)
        if compared is None:
            compared = self._beside(named)
        if compared is not None:
            return None if is_not else compared
        for spoken in (("has", *named), named, (*subject, *named)):
            term = self.terms.resolve(spoken)
            if term is not None and term.type.startswith("bool"):
                return _truth(term, is_not=is_not)
        return _truth(self.terms.needed(("has", *named), "bool"), is_not=is_not)

    def _beside(self, named: Sequence[str]) -> Formula | None:
        found = comparison(self.formulas)
        if found is None:
            return None
        return self._compared(valued(self.formulas, named, found), found)

    def _counted(self, owner: str) -> Formula | None:
        """`three or more members`: the number that is named behind it."""
        start = self.words.at
        found = comparison(self.formulas)
        named = self.formulas.name_words() if found is not None and not found.unit else []
        if found is None or not named:
            self.words.at = start
            return None
        if items := self.terms.lists.get(named[-1]):
            return Formula(found.of(f"len({items})"), frozenset({items}) | found.reads, kind="bool")
        term = self.terms.resolve((owner, *named)) or self.terms.resolve(named)
        term = term or self.terms.needed(("number", "of", *named), "int")
        return self._compared(term, found)

    def _state(self, subject: Sequence[str], *, is_not: bool) -> Formula | None:
        """`is a member`, `is express`, `is negative`, `is Germany or France`."""
        own = self.terms.resolve(subject, without=self.target)
        words = self.words
        if sign := words.take("negative", "positive", "zero"):
            term = own or self.terms.needed(subject, "decimal")
            shown = {"negative": "< 0", "positive": "> 0", "zero": "= 0"}[sign]
            shown = (
                {"negative": ">= 0", "positive": "<= 0", "zero": "!= 0"}[sign] if is_not else shown
            )
            return Formula(
                f"{term.text} {shown}", of_term(term).reads, lists=of_term(term).lists, kind="bool"
            )
        if (
            own is not None
            and not own.type.startswith("bool")
            and own.name not in self.terms.things
        ):
            return self._is_value(own, is_not=is_not)
        return self._is_so(subject, is_not=is_not)

    def _is_value(self, own: Term, *, is_not: bool) -> Formula:
        """A text is one of the values that stand here."""
        words = self.words
        words.take("one of", "either")
        found = [literal(words, self.terms.values.get(own.name, ()))]
        while words.low in {",", "or"}:
            here = words.at
            words.take(", or", ",", "or")
            try:
                found.append(literal(words, self.terms.values.get(own.name, ())))
            except UnreadError:
                words.at = here
                break
        left = of_term(own)
        if len(found) == 1:
            text = f"{own.text} {'!=' if is_not else '='} {found[0]}"
        else:
            text = f"{own.text} {'not in' if is_not else 'in'} [{', '.join(found)}]"
        return Formula(text, left.reads, lists=left.lists, kind="bool")

    def _is_so(self, subject: Sequence[str], *, is_not: bool) -> Formula | None:
        """A yes or no that is named here, or the value of a text that has it."""
        start = self.words.at
        self.words.take("a", "an")
        named = self.formulas.name_words()
        if not named:
            return None
        for spoken in (named, ("is", *named), (*subject, *named)):
            term = self.terms.resolve(spoken)
            if term is not None and term.type.startswith("bool"):
                return _truth(term, is_not=is_not)
        if owner := values_of(self.terms, named):
            self.words.at = start
            self.words.take("a", "an")
            term, text = owner
            self.words.at += len(named)
            left = of_term(term)
            sign = "!=" if is_not else "="
            return Formula(f"{term.text} {sign} {text}", left.reads, lists=left.lists, kind="bool")
        is_known = any(self.terms.resolve(one) for one in (named,))
        if is_known or any(lexicon().has("negations", one) for one in named):
            return None
        return _truth(self.terms.needed(named, "bool"), is_not=is_not)


def _truth(term: Term, *, is_not: bool) -> Formula:
    left = of_term(term)
    return Formula(
        f"not {term.text}" if is_not else term.text, left.reads, lists=left.lists, kind="bool"
    )


def _inner(part: Formula, joint: str) -> str:
    is_mixed = (joint == "and" and part.kind == "or") or (joint == "or" and " and " in part.text)
    return f"({part.text})" if is_mixed else part.text


def negation(found: Formula) -> Formula:
    return Formula(f"not ({found.text})", found.reads, lists=found.lists, kind="bool")
