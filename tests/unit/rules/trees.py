"""Hypothesis strategies for rules as trees, whatever they mean."""

from hypothesis import strategies as st

from omninode_bridge.rules.syntax import (
    Assignment,
    Attribute,
    Binary,
    Call,
    Compare,
    ComprehensionLiteral,
    Conditional,
    Expression,
    For,
    ForEach,
    Junction,
    ListLiteral,
    Minus,
    Name,
    Negation,
    Null,
    Number,
    PatternLiteral,
    RejectWhen,
    SortedBy,
    Statement,
    Subscript,
    Text,
    Truth,
    WarnWhen,
)
from omninode_bridge.rules.tokens import KEYWORDS

NAMES = st.one_of(
    st.sampled_from(["x", "line", "by", "desc", "when", "each", "reject", "warn", "größe", "_a"]),
    st.from_regex(r"[a-zA-Z_][a-zA-Z0-9_]{0,8}", fullmatch=True),
).filter(lambda name: name not in KEYWORDS)

TEXTS = st.text(max_size=20)

NUMBERS = st.one_of(
    st.integers(0, 10**12),
    st.decimals(0, 10**9, places=3, allow_nan=False, allow_infinity=False),
)

PATTERNS = st.from_regex(r"([a-z.+*?|()/]|\\[dw.]|\[[a-z/]{1,3}\]){1,6}", fullmatch=True)

LEAVES: st.SearchStrategy[Expression] = st.one_of(
    st.builds(Name, NAMES),
    st.builds(Number, NUMBERS, st.booleans()),
    st.builds(Text, TEXTS),
    st.builds(Truth, st.booleans()),
    st.just(Null()),
)

COMPARISONS = st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "in", "not in"])


def _branches(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    few = st.lists(inner, max_size=3).map(tuple)
    pair = st.tuples(COMPARISONS, inner)
    clauses = st.builds(For, NAMES, inner, st.lists(inner, max_size=2).map(tuple))
    keys = st.lists(NAMES, min_size=1, max_size=3).map(_path)
    return st.one_of(
        st.builds(ListLiteral, few),
        st.builds(Minus, inner),
        st.builds(Negation, inner),
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
        st.builds(Compare, inner, st.lists(pair, min_size=1, max_size=3).map(tuple)),
        st.builds(
            Junction,
            st.sampled_from(["and", "or"]),
            st.lists(inner, min_size=2, max_size=3).map(tuple),
        ),
        st.builds(Conditional, inner, inner, inner),
        st.builds(Attribute, inner, NAMES),
        st.builds(Subscript, inner, inner),
        st.builds(Call, NAMES, few),
        st.builds(SortedBy, inner, keys, st.booleans()),
        st.builds(
            ComprehensionLiteral,
            inner,
            st.lists(clauses, min_size=1, max_size=2).map(tuple),
            st.booleans(),
        ),
        st.builds(
            Call,
            st.just("matches"),
            st.tuples(inner, st.builds(PatternLiteral, PATTERNS)),
        ),
    )


def _path(names: list[str]) -> Expression:
    found: Expression = Name(names[0])
    for name in names[1:]:
        found = Attribute(found, name)
    return found


EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(LEAVES, _branches, max_leaves=8)

ASSIGNMENTS: st.SearchStrategy[Assignment] = st.one_of(
    st.builds(Assignment, NAMES, EXPRESSIONS),
    st.builds(Assignment, NAMES, EXPRESSIONS, EXPRESSIONS),
    st.builds(Assignment, NAMES, EXPRESSIONS, EXPRESSIONS, EXPRESSIONS),
)

STATEMENTS: st.SearchStrategy[Statement] = st.one_of(
    ASSIGNMENTS,
    st.builds(ForEach, NAMES, NAMES, ASSIGNMENTS),
    st.builds(RejectWhen, EXPRESSIONS, TEXTS),
    st.builds(WarnWhen, EXPRESSIONS, TEXTS),
)
