"""What a sentence asks of stored things, as values."""

from dataclasses import dataclass

from omninode_bridge.requirements.document import Entity

type Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A value that the data model has a word for: `closed` of `status`, `true` of `blocked`."""

    field: str
    value: str
    is_bool: bool = False

    @property
    def literal(self) -> str:
        return self.value if self.is_bool else f'"{self.value}"'

    @property
    def words(self) -> str:
        if not self.is_bool:
            return self.value.replace("_", " ")
        plain = self.field.removeprefix("is_").replace("_", " ")
        return plain if self.value == "true" else f"not {plain}"


@dataclass(frozen=True, slots=True)
class Thing:
    """What a verb is about: an entity, some of its `fields`, or those that have `value`."""

    entity: Entity
    fields: Words = ()
    value: Value | None = None
    is_many: bool = False


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows the object. `order` begins with `-` for descending."""

    given: Words = ()
    keys: Words = ()
    filters: Words = ()
    order: str = ""
    values: tuple[Value, ...] = ()
    sets: tuple[Value, ...] = ()
    is_soft: bool = False
    is_final: bool = False
    is_paged: bool = False
    is_versioned: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """`kind` is that of an operation; `named` is its name where no other sentence has one.

    `verb` is the plain form of the verb as written. `parts` are texts of which a part is given;
    `size` rows are on a page; rows without the value `wanted` are refused; `counts` is the number
    that grows by one.
    """

    kind: str
    verb: str
    named: str
    entity: Entity
    given: Words = ()
    keys: Words = ()
    filters: Words = ()
    parts: Words = ()
    fixed: tuple[Value, ...] = ()
    order: str = ""
    sets: tuple[Value, ...] = ()
    wanted: Value | None = None
    counts: str = ""
    is_soft: bool = False
    is_final: bool = False
    is_versioned: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Guard:
    """`verb` is refused where the entity has `value`, or, with `only`, where it has another.

    `asks` where the sentence says that it may be done otherwise; `message` is what is answered.
    `lasts` where it is refused from then on, whatever becomes of it; `fields` where only they are
    not changed.
    """

    entity: Entity
    verb: str
    value: Value
    only: bool
    asks: bool = False
    message: str = ""
    lasts: bool = False
    fields: Words = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """The event that is published when `verb` was done to the entity; without a name, its own.

    `own` where no deed but the one that is called so is meant: another sentence asks for that.
    """

    entity: Entity
    verb: str
    event: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Unique:
    entity: Entity
    fields: Words


@dataclass(frozen=True, slots=True)
class Kept:
    """What is deleted is only hidden."""

    entity: Entity


@dataclass(frozen=True, slots=True)
class Versioned:
    """Changes of `fields`, or by `verbs`, or all, name the version that they are based on."""

    entity: Entity
    fields: Words = ()
    verbs: Words = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """`verb` is done to an entity so many times and not more; `asks` where it may be done."""

    entity: Entity
    verb: str
    most: int
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Repeated:
    """What is asked for twice with the same key is done once."""

    entity: Entity
    verb: str


@dataclass(frozen=True, slots=True)
class Limited:
    """A limit that the data model has already."""

    entity: Entity
    field: str


@dataclass(frozen=True, slots=True)
class Arranged:
    """How a list is sorted, or how many are on a page; of the one list where no entity is named."""

    entity: Entity | None
    order: str = ""
    size: int = 0
    filters: Words = ()


@dataclass(frozen=True, slots=True)
class Described:
    """What the data model says with it; `entity` is the name of that."""

    entity: str
    how: str


@dataclass(frozen=True, slots=True)
class Absent:
    """What is not there cannot be found; that is so anyway."""

    entity: Entity


@dataclass(frozen=True, slots=True)
class Brings:
    """What `verb` makes of it, and what is given then; `must` where it has to be."""

    entity: Entity
    verb: str
    value: Value | None = None
    given: Words = ()
    must: bool = False


@dataclass(frozen=True, slots=True)
class Locked:
    """What has the value is changed by nothing but what is asked for of such.

    Nor is it removed, if that is the `whole` of it.
    """

    entity: Entity
    value: Value
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Undeleted:
    """Nobody removes it."""

    entity: Entity


@dataclass(frozen=True, slots=True)
class Exists:
    """What refers to `target` refers to one that is there: by `verb`, or whoever makes `owner`.

    `must` where a row of `owner` has to name one, `only` where the deed is for nobody else;
    `code` is that of the refusal.
    """

    target: Entity
    owner: Entity | None = None
    verb: str = ""
    must: bool = False
    only: bool = False
    code: str = "RESOURCE_NOT_FOUND"
    message: str = ""


@dataclass(frozen=True, slots=True)
class InUse:
    """`verb` is refused for a `target` that an `owner`, or one with the value, refers to."""

    target: Entity
    verb: str
    owner: Entity
    value: Value | None = None
    code: str = "INVALID_STATE"
    message: str = ""


@dataclass(frozen=True, slots=True)
class Most:
    """So many of `owner`, or of those with the value, refer to one `target`, and not more.

    `same` are fields in which they are alike, also where they refer to nothing; `verb` is what
    would make one more.
    """

    target: Entity | None
    owner: Entity
    most: int
    value: Value | None = None
    message: str = ""
    same: Words = ()
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Unseen:
    """What only who does it can see: said, and not done."""

    what: str


type Said = (
    Act
    | Guard
    | Telling
    | Unique
    | Kept
    | Versioned
    | Counted
    | Repeated
    | Limited
    | Arranged
    | Described
    | Absent
    | Locked
    | Brings
    | Undeleted
    | Exists
    | InUse
    | Most
    | Unseen
)
