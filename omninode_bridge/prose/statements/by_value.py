"""A value for each value of a text: `5 euros for a bicycle, 30 euros for a car, otherwise 40`."""

from omninode_bridge.prose.statements.clause import OTHERWISE, ClauseOf, subject_condition
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.reading import UnreadError
from omninode_bridge.prose.statements.statement import Form, Statement, end
from omninode_bridge.prose.statements.terms import Term


def by_value(clause: ClauseOf, target: Term) -> Statement | None:
    """None where it is no such list; every value of the text has to be in it."""
    words, start = clause.words, clause.words.at
    cases: list[tuple[str, str]] = []
    last = ""
    try:
        while not words.is_done:
            words.take(", and", ",", "and", ";")
            if words.take(*OTHERWISE):
                last = clause.formulas(target.name).comparand().text
                break
            value = clause.formulas(target.name).plain_number()
            words.take("euros", "euro", "eur", "currency", "percent")
            if value.share:
                break
            words.expect("for")
            cases.append((value.text, subject_condition(clause).text))
        end(words)
    except UnreadError:
        cases = []
    named = {condition.split(" = ")[0] for _, condition in cases}
    if len(cases) < 2 or len(named) != 1 or clause.condition is not None:  # noqa: PLR2004 - a list
        words.at = start
        return None
    (name,) = named
    said = {condition.split(" = ")[-1].strip('"') for _, condition in cases}
    if not last and said != set(clause.terms.values.get(name, ())):
        words.fail(f"the other values of `{name}`")
    if not last:
        *cases, (last, _) = cases
    text = "".join(f"{value} if {condition} else " for value, condition in cases) + last
    return Statement(Form.DEFINED, target, Formula(text, frozenset({name})))
