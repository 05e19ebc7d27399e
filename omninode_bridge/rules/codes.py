"""The findings about rules: PRD2xx."""

from collections.abc import Mapping
from typing import Final

from omninode_bridge.diagnostics import Code, Severity

SYNTAX: Final = Code(
    "PRD201",
    Severity.ERROR,
    "rule cannot be read",
    "A rule is `name = expression`, `if condition: name = expression else: name = expression`, "
    '`for each item in items: item.field = expression`, `reject when condition: "message"` or '
    '`warn when condition: "message"`.',
    "write the rule in one of these forms",
)
TOO_LARGE: Final = Code(
    "PRD202",
    Severity.ERROR,
    "rule is too large",
    "A rule has at most 4,000 characters and 1,000 words and signs, nests at most 40 levels deep, "
    "a number has at most 60 digits, and a document has at most 5,000 rules.",
    "give parts of it names of their own",
)
OPERATOR: Final = Code(
    "PRD203",
    Severity.ERROR,
    "operator outside the language",
    "The operators are `+ - * /`, comparisons, `and or not in` and `a if c else b`. The remainder "
    "is `mod(a, b)`; powers and integer division do not exist.",
    "use an operator of the language",
)
UNKNOWN_NAME: Final = Code(
    "PRD204",
    Severity.ERROR,
    "unknown name",
    "A name in a rule is an input field, a name that another rule assigns, or a variable of "
    "`for`. Nothing else exists in a rule.",
    "declare it as an input, or assign it in a rule",
)
UNKNOWN_FUNCTION: Final = Code(
    "PRD205",
    Severity.ERROR,
    "unknown function",
    "Rules have a fixed set of functions; a document cannot define others.",
    "use a function of the language",
)
ARGUMENTS: Final = Code(
    "PRD206",
    Severity.ERROR,
    "wrong number of arguments",
    "Functions take positional arguments only, as many as their entry in the reference shows.",
    "give it the arguments of the reference",
)
TYPE_ERROR: Final = Code(
    "PRD207",
    Severity.ERROR,
    "types do not fit",
    "Every expression has a type, known before anything runs. Text is joined with `join`, a "
    "decimal becomes an int only through `round`, `floor` or `ceil`.",
    "use values of types that fit",
)
UNKNOWN_FIELD: Final = Code(
    "PRD208",
    Severity.ERROR,
    "unknown field",
    "What stands behind a dot is a field of the entity, or one that a `for each` adds.",
    "use a declared field, or add it with `for each`",
)
MAYBE_NULL: Final = Code(
    "PRD209",
    Severity.ERROR,
    "value may be null",
    "An optional field without a default may be null, and null cannot be compared or computed "
    "with. `x != none` narrows `x` in `if`, in a conditional expression and after `and`.",
    "give the field a default, or ask for `!= none` first",
)
CYCLE: Final = Code(
    "PRD210",
    Severity.ERROR,
    "rules need each other",
    "Rules run in the order of their dependencies; a rule that needs its own result has no place "
    "in it. Only a conditional definition may read the value so far.",
    "break the circle with a name of its own for the first value",
)
REDEFINED: Final = Code(
    "PRD211",
    Severity.ERROR,
    "second definition",
    "A name has one unconditional definition, and it comes first; definitions with `if` may "
    "follow it, and the last whose condition holds wins.",
    "make the later definition conditional, or give it another name",
)
NO_OTHER_CASE: Final = Code(
    "PRD212",
    Severity.ERROR,
    "no value for the other case",
    "`if` without `else` needs a value for the other case: a default of the output field, or an "
    "earlier definition.",
    "add `else: name = ...`",
)
UNASSIGNED: Final = Code(
    "PRD213",
    Severity.ERROR,
    "output that nothing assigns",
    "Each declared output field is assigned by a rule, has the name of an input that is handed "
    "through, or has a default.",
    "add a rule that assigns it",
)
PATTERN: Final = Code(
    "PRD214",
    Severity.ERROR,
    "pattern cannot be used",
    "Patterns match the whole text and take linear time: classes, groups, alternatives and "
    "repetitions; no look-around and no back-references.",
    "write the pattern without them",
)
FOR_EACH: Final = Code(
    "PRD215",
    Severity.ERROR,
    "for each does not fit",
    "`for each item in items:` takes the name of a list of entities, is not nested, and holds "
    "one assignment to a field of the item, with or without `if`.",
    "name a list of entities and assign a field of its items",
)
RESERVED: Final = Code(
    "PRD216",
    Severity.ERROR,
    "reserved name",
    "`warnings` collects the messages of `warn when`; an input field cannot be assigned without "
    "a condition unless the output declares it, too.",
    "use another name",
)
ALWAYS: Final = Code(
    "PRD217",
    Severity.WARNING,
    "condition that never changes",
    "The condition has the same outcome for every request.",
    "leave it out, or correct it",
)
ITEM_FIELD: Final = Code(
    "PRD218",
    Severity.ERROR,
    "item lacks a declared field",
    "The items of the output are declared with a field that neither the items of the input have "
    "nor a `for each` sets.",
    "set it with `for each`",
)
NUMBERS: Final = Code(
    "PRD219",
    Severity.ERROR,
    "numbers that do not mix",
    "money with int or decimal gives money, money / money gives decimal; money * money, a number "
    "divided by money, and float with decimal or money have no meaning here.",
    "bring both to one type",
)
NOTHING_LEFT: Final = Code(
    "PRD220",
    Severity.ERROR,
    "no value is accepted",
    "Two rejections, or a rejection and the limits of its field, leave no value that a request "
    "could have: each request would be refused.",
    "correct one of the two limits",
)


CODES: Final[Mapping[str, Code]] = {
    code.code: code
    for code in (
        SYNTAX,
        TOO_LARGE,
        OPERATOR,
        UNKNOWN_NAME,
        UNKNOWN_FUNCTION,
        ARGUMENTS,
        TYPE_ERROR,
        UNKNOWN_FIELD,
        MAYBE_NULL,
        CYCLE,
        REDEFINED,
        NO_OTHER_CASE,
        UNASSIGNED,
        PATTERN,
        FOR_EACH,
        RESERVED,
        ALWAYS,
        ITEM_FIELD,
        NUMBERS,
        NOTHING_LEFT,
    )
}
