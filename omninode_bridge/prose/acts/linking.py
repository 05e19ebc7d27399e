"""By which field one thing refers to another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from omninode_bridge.prose.stored import plain_type
from omninode_bridge.requirements.document import Entity, Field
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.types import Kind, Optional, Scalar


@dataclass(frozen=True, slots=True)
class Linked:
    """`field` of the one is `key` of the other; its type may have been only a guess."""

    field: Field
    key: Field

    @property
    def is_optional(self) -> bool:
        return isinstance(self.field.type, Optional)

    def same(self, key: str) -> str:
        """Whether `each` refers to the key, in the rule language."""
        name = f"each.{self.field.name}"
        test = f"{name} == {key}"
        return f"{name} != none and {test}" if self.is_optional else test


def linked(owner: Entity, target: Entity) -> Linked | None:
    """None where there is no such field, or more than one."""
    if owner.name == target.name:
        return None
    found = {each.field.name: each for each in _links(owner, target)}
    return next(iter(found.values())) if len(found) == 1 else None


def _links(owner: Entity, target: Entity) -> Iterator[Linked]:
    keys = [one for one in target.fields if one.constraints.primary_key or one.constraints.unique]
    words = snake_case(target.name)
    nouns = {words, words.split("_")[-1]}
    for field in owner.fields:
        named, _, key = (field.constraints.references or "").partition(".")
        for one in keys:
            is_said = named.lower() == target.name.lower() and key in ("", one.name)
            is_called = field.name in {f"{noun}_{one.name}" for noun in nouns}
            # A `valve_code` of an inspection is that of a valve, which calls it so, too.
            is_called |= field.name == one.name and one.name.startswith(f"{words}_")
            # So is a `call_number` that is no key of the loan that has it, too.
            is_own = field.constraints.primary_key or field.constraints.unique
            is_key = one.constraints.primary_key and "_" in one.name and not is_own
            is_called |= field.name == one.name and is_key
            # "The flat number of the tenant" says so.
            is_called |= field.name == one.name and field.description in {
                f"of {article} {noun}" for article in ("the", "a", "an", "its") for noun in nouns
            }
            # "The reader who has it" says so, too.
            is_called |= field.name == one.name and _is_whose(field.description.lower(), nouns)
            is_bare = field.name in nouns and one.constraints.primary_key
            same = plain_type(field.type) == plain_type(one.type)
            if (is_said or is_called or is_bare) and same:
                yield Linked(field, one)
            elif is_called and _is_guess(field):
                yield Linked(_of_type(field, one), one)


def _is_whose(said: str, nouns: set[str]) -> bool:
    words = said.split()[:3]
    return words[:1] in (["the"], ["a"], ["an"]) and (
        words[1:2] == [one for one in words[1:2] if one in nouns] != []
        and words[2:] in (["who"], ["that"], ["which"])
    )


def _is_guess(field: Field) -> bool:
    limits = field.constraints
    is_free = limits.pattern is None and not limits.one_of and limits.max_length is None
    is_free = is_free and limits.minimum is None and limits.maximum is None
    is_plain = plain_type(field.type) in {Scalar(Kind.STRING), Scalar(Kind.INT)}
    return field.type_place is None and is_plain and is_free and field.default is None


def _of_type(field: Field, key: Field) -> Field:
    kind = plain_type(key.type)
    return replace(field, type=Optional(kind) if isinstance(field.type, Optional) else kind)
