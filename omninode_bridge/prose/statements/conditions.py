"""What has to hold: `the order is at least 100 euros and the customer is a member`."""

from collections.abc import Sequence

from omninode_bridge.prose.statements.comparisons import VERBS, Comparison, comparison, or_more
from omninode_bridge.prose.statements.condition_words import (
    DONE,
    GOING_ON,
    HAVING,
    IS,
    MEASURED,
    RELATIVE,
    is_value,
)
from omninode_bridge.prose.statements.days_ago import ago, lasting
from omninode_bridge.prose.statements.formula import PRODUCT, Formula, of_term
from omninode_bridge.prose.statements.formulas import FormulaReader
from omninode_bridge.prose.statements.kinds import kind_before_more
from omninode_bridge.prose.statements.measures import is_number, measured, valued
from omninode_bridge.prose.statements.names import declared_noun
from omninode_bridge.prose.statements.presence import present, there
from omninode_bridge.prose.statements.quantified import quantified
from omninode_bridge.prose.statements.rates import PIECES, number_of
from omninode_bridge.prose.statements.reading import UnreadError, Words
from omninode_bridge.prose.statements.several_things import together
from omninode_bridge.prose.statements.statement import both
from omninode_bridge.prose.statements.states import state, truth
from omninode_bridge.prose.statements.terms import Term, Terms
from omninode_bridge.prose.statements.text_conditions import of_text
from omninode_bridge.prose.statements.things import compared_things


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
            is_apart = bool(self.words.take(","))
            sign = self.words.take("and", "or")
            is_going_on = is_apart and self.words.low in GOING_ON and self._subject
            if (not sign and not is_going_on) or (sign == "and" and is_value(self.words)):
                self.words.at = here
                break
            try:
                following = self._part(self._subject)
            except UnreadError:
                self.words.at = here
                break
            if joint and sign and joint != sign:
                self.words.fail("`and` and `or` together")
            joint = joint or sign
            parts.append(following)
        if len(parts) > 1 and not joint:
            self.words.fail("whether both have to hold")
        reads = frozenset().union(*(part.reads for part in parts))
        lists = frozenset().union(*(part.lists for part in parts))
        text = f" {joint} ".join(_inner(part, joint) for part in parts)
        return Formula(text, reads, lists=lists, kind="or" if joint == "or" else "bool")

    _subject: Sequence[str] = ()

    def _part(self, subject: Sequence[str]) -> Formula:
        if subject:
            self._subject = subject
            start = self.words.at
            found = self.predicate(subject)
            if found is not None:
                return self._whole(found)
            # What was taken says which things are meant, and is not passed over.
            self.words.at = start
        return self._with_own_subject()

    def _whole(self, found: Formula) -> Formula:
        """With the words that stand behind the name where it is declared."""
        tails = (self.terms.tails.get(name, "") for name in found.reads)
        self.words.take(*filter(None, tails))
        return found

    def _with_own_subject(self) -> Formula:
        words, start = self.words, self.words.at
        if (found := quantified(self) or together(self)) is not None:
            return found
        is_there = bool(words.take("there is", "there are", "there be", "there was", "there were"))
        if (counted := self.counted("thing")) is not None:
            return counted
        if is_there:
            return there(self)
        named = self.formulas.name_words()
        if named:
            if words.low == "of":
                words.at = start
                formula = self.formulas.comparand()
                return self._of_formula(formula)
            self._subject = named
            found = self.predicate(named) or self._alike(named) or self._alone(named)
            if found is not None:
                return found
        words.at = start
        return self._of_formula(self.formulas.comparand())

    def _alone(self, named: Sequence[str]) -> Formula | None:
        """`If diagonal, ...`: a yes or no of the document by itself."""
        is_end = self.words.is_done or self.words.low in {",", "and", "or", "then", ".", ";"}
        own = self.terms.resolve(named, exactly=True) if is_end else None
        is_truth = own is not None and own.type.startswith("bool") and not own.over
        return truth(own, is_not=False) if own is not None and is_truth else None

    def _alike(self, named: Sequence[str]) -> Formula | None:
        """`the length and the width are equal`."""
        words, start = self.words, self.words.at
        other = self.formulas.name_words() if words.take("and") else []
        if other and words.take("are equal", "are the same", "are identical"):
            first = self.terms.needed(named, "decimal")
            second = self.terms.needed(other, "decimal")
            reads = of_term(first).reads | of_term(second).reads
            return Formula(f"{first.text} = {second.text}", reads, kind="bool")
        words.at = start
        return None

    def _of_formula(self, left: Formula) -> Formula:
        """`the sum of a and b is at least 5`."""
        words = self.words
        is_said = bool(words.take(*IS))
        found = comparison(self.formulas) if is_said else self._by_verb()
        if found is None or found.measure:
            self._fail()
            raise AssertionError
        self._need_declared(*left.reads, found=found)
        return Formula(found.of(left.text), left.reads | found.reads, lists=left.lists, kind="bool")

    def _need_declared(self, *left: str, found: Comparison) -> None:
        """Of two names that are compared, neither is made up: a wall is no width of a wall."""
        strange = self.terms.strange_of((*left, *found.reads)) if found.reads else ""
        if strange:
            self.words.fail(f"`{strange}`, which no declared field stands for")

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
        if words.take("whose"):
            return self._with_own_subject()
        words.take(*RELATIVE)
        for reading in (of_text, compared_things, lasting):
            if (found_so := reading(self.formulas, subject)) is not None:
                return found_so
        if taken := words.take(*MEASURED):
            found = comparison(self.formulas)
            term = measured(self.formulas, MEASURED[taken], subject, "")
            return None if found is None else self._compared(term, found)
        if words.take(*HAVING):
            return self._had(subject)
        if (found := self._by_verb()) is not None:
            return self._compared(valued(self.formulas, subject, found), found)
        return self._being(subject)

    def _being(self, subject: Sequence[str]) -> Formula | None:
        """`is at least 18`, `is a member`, `of 100 euros or more`."""
        words = self.words
        if words.low in {"does", "do"}:
            return None
        is_said, is_not = bool(words.take(*IS)), bool(words.take("not"))
        found = comparison(self.formulas)
        if found is None:
            return (
                state(self.formulas, subject, is_not=is_not) if is_said else self._of_value(subject)
            )
        if is_not and found.negated is None:
            return None
        found = (found.negated or found) if is_not else found
        before = ago(self.formulas, self.terms.resolve(subject), found)
        return before or self._compared(valued(self.formulas, subject, found), found)

    def _of_value(self, subject: Sequence[str]) -> Formula | None:
        """`orders of 100 euros or more`, `someone of at least 18`."""
        if not self.words.take("of", "worth", "in", "aged", "for", "lasting", "taking"):
            return None
        if (counted := self.counted(subject[-1])) is not None:
            return counted
        if (own := kind_before_more(self.words, self.terms)) is not None:
            return own if self.words.is_done else both(own, self.predicate(subject))
        found = comparison(self.formulas)
        return (
            None if found is None else self._compared(valued(self.formulas, subject, found), found)
        )

    def _compared(self, term: Term, found: Comparison) -> Formula:
        if found.unit:
            self.terms.counted(found.unit, term)
        if not is_number(term) and not (term.type == "date" and found.reads):
            self.words.fail(f"`{term.name}`, which is no number")
        self._need_declared(term.name, found=found)
        is_share = any(value.share for _, value in found.parts)
        if is_share and not term.name.endswith(("percent", "percentage", "pct")):
            self.words.fail(f"a percentage of `{term.name}`")
        left = of_term(term)
        given = f"{term.text} != none and " if term.is_optional else ""
        text = f"{given}{found.of(term.text)}"
        return Formula(text, left.reads | found.reads, lists=left.lists, kind="bool")

    def _had(self, subject: Sequence[str]) -> Formula | None:
        """`has three or more members`, `with a weight above 5 kg`, `has a voucher`."""
        words = self.words
        if (found := self.counted(subject[-1])) is not None:
            return found
        if words.low in {"at", "more", "less", "over", "under"} or words.number() is not None:
            words.at -= words.all[words.at - 1].kind in {"number", "percent"}
            return self._beside(subject)
        is_not = bool(words.take("no", "not any")) or words.all[words.at - 1].low == "without"
        words.take("any")
        named = self.formulas.name_words()
        if not named:
            return None
        compared = self._of_value(named) or self._beside(named)
        if compared is not None:
            return None if is_not else compared
        return present(self, subject, named, is_not=is_not)

    def _beside(self, named: Sequence[str]) -> Formula | None:
        found = comparison(self.formulas)
        if found is None:
            return None
        return self._compared(valued(self.formulas, named, found), found)

    def counted(self, owner: str) -> Formula | None:
        """`three or more members`: the number that is named behind it."""
        start = self.words.at
        found = comparison(self.formulas)
        named = self._counted_noun(found) if found is not None else []
        found = or_more(found, self.words) if found is not None and named else found
        if found is not None and not named and (own := self._of_unit(found)) is not None:
            return own
        if found is None or not named:
            self.words.at = start
            return None
        if len(named) > 1 and named[-1] in DONE and number_of(self.formulas, named[:-1]):
            named = named[:-1]
        if (figure := number_of(self.formulas, named)) is not None:
            self.words.take(*DONE)
            return Formula(
                found.of(figure.within(PRODUCT)), figure.reads | found.reads, kind="bool"
            )
        term = self.terms.resolve((owner, *named)) or self.terms.resolve(named)
        term = term or self.terms.needed(("number", "of", *named), "int")
        return self._compared(term, found)

    def _counted_noun(self, found: Comparison) -> Sequence[str]:
        """`members`, `pieces of luggage`; none behind a unit, nor where another value stands."""
        words = self.words
        if found.unit or words.low in {"the", "a", "an", "its"}:
            return []
        named = self.formulas.name_words() or declared_noun(words, self.terms)
        if named and named[-1] in PIECES and words.take("of"):
            return self.formulas.name_words()
        return named

    def _of_unit(self, found: Comparison) -> Formula | None:
        """`more than 90 minutes`, where the minutes are a number of the document."""
        own = self.terms.resolve((found.unit,), exactly=True) if found.unit else None
        if own is None or not is_number(own):
            return None
        self.words.take(*DONE)
        return self._compared(own, found)


def _inner(part: Formula, joint: str) -> str:
    is_mixed = (joint == "and" and part.kind == "or") or (joint == "or" and " and " in part.text)
    return f"({part.text})" if is_mixed else part.text


def negation(found: Formula) -> Formula:
    return Formula(f"not ({found.text})", found.reads, lists=found.lists, kind="bool")
