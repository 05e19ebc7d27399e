"""What becomes of other fields by a deed: `... and the tenant is cleared`, `the count goes up`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.prose.acts.act import Act, Said, Value
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.requirements.document import Entity
from omninode_bridge.requirements.types import Kind, Optional, Scalar

_WORD: Final = r"(?!(?:is|it|they|becomes|has|then|who|that|which)\b)[a-z_]+"
_LIST: Final = rf"(?P<list>{_WORD}(?:[ ,]+{_WORD})*?)"
_JOINT: Final = r"(?: ?[;,] ?(?:and |which |that )?|\s(?:and|which) )(?:then |also |thereby )*"
_MORE: Final = r"(?: (?:again|then|afterwards|any ?more|too|as well|thereby))*"
_NEXT: Final = r"(?= ?$| ?[;,]| and (?:the|it|its|they) )"
_CLEARED: Final = tuple(
    re.compile(f"{_JOINT}{form}{_MORE}{_NEXT}")
    for form in (
        (
            rf"{_LIST} (?:is|becomes) (?:then |again )*(?:cleared|emptied|reset|forgotten|removed|"
            r"erased|empty|deleted|struck out|unset)"
        ),
        rf"(?:it |they |he |she )?(?:then )?has no {_LIST}",
        (
            rf"(?:(?:we|i|you|it|they|the [a-z]+) )?(?:then )?(?:forgets?|clears?|empties|loses?|"
            rf"erases?|empty|drops?) {_LIST}"
        ),
    )
)
_COUNTED: Final = re.compile(
    rf"{_JOINT}(?P<list>(?:the|its) [a-z_ ]+?) (?:is |then )*(?:goe?s? up|rises?|grows?|increases?|"
    rf"increased|raised|incremented|counted up) by (?:one|1){_MORE}{_NEXT}"
)
_CLEAR: Final = "none"


@dataclass(frozen=True, slots=True)
class Besides:
    """`said` is the rest of the sentence; `cleared` and `counted` are names as they are spoken."""

    said: str
    cleared: tuple[str, ...] = ()
    counted: str = ""


def besides_in(said: str) -> Besides | None:
    """None where the sentence speaks of nothing else."""
    found = Besides(said)
    if match := _COUNTED.search(said):
        found = Besides(_without(said, match), counted=match["list"])
    for form in _CLEARED:
        if match := form.search(found.said):
            rest = _without(found.said, match)
            found = replace(found, said=rest, cleared=(*found.cleared, match["list"]))
    return found if found.cleared or found.counted else None


def with_besides(model: Model, besides: Besides, said: Sequence[Said]) -> tuple[Said, ...]:
    """The one deed with them; nothing where they are no fields of its thing that may be so."""
    acts = [one for one in said if isinstance(one, Act)]
    if len(acts) != 1 or acts[0].kind != "update":
        return ()
    [act] = acts
    values: list[Value] = []
    for each in besides.cleared:
        names = _fields(model, act.entity, each)
        if not names or not all(_may_be_empty(act.entity, name) for name in names):
            return ()
        values += [Value(name, _CLEAR, is_bool=True) for name in names]
    counts = act.counts
    if besides.counted:
        [counted] = _fields(model, act.entity, besides.counted) or ("",)
        if counts not in ("", counted) or not _is_count(act.entity, counted):
            return ()
        counts = counted
    taken = {*act.given, *act.keys, *(one.field for one in act.sets)}
    if {one.field for one in values} & taken or counts in taken:
        return ()
    made = replace(act, sets=(*act.sets, *values), counts=counts)
    return tuple(made if one is act else one for one in said)


def _without(said: str, match: re.Match[str]) -> str:
    rest = f"{said[: match.start()]} {said[match.end() :]}"
    return " ".join(rest.split()).strip(" ,;")


def _fields(model: Model, entity: Entity, said: str) -> tuple[str, ...]:
    words = tuple(said.replace(",", " , ").split())
    names, end = model.fields_at(entity, words, 0)
    return names if end == len(words) else ()


def _may_be_empty(entity: Entity, name: str) -> bool:
    field = next(one for one in entity.fields if one.name == name)
    return isinstance(field.type, Optional) and field.default is None


def _is_count(entity: Entity, name: str) -> bool:
    field = next((one for one in entity.fields if one.name == name), None)
    return field is not None and field.type == Scalar(Kind.INT) and field.default is not None
