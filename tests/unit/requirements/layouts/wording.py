"""What is said of one field, in signs and in two ways of words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tests.unit.requirements.layouts.models import Told


@dataclass(frozen=True, slots=True)
class Voice:
    """How terms are worded; `{}` stand for numbers and words."""

    types: Mapping[str, str]
    choices: str
    lengths: tuple[str, str, str]
    ranges: tuple[str, str, str, str]
    none_below: str
    unique: str
    optional: str
    default: str


SIGNS: Final = Voice(
    types={},
    choices="enum({})",
    lengths=("string, length {}..{}", "string, length 0..{}", "string, length {}..{}"),
    ranges=(">= {}, <= {}", ">= {}", "<= {}", "> {}"),
    none_below=">= 0",
    unique="unique",
    optional="optional",
    default="default {}",
)
PLAIN: Final = Voice(
    types={
        "string": "text",
        "int": "whole number",
        "decimal": "number",
        "money": "amount of money",
        "bool": "yes or no",
        "datetime": "date and time",
        "email": "email address",
    },
    choices="or",
    lengths=("text of {} to {} characters", "text of at most {} characters", "exactly {} letters"),
    ranges=("{} to {}", "at least {}", "at most {}", "more than {}"),
    none_below="not negative",
    unique="unique",
    optional="optional",
    default="{} by default",
)
CASUAL: Final = Voice(
    types={
        "int": "integer",
        "decimal": "decimal number",
        "bool": "true or false",
        "datetime": "point in time",
        "url": "web address",
        "money": "amount in euros",
    },
    choices="one of",
    lengths=("{} to {} letters", "up to {} characters", "text of exactly {} characters"),
    ranges=("between {} and {}", "minimum {}", "up to {}", "greater than {}"),
    none_below="0 or more",
    unique="must be unique",
    optional="may be missing",
    default="defaults to {}",
)
VOICES: Final = {"signs": SIGNS, "plain": PLAIN, "casual": CASUAL}


def type_of(told: Told, voice: Voice) -> str:
    """The type, with the length of a text."""
    if told.choices:
        return _choices(told.choices, voice)
    if told.type.startswith("list["):
        return told.type if voice is SIGNS else f"list of {told.type[5:-1]}"
    if told.has_length:
        both, most, exact = voice.lengths
        if told.short == told.long:
            return exact.format(told.short, told.long)
        return both.format(told.short, told.long) if told.short else most.format(told.long)
    return voice.types.get(told.type, told.type)


def _choices(choices: list[str], voice: Voice) -> str:
    if voice.choices == "or":
        return f"{', '.join(choices[:-1])} or {choices[-1]}"
    if voice.choices == "one of":
        return f"one of {', '.join(choices)}"
    return voice.choices.format(", ".join(choices))


def limits_of(told: Told, voice: Voice) -> list[str]:
    """Range, uniqueness, whether it has to be there, and what it is otherwise."""
    between, least, most, over = voice.ranges
    found = []
    if told.has_length and told.type.startswith("list["):
        span = f"{told.short} to {told.long} entries"
        found.append(f"length {told.short}..{told.long}" if voice is SIGNS else span)
    if told.over:
        found.append(over.format(told.low))
        found += [most.format(told.high)] if told.high else []
    elif told.low and told.high:
        found.append(between.format(told.low, told.high))
    elif told.low:
        found.append(voice.none_below if told.low == "0" else least.format(told.low))
    elif told.high:
        found.append(most.format(told.high))
    found += [voice.unique] if told.unique else []
    found += [voice.optional] if told.optional else []
    if told.default:
        found.append(voice.default.format(_value(told, voice)))
    return found


def _value(told: Told, voice: Voice) -> str:
    if told.type == "bool" and voice is PLAIN:
        return "yes" if told.default == "true" else "no"
    return told.default


def terms(told: Told, voice: Voice) -> str:
    """Type and limits; choices in a list of choices come last, as nothing else can follow them."""
    kind, limits = type_of(told, voice), limits_of(told, voice)
    if kind.startswith("one of"):
        return ", ".join([*limits, kind])
    return (
        "; ".join([kind, *limits])
        if told.choices and voice is PLAIN and limits
        else ", ".join([kind, *limits])
    )


def joined(items: list[str]) -> str:
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else items[0]


def a(noun: str) -> str:
    is_an = noun.strip("`")[0] in "aeio" and not noun.startswith("one ")
    return f"{'an' if is_an else 'a'} {noun}"
