"""What realises a requirement that is told in prose."""

from dataclasses import dataclass

from omninode_bridge.prose.slots import Filled, Origin


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which pattern realises a requirement, and where the value of each slot comes from.

    Without a pattern, `told` is what the sentence tells together with others. `left` is what it
    says besides, and what is not done.
    """

    requirement_id: str
    pattern: str
    slots: tuple[Filled, ...]
    told: str = ""
    left: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Such as `pattern read_entity: entity = customer, keys = id (default)`."""
        if self.told:
            return f"told: {self.told}"
        values = (
            f"{one.slot} = {one.shown or 'none'}"
            + ("" if one.origin is Origin.SENTENCE else f" ({one.origin.value})")
            for one in self.slots
        )
        said = f"pattern {self.pattern}" + (f": {', '.join(values)}" if self.slots else "")
        left = ", ".join(f'"{one}"' for one in self.left)
        return f"{said}; said and not done: {left}" if left else said
