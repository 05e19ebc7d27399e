"""What of a schema's change would break somebody: within a version schemas are only extended."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pydantic import JsonValue

type Schema = Mapping[str, JsonValue]

# The larger a lower bound, or the smaller an upper one, the less is admitted.
LOWER: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems")
UPPER: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
PARTS: Final = ("items", "additionalProperties")


def breaking(before: Schema, after: Schema) -> list[str]:
    """Sentences on what is gone, narrowed or newly required, by schema. None: harmless."""
    return list(_of_fields("", before, after))


def _of_fields(place: str, before: Schema, after: Schema) -> Iterator[str]:
    for name, old in before.items():
        path = f"{place}.{name}".lstrip(".")
        if name in after:
            yield from _of(path, _schema(old), _schema(after[name]))
        else:
            yield f"{path} is gone"


def _of(place: str, old: Schema, new: Schema) -> Iterator[str]:
    """Each of the old alternatives must still be one, and admit as much."""
    for each in _alternatives(old):
        same = [one for one in _alternatives(new) if _kind(each) in _admitted(one)]
        if same:
            yield from _of_alternative(place, each, same[0])
        else:
            yield f"{place} is no longer {_kind(each)}"


def _of_alternative(place: str, old: Schema, new: Schema) -> Iterator[str]:
    kept = _choices(new)
    if kept and not (_choices(old) and all(each in kept for each in _choices(old))):
        yield f"{place} has fewer values"
    if new.get("pattern", old.get("pattern")) != old.get("pattern"):
        yield f"{place} has another pattern"
    for name in (*LOWER, *UPPER):
        if _tighter(name, old, new):
            yield f"{place} has a tighter {name}"
    yield from _of_object(place, old, new)
    for part in PARTS:
        if part in old:
            yield from _of(f"{place}[]", _schema(old[part]), _schema(new.get(part)))


def _of_object(place: str, old: Schema, new: Schema) -> Iterator[str]:
    for name in _list(new, "required"):
        if name not in _list(old, "required"):
            yield f"{place}.{name} is required now"
    yield from _of_fields(place, _schema(old.get("properties")), _schema(new.get("properties")))


def _tighter(name: str, old: Schema, new: Schema) -> bool:
    before, after = old.get(name), new.get(name)
    if not isinstance(after, int | float):
        return False
    if not isinstance(before, int | float):
        return True
    return after > before if name in LOWER else after < before


def _alternatives(schema: Schema) -> Sequence[Schema]:
    found = schema.get("anyOf")
    return [_schema(each) for each in found] if isinstance(found, list) else [schema]


def _kind(schema: Schema) -> str:
    return str(schema.get("$ref") or schema.get("format") or schema.get("type") or "anything")


def _admitted(schema: Schema) -> set[str]:
    kind = _kind(schema)
    return {kind, "integer"} if kind == "number" else {kind}


def _choices(schema: Schema) -> list[JsonValue]:
    return [schema["const"]] if "const" in schema else _list(schema, "enum")


def _list(schema: Schema, key: str) -> list[JsonValue]:
    found = schema.get(key)
    return found if isinstance(found, list) else []


def _schema(found: JsonValue) -> Schema:
    """`true` and what is not said admit everything."""
    return found if isinstance(found, dict) else {}
