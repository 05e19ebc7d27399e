"""Random rules that mean something, and requests for them."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from tests.unit.rules.declarations import scope_of

type Text = st.SearchStrategy[str]
type Texts = dict[str, Text]

INPUTS = (
    *("i: int", "j: int", "d: decimal", "m: money", "f: float", "b: bool", "s: string"),
    *("n: int?", "on: date", "at: datetime", "span: duration", "color: enum(red, green)"),
    *("xs: list[int]", "ds: list[decimal]", "words: list[string]", "lines: list[Line]"),
)
ENTITIES = {"Line": ("sku: string", "k: int", "price: money", "note: string?")}
SCOPE = scope_of(INPUTS, None, ENTITIES)

LEAVES: Texts = {
    "int": st.sampled_from(["i", "j", "0", "1", "-2", "7", "len(xs)", "len(s)", "sum(xs)"]),
    "decimal": st.sampled_from(["d", "0.5", "5%", "i / 3", "sum(ds)", "1.005"]),
    "money": st.sampled_from(["m", "sum(x.price for x in lines)", "m + 1"]),
    "float": st.sampled_from(["f", "f / 3", "f * 0.1"]),
    "bool": st.sampled_from(["b", "i > j", "m >= 10", "n != none", 'color == "red"', "i in xs"]),
    "string": st.sampled_from(["s", '"ab"', 'join(words, "-")', "strip(s)"]),
    "ints": st.sampled_from(["xs", "[x.k for x in lines]", "[1, 2, 2]", "[]"]),
    "date": st.sampled_from(["on", "add_days(on, 3)"]),
}


def _format(template: str, *parts: Text) -> Text:
    return st.tuples(*parts).map(lambda found: template.format(*found))


def grown(inner: Texts) -> Texts:
    """One level more: from each type's expressions, larger ones of each type."""
    numbers = [inner[name] for name in ("int", "decimal", "money")]
    number = st.one_of(numbers)
    whole, truth, text, ints = inner["int"], inner["bool"], inner["string"], inner["ints"]
    day = inner["date"]
    return {
        "int": st.one_of(
            _format("({} {} {})", whole, st.sampled_from("+-*"), whole),
            _format("mod({}, {})", whole, whole),
            _format("{}({})", st.sampled_from(["floor", "ceil", "round"]), number),
            _format("round({}, -1)", number),
            _format("({} if {} else {})", whole, truth, whole),
            _format("{}({})", st.sampled_from(["len", "sum", "min", "max", "first", "last"]), ints),
            _format("{}[{}]", ints, whole),
            _format("days_between({}, {})", day, day),
            _format("{}({})", st.sampled_from(["year", "month", "day"]), day),
        ),
        "decimal": st.one_of(
            _format("({} {} {})", inner["decimal"], st.sampled_from("+-*/"), inner["decimal"]),
            _format("({} / {})", whole, whole),
            _format("round({}, {})", inner["decimal"], st.integers(0, 5).map(str)),
            _format("mod({}, {})", inner["decimal"], inner["decimal"]),
            _format("avg({})", ints),
            _format("abs(-{})", inner["decimal"]),
        ),
        "money": st.one_of(
            _format("({} {} {})", inner["money"], st.sampled_from("+-"), number),
            _format("({} {} {})", inner["money"], st.sampled_from("*/"), inner["decimal"]),
            _format("{}({}, {})", st.sampled_from(["min", "max"]), inner["money"], number),
            _format("round({}, 1)", inner["money"]),
        ),
        "float": st.one_of(
            _format("({} {} {})", inner["float"], st.sampled_from("+-*/"), inner["float"]),
            _format("round({}, 2)", inner["float"]),
            _format("sum([{}, {}, 0.1])", inner["float"], inner["float"]),
        ),
        "bool": st.one_of(
            _format("({} {} {})", number, st.sampled_from(["<", "<=", "=", "!=", ">"]), number),
            _format("({} < {} <= {})", number, number, number),
            _format("({} {} {})", truth, st.sampled_from(["and", "or"]), truth),
            _format("(not {})", truth),
            _format("({} in {})", whole, ints),
            _format("{}(y > {} for y in {})", st.sampled_from(["any", "all"]), whole, ints),
            _format("matches({}, /[a-z]*b?/)", text),
            _format("startswith({}, {})", text, text),
            _format("({} < {})", day, day),
        ),
        "string": st.one_of(
            _format("{}({})", st.sampled_from(["lower", "upper", "strip"]), text),
            _format('replace({}, "a", {})', text, text),
            _format('first(split({}, "b"))', text),
            _format("{}[0]", text),
            _format("({} if {} else {})", text, truth, text),
        ),
        "ints": st.one_of(
            _format("{}({})", st.sampled_from(["sorted", "unique"]), ints),
            _format("[y * 2 for y in {} if y > {}]", ints, whole),
            _format("[x.k for x in sorted(lines by x.note desc) if {}]", truth),
        ),
        "date": _format("add_days({}, {})", day, whole),
    }


ONCE = grown(LEAVES)
TWICE = grown({name: st.one_of(LEAVES[name], ONCE[name]) for name in LEAVES})
EXPRESSIONS: Text = st.one_of([*TWICE.values()])
TRUTHS: Text = st.one_of(LEAVES["bool"], ONCE["bool"])

PROGRAMS: Text = st.one_of(
    _format('out = {}\nwarn when {}: "odd"', EXPRESSIONS, TRUTHS),
    _format("out = {}\nif {}: out = out + {}", *(LEAVES["int"], TRUTHS, ONCE["int"])),
    _format('reject when {}: "no"\nout = {}', TRUTHS, EXPRESSIONS),
    _format(
        "for each x in lines: x.part = x.price * {}\n"
        "for each x in lines: if {}: x.k = x.k + 1\n"
        "out = [x.sku for x in sorted(lines by x.part)]\ntotal = sum(x.part for x in lines)",
        *(st.one_of(LEAVES["decimal"], ONCE["decimal"]), TRUTHS),
    ),
)

_decimals = st.decimals(-10_000, 10_000, places=3)
_money = st.decimals(-1_000, 5_000, places=2)
_lines = st.fixed_dictionaries(
    {
        "sku": st.sampled_from("abc"),
        "k": st.integers(-3, 3),
        "price": _money,
        "note": st.sampled_from([None, "x", "y"]),
    }
)

REQUESTS: st.SearchStrategy[dict[str, object]] = st.fixed_dictionaries(
    {
        "i": st.integers(-20, 20),
        "j": st.integers(-3, 3),
        "d": _decimals,
        "m": _money,
        "f": st.floats(-1e6, 1e6),
        "b": st.booleans(),
        "s": st.text("abAB z", max_size=6),
        "n": st.none() | st.integers(0, 5),
        "on": st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        "at": st.just(datetime(2024, 2, 29, 12, tzinfo=UTC)),
        "span": st.just(timedelta(hours=36)),
        "color": st.sampled_from(["red", "green"]),
        "xs": st.lists(st.integers(-5, 20), max_size=4),
        "ds": st.lists(_decimals, max_size=3),
        "words": st.lists(st.sampled_from(["a", "B", "ab"]), max_size=3),
        "lines": st.lists(_lines, max_size=3),
    }
)
