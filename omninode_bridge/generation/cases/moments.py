"""Days, moments and durations that are worth trying, around what the rules ask of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from omninode_bridge.requirements.types import Kind

type Moment = date | timedelta
type Days = Callable[[int], Iterator[date]]

# That of the samples, so that what is asked of two days has an answer near the constants.
DAY: Final = date(2024, 2, 29)
NOON: Final = datetime(2024, 2, 29, 12, 30, tzinfo=UTC)
A_DAY: Final = timedelta(days=1)
USUAL: Final[Mapping[Kind, tuple[Moment, ...]]] = {
    Kind.DATE: (DAY, date(2024, 3, 1), date(2023, 12, 31), date(2026, 7, 15)),
    Kind.DURATION: (timedelta(hours=1), timedelta(0), timedelta(days=2, seconds=1)),
}
MOST_YEARS: Final = 150
MOST_DAYS: Final = 4_000
MOST_OF_FUNCTIONS: Final = 24


def moments(
    kind: Kind, constants: Iterable[Moment], numbers: Iterable[Decimal], functions: frozenset[str]
) -> Iterator[Moment]:
    """`functions` are those that the rules call: they say what the numbers may count."""
    for moment in constants:
        if _kind_of(moment) is kind:
            yield from _around(moment)
    if kind is Kind.DATETIME:
        yield from (NOON, NOON + timedelta(days=40, seconds=1), NOON - 3 * A_DAY)
    yield from USUAL.get(kind, ())
    if kind not in (Kind.DATE, Kind.DATETIME):
        return
    for day in _counted(numbers, functions):
        yield day if kind is Kind.DATE else datetime.combine(day, NOON.timetz())


def _kind_of(moment: Moment) -> Kind:
    if isinstance(moment, timedelta):
        return Kind.DURATION
    return Kind.DATETIME if isinstance(moment, datetime) else Kind.DATE


def _around(moment: Moment) -> Iterator[Moment]:
    if isinstance(moment, timedelta):
        yield from (moment, moment + timedelta(seconds=1), max(moment - A_DAY, timedelta(0)))
    elif date(2, 1, 1) < date(moment.year, moment.month, moment.day) < date(9999, 1, 1):
        yield from (moment, moment + A_DAY, moment - A_DAY)


def _counted(numbers: Iterable[Decimal], functions: frozenset[str]) -> Iterator[date]:
    whole = [int(number) for number in numbers if number == number.to_integral_value()]
    found = [
        day
        for name, days in _DAYS.items()
        if name in functions
        for number in whole
        for day in days(number)
    ]
    yield from found[:MOST_OF_FUNCTIONS]


def _years(number: int) -> Iterator[date]:
    """So many years before and after, or that year; each up to February and from March on."""
    years = (DAY.year - number, DAY.year + number) if number <= MOST_YEARS else (number,)
    for year in years if number > 0 else ():
        if date.min.year <= year <= date.max.year:
            yield from (date(year, 2, 28), date(year, 3, 1))


def _months(number: int) -> Iterator[date]:
    if 1 <= number <= 12:  # noqa: PLR2004 - months of a year
        yield date(DAY.year, number, 15)


def _days_of_months(number: int) -> Iterator[date]:
    if 1 <= number <= 28:  # noqa: PLR2004 - days that every month has
        yield date(DAY.year, DAY.month, number)


def _days(number: int) -> Iterator[date]:
    """So many days before and after, and one more."""
    if 0 < number <= MOST_DAYS:
        for days in (timedelta(days=number), timedelta(days=number + 1)):
            yield from (DAY - days, DAY + days)


_DAYS: Final[Mapping[str, Days]] = {
    "year": _years,
    "days_between": _days,
    "add_days": _days,
    "month": _months,
    "day": _days_of_months,
}
