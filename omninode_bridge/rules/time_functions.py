"""Functions of dates; a rule has no clock."""

from collections.abc import Mapping
from typing import Final

from omninode_bridge.rules.call_site import Function, Site
from omninode_bridge.rules.conversion import convert
from omninode_bridge.rules.kinds import DATE, DATETIME, INT
from omninode_bridge.rules.typed import Literal, Typed


def _moment(site: Site, at: int = 0) -> Typed | None:
    """A date or datetime; a quoted date counts as one."""
    if not site.is_value(at):
        return None
    value = site.arguments[at]
    if isinstance(value, Literal):
        value = convert(value, DATE) or convert(value, DATETIME) or value
    if value.type not in (DATE, DATETIME):
        site.wrong(at, "a date or datetime")
        return None
    return value


def _days_between(site: Site) -> Typed | None:
    first, second = _moment(site, 0), _moment(site, 1)
    if first is None or second is None:
        return None
    if first.type != second.type:
        site.fail(1, f"`days_between` needs two of a kind, not {first.type} and {second.type}.")
        return None
    return site.result(INT, (first, second))


def _add_days(site: Site) -> Typed | None:
    moment, days = _moment(site), site.as_type(1, INT, "a number of days")
    if moment is None or days is None:
        return None
    return site.result(moment.type, (moment, days))


def _part(site: Site) -> Typed | None:
    moment = _moment(site)
    return None if moment is None else site.result(INT, (moment,))


TIME_FUNCTIONS: Final[Mapping[str, Function]] = {
    "days_between": Function("days_between(a, b)", 2, 2, _days_between),
    "add_days": Function("add_days(d, n)", 2, 2, _add_days),
    "year": Function("year(d)", 1, 1, _part),
    "month": Function("month(d)", 1, 1, _part),
    "day": Function("day(d)", 1, 1, _part),
}
