"""What is negative, zero or empty: `a negative amount`, `an empty list`."""

from omninode_bridge.prose.statements.clause import ClauseOf
from omninode_bridge.prose.statements.formula import Formula
from omninode_bridge.prose.statements.terms import Term


def signed(clause: ClauseOf, sign: str, subject: list[str]) -> Formula:
    known = clause.terms.lists
    items = known.get(subject[-1]) or (only_list(clause) if subject[-1] == "list" else "")
    if sign == "empty" and items:
        return Formula(f"len({items}) = 0", frozenset({items}), kind="bool")
    if subject[0] == "number" and (len(subject) > 1 or clause.words.take("of")):
        return _no_numbers(clause, sign, subject[2:])
    term = clause.terms.needed(subject, "string" if sign == "empty" else "decimal")
    shown = {"negative": "< 0", "non-positive": "<= 0", "zero": "= 0", "empty": '= ""'}[sign]
    if term.over or (sign == "empty") != term.type.startswith("string"):
        clause.words.fail(f"`{sign}`")
    return Formula(f"{term.text} {shown}", frozenset({term.name}), kind="bool")


def _no_numbers(clause: ClauseOf, sign: str, first: list[str]) -> Formula:
    """`a negative number of falls or medications`: of either."""
    shown = {"negative": "< 0", "non-positive": "<= 0", "zero": "= 0"}.get(sign, "")
    found: list[Term] = []
    while shown:
        noun = clause.words.low
        named = first or clause.formulas().name_words()
        if not named:
            named, clause.words.at = [noun], clause.words.at + 1
        first = []
        found.append(clause.terms.needed(("number", "of", *named), "int"))
        if not clause.words.take("or", "and"):
            break
    if not found or any(one.over for one in found):
        clause.words.fail(f"`{sign}`")
    text = " or ".join(f"{one.text} {shown}" for one in found)
    kind = "or" if len(found) > 1 else "bool"
    return Formula(text, frozenset(one.name for one in found), kind=kind)


def only_list(clause: ClauseOf) -> str:
    """The list of the request, where it has one."""
    found = set(clause.terms.lists.values())
    return found.pop() if len(found) == 1 else ""
