"""Sentences that say which data must be there, and what holds where they are not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from omninode_bridge.requirements.document import Default, Field
from omninode_bridge.requirements.parts.fitted_terms import default_of
from omninode_bridge.requirements.parts.spoken_merging import Telling, ToldField
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar, ValueType

_THERE: Final = (
    r"(?:required|mandatory|needed|compulsory|obligatory|necessary|essential|given|entered|present|"
    r"stated|supplied|provided|specified|there|known|filled in|a must|sent|passed|named)"
)
_GONE: Final = (
    r"(?:missing|left out|omitted|absent|empty|left empty|not (?:given|there|stated|known|entered|"
    r"filled in|said|sent|specified|provided|present|supplied)|unknown|blank|left blank|skipped)"
)
_ALWAYS: Final = r"(?: (?:all|always|both|each|therefore|also))?"
_MUST: Final = (
    rf"(?:(?:is|are){_ALWAYS}|(?:must|shall|should|has to|have to|needs? to){_ALWAYS} be{_ALWAYS})"
)
_NEED_NOT: Final = (
    r"(?:(?:is|are)(?: not|n't| never)|need not be|(?:does|do) not (?:have|need) to be|"
    r"(?:must|has|have) not (?:to )?be)"
)
_MAY: Final = r"(?:may|can|might) (?:also )?(?:be|stay|remain)"
_WHEN: Final = (
    r"(?:,? (?:when(?:ever)?|to|for|at|before|as soon as|if) "
    r"(?:(?:an?|the|it|we|somebody|someone) )?[a-z][\w' -]{0,60})?"
)
_ALL: Final = re.compile(
    r"(?:all|both|each|every one|everything)(?: (?:two|three|four|five|six|seven|\d+))?"
    r"(?: of (?:them|these|those|which|the (?:two|three|four|five|data|fields|values|inputs)))?"
    r"(?: (?:fields|values|inputs|data|details|entries|parts|pieces of information))?|"
    r"(?:they|these|those)(?: (?:two|three|four|five|six))?(?: all| both)?|"
    r"(?:the )?(?:two|three|four|five|six)",
    re.IGNORECASE,
)
_FLAGS: Final = re.compile(
    r"(?:the |these |those |all (?:the |of the )?|both (?:the )?)?"
    r"(?:(?P<many>two|three|four|five|six) )?"
    r"(?:flags|switches|ticks|tick boxes|check boxes|yes/no (?:fields|values|answers|questions))",
    re.IGNORECASE,
)
_COUNTS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NAMES: Final = r"(?P<names>[a-z`][\w`' ,-]*?)"
_REQUIRED: Final = re.compile(rf"{_NAMES} {_MUST} {_THERE}{_WHEN}", re.IGNORECASE)
_OPTIONAL: Final = re.compile(
    rf"{_NAMES} (?:(?:is|are|stays?|remains?) (?:optional|voluntary)|{_NEED_NOT} {_THERE}|"
    rf"{_MAY} {_GONE}){_WHEN}",
    re.IGNORECASE,
)
_LEFT: Final = re.compile(
    r"(?:(?:some|many|most|other) )?(?:somebody|someone|anybody|whoever|"
    r"those|people|everybody|(?:an?|the) [a-z]+|[a-z]+s)"
    r"(?: (?:who|that|which|without|with|to whom|never) .{1,60}?)? "
    rf"(?:leaves?|(?:may|can) leave|omits?|skips?) {_NAMES} (?:empty|blank|out|open|away)",
    re.IGNORECASE,
)
_WITHOUT: Final = re.compile(
    r"without (?:one|any|either|each|all) of (?:them|these|those),? .*"
    r"\b(?:refused|rejected|invalid|not start|never start|cannot start|error)\b.*",
    re.IGNORECASE,
)
_COUNTS_AS: Final = (
    r"(?:is|are|counts? as|means?|is taken (?:to be|as)|is read as|is treated as) "
    r"(?P<value>[^,;]+?)"
)
_SAID: Final = (
    r"(?:(?:it is |they are |(?:some|any)(?:body|one|thing) )?(?:else )?(?:is )?"
    r"(?:told|said|stated|given|noted|specified|entered|sent|says|states|tells))"
)
_ELSE: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NAMES} {_COUNTS_AS},? (?:unless|if not) {_SAID}(?: otherwise| so| differently)?",
        (
            rf"{_NAMES} {_COUNTS_AS},? (?:if|when|where|unless|in case) "
            rf"(?:it|they|that|this|the value) (?:is|are|was|were) {_GONE}"
        ),
        (
            rf"{_NAMES} {_COUNTS_AS},? (?:if|when|where|in case) (?:nothing|nobody|no one) "
            r"(?:else )?(?:is )?(?:says?|said|states?|stated|tells?|told|given|gives?)(?: it| so)?"
        ),
        (
            rf"(?:if|when|where|in case) {_NAMES} (?:is|are|was|were) {_GONE},? "
            rf"(?:it|they|that|this|the [a-z]+(?: [a-z]+)?) {_COUNTS_AS}"
        ),
        rf"(?:a )?missing {_NAMES} {_COUNTS_AS}",
        rf"{_NAMES} defaults to (?P<value>[^,;]+?)",
    )
)
_CLAUSES: Final = re.compile(r"\s*;\s+(?:and )?|,\s+(?:and|but)\s+(?=\w)")
_ITEMS: Final = re.compile(r",? and |, ")
_YES: Final = frozenset({"true", "yes", "on", "set", "ticked", "assumed", "so"})
_NO: Final = frozenset({"false", "no", "off", "not set", "not ticked", "unset", "not so"})


type Change = tuple[str, ToldField]
"""A field's name and what is known of it then."""


def amended(text: str, telling: Telling) -> list[Change] | None:
    """What a clause says of the fields of one telling; None where it is about something else."""
    plain = text.strip().rstrip(". ")
    if _WITHOUT.fullmatch(plain):
        return [*_required(telling, tuple(telling.told))]
    for pattern, change in (
        (_REQUIRED, _required),
        (_OPTIONAL, _optional),
        (_LEFT, _optional),
    ):
        match = pattern.fullmatch(plain)
        names = _named(match["names"], telling) if match else ()
        if names:
            return [*change(telling, names)]
    return _default(plain, telling)


def clauses_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the clauses of a sentence that may each say something else begin and end."""
    start = 0
    for joint in _CLAUSES.finditer(text):
        yield start, joint.start()
        start = joint.end()
    yield start, len(text)


def rest_optional(telling: Telling) -> None:
    """Where some are said to be needed, and not all, the others need not be there."""
    if any(one.is_needed for one in telling.told.values()):
        telling.told |= {
            name: one if one.is_needed else _maybe(one) for name, one in telling.told.items()
        }


def _required(telling: Telling, names: Sequence[str]) -> Iterator[Change]:
    for name in names:
        yield name, replace(telling.told[name], is_needed=True)


def _optional(telling: Telling, names: Sequence[str]) -> Iterator[Change]:
    for name in names:
        yield name, _maybe(telling.told[name])


def _maybe(told: ToldField) -> ToldField:
    field = told.field
    if field.default is not None or isinstance(field.type, Optional):
        return told
    return replace(told, field=replace(field, type=Optional(field.type), required=False))


def _named(text: str, telling: Telling) -> tuple[str, ...]:
    """The fields that a text lists; none where one of its items is no field."""
    if _ALL.fullmatch(text):
        return tuple(telling.told)
    if flags := _FLAGS.fullmatch(text):
        own = tuple(name for name, one in telling.told.items() if _is_flag(one))
        return own if len(own) == _COUNTS.get(flags["many"] or "", len(own)) else ()
    names = [telling.called(one) for one in _ITEMS.split(text)]
    return tuple(names) if all(names) else ()


def _default(text: str, telling: Telling) -> list[Change] | None:
    for pattern in _ELSE:
        match = pattern.fullmatch(text)
        names = _named(match["names"], telling) if match else ()
        if match is None or not names:
            continue
        said = match["value"].strip("\"'` ")
        found = [
            (
                name,
                replace(telling.told[name], field=_with_default(telling.told[name].field, value)),
            )
            for name in names
            if (value := _value(_plain(telling.told[name].field.type), said, name))
        ]
        if len(found) == len(names):
            return found
    return None


def _is_flag(told: ToldField) -> bool:
    return _plain(told.field.type) == Scalar(Kind.BOOL)


def _with_default(field: Field, value: str) -> Field:
    plain = _plain(field.type)
    default = default_of(plain, Default(value))
    return replace(field, type=plain, default=default, required=False)


def _value(type_: ValueType, said: str, name: str) -> str:
    """Empty for what is no value of the type."""
    if isinstance(type_, EnumOf):
        return next((one for one in type_.members if one.lower() == said.lower()), "")
    if not isinstance(type_, Scalar):
        return ""
    if type_.kind is Kind.BOOL:
        return _truth(said.lower(), name)
    if type_.kind is Kind.STRING:
        return said
    return said if re.fullmatch(r"-?\d+(?:\.\d+)?", said) else ""


def _truth(said: str, name: str) -> str:
    own = name.replace("_", " ")
    if said in _NO or said == f"not {own}":
        return "false"
    return "true" if said in _YES or said == own else ""


def _plain(type_: ValueType) -> ValueType:
    return type_.of if isinstance(type_, Optional) else type_
