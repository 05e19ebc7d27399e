"""Verbs as they stand in sentences: with `is`, with `shall be`, in a wish."""

from collections.abc import Iterable
from typing import Final

BE: Final = (
    *("is", "are", "shall be", "must be", "should be", "will be", "has to be", "have to be"),
    *("needs to be", "need to be", "can be", "may be", "to be", "is to be", "are to be"),
    *("was", "were", "gets", "get", "is being", "are being", "has been", "have been"),
)
_NO: Final = (
    *("is not", "are not", "must not be", "may not be", "shall not be", "should not be"),
    *("cannot be", "can not be", "will not be", "is never", "are never", "can never be"),
)
_MODAL: Final = ("shall", "must", "should", "will", "has to", "have to", "to", "needs to")


def done(*participles: str) -> tuple[str, ...]:
    """`is added`, `shall be added`, ...: each of them done to something."""
    return _all(BE, participles)


def not_done(*participles: str) -> tuple[str, ...]:
    """`is not accepted`, `must not be accepted`, ..."""
    return _all(_NO, participles)


def does(*verbs: str) -> tuple[str, ...]:
    """`cost` stands for `costs`, `shall cost`, `to cost`, ..."""
    plain = [form for verb in verbs for form in (_third(verb), verb)]
    return (*plain, *_all(_MODAL, verbs))


def _all(helpers: Iterable[str], forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{helper} {form}" for form in forms for helper in helpers)


def _third(verb: str) -> str:
    """`get` and `are entitled to` in the singular."""
    first, _, rest = verb.partition(" ")
    singular = {"have": "has", "are": "is"}.get(first, "")
    if not singular:
        is_y = first.endswith("y") and first[-2] not in "aeiou"
        singular = first[:-1] + "ies" if is_y else first + "s"
        singular = first + "es" if first.endswith(("s", "x", "ch", "sh", "o")) else singular
    return f"{singular} {rest}".strip()
