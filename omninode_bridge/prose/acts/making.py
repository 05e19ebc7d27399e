"""From a verb, a thing and what is said of it to an act; None where they do not fit."""

from collections.abc import Callable, Mapping
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.acts.act import Act, Tail, Thing, Words
from omninode_bridge.prose.acts.model import required_of
from omninode_bridge.prose.acts.tails import is_identifying
from omninode_bridge.prose.acts.values import begins_with, done_by
from omninode_bridge.prose.acts.verbs import (
    FINAL,
    HANDING_IN,
    HIDING,
    NOTING,
    PLAIN,
    UPDATING,
    classes_of,
    counted_by,
    named,
    only_creates,
    plural_of,
)
from omninode_bridge.requirements.document import Entity
from omninode_bridge.requirements.naming import snake_case


def _create(verb: str, thing: Thing, tail: Tail) -> Act | None:
    entity = thing.entity
    covered = required_of(entity) <= {*tail.given, *_generated(entity)}
    is_sure = bool(tail.given) or only_creates(verb) or verb in HANDING_IN
    is_known = "create" in classes_of(verb) and is_sure
    done = done_by(entity, verb)
    is_first = begins_with(entity, verb, done)
    if thing.value is not None or tail.values or not (is_known or covered or is_first):
        return None
    is_state = done is not None and not is_first
    if is_state and not (required_of(entity) - _keys(entity)) & {*tail.given}:
        return None
    return Act("create", verb, named(verb, entity), entity, given=tail.given)


def _list(verb: str, thing: Thing, tail: Tail) -> Act | None:
    entity = thing.entity
    is_search = "search" in classes_of(verb)
    if is_search and not tail.filters:
        return None
    fixed = (*((thing.value,) if thing.value else ()), *tail.values)
    if len({one.field for one in fixed}) < len(fixed):
        return None
    said = "_".join(snake_case(one.words) for one in fixed)
    plural = plural_of(entity)
    name = "_".join(one for one in ("search" if is_search else "list", said, plural) if one)
    filters = tuple(dict.fromkeys(tail.filters))
    parts = tuple(one for one in filters if is_search and _is_text(entity, one))
    filters = tuple(one for one in filters if one not in parts)
    return Act(
        *("list", verb, name, entity),
        filters=filters,
        parts=parts,
        fixed=fixed,
        order=tail.order,
        size=tail.size,
    )


def _read(verb: str, thing: Thing, tail: Tail) -> Act | None:
    entity = thing.entity
    if thing.value is not None or tail.values:
        return None
    own = _keys(entity)
    loose = [one for one in tail.keys if one not in own and not is_identifying(one)]
    if loose and lexicon().verbs.get(verb) != "read":
        return None
    if loose:
        return Act("list", verb, f"list_{plural_of(entity)}", entity, filters=tail.keys)
    return Act("read", verb, named(verb, entity), entity, keys=tail.keys)


def _delete(verb: str, thing: Thing, tail: Tail) -> Act | None:
    wanted = [*((thing.value,) if thing.value else ()), *tail.values]
    if not _tells_one(thing.entity, tail.keys) or len(wanted) > 1:
        return None
    return Act(
        *("delete", verb, named(verb, thing.entity), thing.entity),
        keys=tail.keys,
        wanted=wanted[0] if wanted else None,
        is_soft=tail.is_soft or verb in HIDING,
        is_final=tail.is_final or verb in FINAL,
        is_versioned=tail.is_versioned,
    )


def _restore(verb: str, thing: Thing, tail: Tail) -> Act | None:
    if thing.value is not None or not _tells_one(thing.entity, tail.keys):
        return None
    return Act("restore", verb, named(verb, thing.entity), thing.entity, keys=tail.keys)


def _update(verb: str, thing: Thing, tail: Tail) -> Act | None:
    entity = thing.entity
    done = done_by(entity, verb)
    given = tuple(dict.fromkeys((*thing.fields, *tail.given)))
    sets = tail.sets or ((done,) if done and not thing.fields else ())
    counts = "" if thing.fields else counted_by(entity, verb)
    wanted = [*((thing.value,) if thing.value else ()), *tail.values]
    is_change = "update" in classes_of(verb) or verb in UPDATING or (verb in PLAIN and bool(given))
    if not (sets or counts or is_change) or len(wanted) > 1 or len(sets) > 1:
        return None
    if not (sets or given or counts):
        given = _changed(verb, entity)
    if not (given or sets or counts) or not _tells_one(entity, tail.keys):
        return None
    if {*given} & {*tail.keys, counts, *(one.field for one in sets)}:
        return None
    return Act(
        *("update", verb, _name_of_change(verb, thing, tail), entity, given, tail.keys),
        sets=sets,
        wanted=wanted[0] if wanted else None,
        counts=counts,
        is_versioned=tail.is_versioned,
    )


def _name_of_change(verb: str, thing: Thing, tail: Tail) -> str:
    name = snake_case(thing.entity.name)
    if verb in NOTING and thing.fields:
        return f"{snake_case(verb)}_{thing.fields[0]}"
    if tail.sets and verb in PLAIN:
        return f"mark_{name}_{snake_case(tail.sets[0].words)}"
    is_plain = verb in PLAIN or (verb in UPDATING and bool(thing.fields))
    return f"update_{name}" if is_plain else named(verb, thing.entity)


def _changed(verb: str, entity: Entity) -> Words:
    """All fields for `change a booking`, the name for `rename a file`."""
    names = [one.name for one in entity.fields]
    if verb == "rename":
        return tuple(one for one in names if one in {"name", "title"})[:1]
    if verb not in PLAIN:
        return ()
    return tuple(one for one in names if one not in {*_generated(entity), "version"})


def _generated(entity: Entity) -> frozenset[str]:
    keys = {
        one.name for one in entity.fields if str(one.type) == "uuid" and one.constraints.primary_key
    }
    return frozenset(keys | {"created_at", "updated_at"})


def _keys(entity: Entity) -> frozenset[str]:
    return frozenset(
        one.name for one in entity.fields if one.constraints.primary_key or one.constraints.unique
    )


def _tells_one(entity: Entity, keys: Words) -> bool:
    return all(one in _keys(entity) or is_identifying(one) for one in keys)


def _is_text(entity: Entity, name: str) -> bool:
    kinds = {one.name: str(one.type).removesuffix("?") for one in entity.fields}
    return kinds[name] in {"string", "text", "email", "url"}


_MAKERS: Final[Mapping[str, Callable[[str, Thing, Tail], Act | None]]] = {
    "create": _create,
    "list": _list,
    "search": _list,
    "read": _read,
    "delete": _delete,
    "restore": _restore,
    "update": _update,
}


def act_of(kind: str, verb: str, thing: Thing, tail: Tail) -> Act | None:
    return _MAKERS[kind](verb, thing, tail)
