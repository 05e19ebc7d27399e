"""What a sentence says of transitions and aggregations: strictly, every word accounted for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.asides import gist, passed_over
from omninode_bridge.generation.reducer.checked import EmitIntent, Function, Metric, Row, SetContext
from omninode_bridge.generation.vocabulary import DOWNWARDS, FILLERS, UPWARDS
from omninode_bridge.language.word_forms import all_forms
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.requirements.naming import words

_FUNCTIONS: Final[Mapping[Function, frozenset[str]]] = {
    Function.COUNT: frozenset({"count", "counts", "number", "many", "counted"}),
    Function.SUM: frozenset(
        {"sum", "sums", "total", "totals", "add", "adds", "added", "summed", "totalled", "totaled"}
    ),
    Function.AVG: frozenset({"average", "averages", "averaged", "mean", "avg"}),
    Function.MIN: frozenset({"minimum", "smallest", "lowest", "min", "least"}),
    Function.MAX: frozenset({"maximum", "largest", "highest", "max", "greatest"}),
    Function.DISTINCT: frozenset({"distinct", "different", "unique"}),
    Function.FIRST: frozenset({"first", "earliest"}),
    Function.LAST: frozenset({"last", "latest", "recent"}),
    Function.PERCENTILE: frozenset({"percentile", "percentiles"}),
    Function.TOP: frozenset({"top", "frequent", "most"}),
}
_EVERY_FUNCTION: Final = frozenset().union(*_FUNCTIONS.values()) - {"total", "number", "unique"}
_WINDOWS: Final = {
    604800: frozenset({"week", "weeks", "weekly"}),
    86400: frozenset({"day", "days", "daily"}),
    3600: frozenset({"hour", "hours", "hourly"}),
    60: frozenset({"minute", "minutes"}),
    1: frozenset({"second", "seconds"}),
}
_MOVING: Final = frozenset(
    {
        *("become", "becomes", "move", "moves", "moved", "go", "goes", "turn", "turns", "state"),
        *("transition", "transitions", "change", "changes", "event", "events", "after", "once"),
        *("until", "while", "only", "so", "that", "start", "starts", "begin", "begins"),
        *("make", "makes", "made", "arrive", "arrives", "receive", "receives", "received"),
        *("emit", "emits", "emitted", "intent", "mark", "marks", "marked", "set", "sets"),
    }
)
_COUNTING: Final = frozenset(
    {
        *("keep", "keeps", "track", "tracks", "aggregate", "aggregates"),
        *("period", "periods", "window", "windows", "number", "there", "know", "see", "seen"),
        *("want", "take", "takes", "i", "we", "up"),
    }
)
_MEDIAN: Final = 50
_HOW_MANY: Final = re.compile(r"\bhow many\b", re.IGNORECASE)
_HOW_MUCH: Final = re.compile(r"\bhow much\b", re.IGNORECASE)
_FIGURES: Final = {word: figure for word, figure in WRITTEN.items() if not word.endswith("ce")}
"""Those that count things: `once` and `twice` count how often."""

_INCREASING: Final = frozenset({"add", "adds", "added", "up", "sum", "summed", "count", "counted"})
_COMPARED: Final = (
    (re.compile(r">(?!=)"), UPWARDS | {"longer", "older", "heavier", "higher", "larger"}),
    (re.compile(r"<(?!=)"), DOWNWARDS | {"shorter", "younger", "lighter"}),
    (re.compile(r">="), frozenset({"least"})),
    (re.compile(r"<="), frozenset({"most"})),
)


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a sentence that ask for something, and those that may be passed over."""

    words: frozenset[str]
    aside: frozenset[str]
    whole: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str) -> "Said":
        asked = (_FIGURES.get(word, word) for word in words(_asked(gist(text))))
        whole = frozenset(asked)
        return cls(whole - FILLERS, passed_over(text), whole)

    def names(self, family: frozenset[str]) -> bool:
        return bool(self.words & family)

    def tells_only(self, known: frozenset[str]) -> bool:
        return self.words - self.aside <= known


def _asked(text: str) -> str:
    """`How many` and `how much` as the figure that they ask for, where no other is named."""
    figures = {*words(text)} & _EVERY_FUNCTION - {"many"}
    plain = _HOW_MANY.sub("" if figures else "number of", text)
    return _HOW_MUCH.sub("" if figures else "total", plain)


def says_row(said: Said, row: Row, about: frozenset[str]) -> bool:
    """The event and one more part of the row are named, and nothing else is said."""
    event, target, origin = (
        family(words(one)) for one in (row.event, row.target, row.origin or "")
    )
    intents = [family(words(name)) for name in _intents(row)]
    parts = (target, origin, *intents)
    known = event.union(about, _MOVING, *parts, family(_row_words(row)), _directions(_guard(row)))
    if any(_increases(action) for action in row.actions):
        known |= _INCREASING
        parts = (*parts, _INCREASING)
    return said.names(event) and any(map(said.names, parts)) and said.tells_only(known)


def metrics_said(
    said: Said, metrics: Sequence[Metric], about: frozenset[str]
) -> tuple[Metric, ...]:
    """Those that the sentence is about, each alone or, with several functions, all together."""
    readings = [_Reading.of(one, about) for one in metrics]
    named = [one for one in readings if one.is_named_by(said)]
    alone = tuple(one.metric for one in named if said.tells_only(one.known) and one.fits(said))
    if alone:
        return alone
    functions = {one.metric.function for one in named}
    known = frozenset[str]().union(*(one.known for one in named))
    are_told_apart = 1 < len(functions) == len(named)
    return tuple(one.metric for one in named) if are_told_apart and said.tells_only(known) else ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """The words that name an aggregation, those of which each group needs one, and all it has."""

    metric: Metric
    naming: frozenset[str]
    needed: tuple[frozenset[str], ...]
    known: frozenset[str]
    where: frozenset[str]

    @classmethod
    def of(cls, metric: Metric, about: frozenset[str]) -> "_Reading":
        name = family(words(metric.name))
        function = _function_words(metric)
        # "The number of different plates" speaks of counting, too.
        counts = metric.function is Function.DISTINCT
        also = _FUNCTIONS[Function.COUNT] if counts else frozenset[str]()
        # A name such as `busiest` says what is asked for as well as `top` does.
        superlatives = frozenset(word for word in name if word.endswith("est"))
        text = "" if metric.where_source is None else metric.where_source.text
        where = family(words(text))
        needed = tuple(_needed(metric))
        known = function.union(also, name, _directions(text), about, _COUNTING, where, *needed)
        number = metric.number
        known |= family(words(metric.subject)) | {f"{number}", f"p{number}", f"{number}th"}
        return cls(metric, function | superlatives, needed, known, where)

    def is_named_by(self, said: Said) -> bool:
        return said.names(self.naming) and all(map(said.names, self.needed))

    def fits(self, said: Said) -> bool:
        """No other function is said, and no number unless the condition is."""
        others = (said.words & _EVERY_FUNCTION) - self.known
        own = frozenset[str]().union({str(self.metric.number)}, *self.needed)
        numbers = any(word.isdigit() and word not in own for word in said.words)
        if not self.where or said.names(self.where):
            return not others
        # What is said of all is not so where some are left out.
        return not others and not numbers and "all" not in said.whole


def _function_words(metric: Metric) -> frozenset[str]:
    median = metric.function is Function.PERCENTILE and metric.number == _MEDIAN
    return _FUNCTIONS[metric.function] | (frozenset({"median"}) if median else frozenset())


def _needed(metric: Metric) -> Iterator[frozenset[str]]:
    """The groups, the window, and the field or, in its place, the name of the figure."""
    if metric.value is not None and words(metric.value.name):
        names = words(metric.name)
        named = family(names) if len(names) == 1 else frozenset[str]()
        yield family(words(metric.value.name)) | named
    for group in metric.groups:
        if words(group.name):
            yield family(words(group.name))
    if metric.window is not None:
        yield from _window(int(metric.window.total_seconds()))


def _window(seconds: int) -> Iterator[frozenset[str]]:
    """`per day`; for `30d`, the number, too."""
    size = next(size for size in _WINDOWS if seconds % size == 0)
    yield _WINDOWS[size]
    if seconds != size:
        yield frozenset({str(seconds // size)})


def _intents(row: Row) -> Iterator[str]:
    yield from (action.intent for action in row.actions if isinstance(action, EmitIntent))


def _directions(text: str) -> frozenset[str]:
    """Words such as "more" where the condition is strictly so."""
    return frozenset[str]().union(*(words for sign, words in _COMPARED if sign.search(text)))


def _guard(row: Row) -> str:
    return "" if row.guard_source is None else row.guard_source.text


def _row_words(row: Row) -> Iterator[str]:
    yield from words(_guard(row))
    yield from (
        word for one in row.actions if isinstance(one, SetContext) for word in words(one.name)
    )


def _increases(action: object) -> bool:
    """`paid = paid + amount`."""
    if not isinstance(action, SetContext):
        return False
    return re.search(rf"=\s*{re.escape(action.name)}\s*\+", action.source.text) is not None


def family(found: Iterable[str]) -> frozenset[str]:
    """The words and their forms: order, orders, ordered; hold, held; pay, payments."""
    return frozenset().union(*map(all_forms, found))
