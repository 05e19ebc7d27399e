"""The names that an example can bind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from omninode_bridge.requirements.document import Field
from omninode_bridge.requirements.types import Kind, ListOf, Scalar, ValueType


@dataclass(frozen=True, slots=True)
class Signature:
    """Types by field name. An output that only rules define has no type of its own yet."""

    inputs: Mapping[str, ValueType]
    outputs: Mapping[str, ValueType | None]
    required: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        inputs: Sequence[Field],
        outputs: Sequence[Field] | None,
        assigned: Sequence[str],
        *,
        warns: bool = False,
    ) -> "Signature":
        """`warns` if a rule can warn: then an answer holds `warnings` beside its outputs."""
        declared: dict[str, ValueType | None] = (
            dict.fromkeys(assigned)
            if outputs is None
            else {field.name: field.type for field in outputs}
        )
        if warns:
            declared.setdefault("warnings", ListOf(Scalar(Kind.STRING)))
        return cls(
            {field.name: field.type for field in inputs},
            declared,
            frozenset(field.name for field in inputs if field.required),
        )

    @property
    def names(self) -> list[str]:
        return [*self.inputs, *self.outputs]
