"""Durations as people write them: `200ms`, `1.5 h`, `PT1H`."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

UNITS: Final[Mapping[str, Decimal]] = {
    "us": Decimal("0.000001"),
    "ms": Decimal("0.001"),
    "s": Decimal(1),
    "m": Decimal(60),
    "h": Decimal(3600),
    "d": Decimal(86400),
    "w": Decimal(604800),
}
SPELLINGS: Final[Mapping[str, str]] = {
    "microsecond": "us", "millisecond": "ms", "msec": "ms", "second": "s", "sec": "s",
    "minute": "m", "min": "m", "hour": "h", "hr": "h", "day": "d", "week": "w",
}  # fmt: skip
SHORT: Final = re.compile(r"(\d{1,15}(?:\.\d{1,9})?)\s*([A-Za-z]{1,12})")
ISO: Final = re.compile(
    r"P(?:(\d{1,9})W)?(?:(\d{1,9})D)?"
    r"(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,15}(?:\.\d{1,9})?)S)?)?"
)
ISO_UNITS: Final = ("w", "d", "h", "m", "s")
NAMED: Final[Mapping[str, str]] = {
    "hourly": "1h", "daily": "1d", "weekly": "1w", "hour": "1h", "day": "1d", "week": "1w",
    "minute": "1m",
}  # fmt: skip


def seconds(text: str) -> Decimal | None:
    """The length of a duration, exactly; None if the text is none."""
    written = text.strip().strip("`")
    written = NAMED.get(written.lower(), written)
    iso = ISO.fullmatch(written)
    if iso is not None and any(iso.groups()):
        pairs = zip(iso.groups(), ISO_UNITS, strict=True)
        return sum((Decimal(value) * UNITS[unit] for value, unit in pairs if value), Decimal(0))
    parts = SHORT.findall(written)
    if not parts or SHORT.sub("", written).strip():
        return None
    total = Decimal(0)
    for value, word in parts:
        unit = unit_of(word)
        if unit is None:
            return None
        total += Decimal(value) * UNITS[unit]
    return total


def unit_of(word: str) -> str | None:
    lowered = word.lower()
    if lowered in UNITS:
        return lowered
    return SPELLINGS.get(lowered.removesuffix("s"))


def milliseconds(text: str) -> int | None:
    value = seconds(text)
    return None if value is None else int(value * 1000)


def iso_duration(text: str) -> str | None:
    """ISO 8601 text is kept as it is; `1h` becomes `PT1H`."""
    written = text.strip()
    if ISO.fullmatch(written) and len(written) > 1:
        return written
    value = seconds(written)
    if value is None:
        return None
    for unit in ("d", "h", "m"):
        if value and value % UNITS[unit] == 0:
            return f"P{'' if unit == 'd' else 'T'}{value / UNITS[unit]:f}{unit.upper()}"
    shown = f"{value:f}"
    return f"PT{shown.rstrip('0').rstrip('.') if '.' in shown else shown}S"
