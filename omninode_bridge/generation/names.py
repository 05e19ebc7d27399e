"""What a PRD's names are called in Python. JSON names stay the PRD's."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from omninode_bridge.requirements.types import EnumOf


@dataclass(frozen=True, slots=True)
class ClassRef:
    """A class and the dotted module that defines it."""

    name: str
    module: str


@dataclass(frozen=True, slots=True)
class EnumRef:
    """A `StrEnum`; `members` maps the PRD's spelling to the member's name."""

    ref: ClassRef
    members: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Names:
    """All Python names of one package.

    `support_package` (`onex_<name>_<type>`) holds the modules beside `nodes/`, `node_package` is
    the dotted package of the node. `attributes` maps every field name of the document (declared,
    assigned or added by `for each`) to its attribute, one to one over the whole package.
    `items` maps an output list whose items gain fields to the class of its items.
    """

    support_package: str
    node_package: str
    input_model: ClassRef
    output_model: ClassRef
    handler: ClassRef
    entities: Mapping[str, ClassRef] = field(default_factory=dict)
    items: Mapping[str, ClassRef] = field(default_factory=dict)
    enums: Mapping[EnumOf, EnumRef] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)

    def attribute(self, field_name: str) -> str:
        return self.attributes.get(field_name, field_name)
