"""What the request of an operation holds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation.effect import codes
from omninode_bridge.generation.effect.plan import (
    CONTENTS,
    CREATED_AT,
    FILE_KINDS,
    IDEMPOTENCY_KEY,
    PAGE,
    PATHS,
    SIZE,
    SORT,
    UPDATED_AT,
    VERSION,
    EntityTraits,
    RequestField,
    Use,
)
from omninode_bridge.requirements.document import (
    Bound,
    Constraints,
    Default,
    Field,
    Operation,
    OperationInput,
)
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.notebook import did_you_mean
from omninode_bridge.requirements.types import Kind, Optional, Scalar, ValueType
from omninode_bridge.rules.kinds import TEXTS, plain, value_type

DEFAULT_SIZE: Final = 50
_MEANING: Final = {
    Use.FILTER: "a filter by the field",
    Use.PAGE: "which page of the list is wanted",
    Use.SIZE: "how many rows a page has",
    Use.SORT: "by what the list is sorted",
}
LISTING: Final = frozenset({"list", "query"})


@dataclass(slots=True)
class RequestReader:
    """Reads the inputs of one operation; `findings` grows."""

    operation: Operation
    kind: str | None
    traits: EntityTraits | None
    findings: list[Diagnostic]

    def read(self) -> tuple[RequestField, ...]:
        found: dict[str, RequestField] = {}
        for item in self.operation.inputs:
            for each in self._of_item(item):
                first = found.setdefault(each.name, each)
                if first.use is not each.use:
                    self.findings.append(self._two_inputs(first, each, item))
        return tuple(found.values())

    def _two_inputs(
        self, first: RequestField, second: RequestField, item: OperationInput
    ) -> Diagnostic:
        """Both uses, and names that would tell them apart."""
        name, operation = first.name, self.operation.name
        uses = " and ".join(_MEANING.get(each.use, f"its {each.use}") for each in (first, second))
        message = f"`{name}` of {operation} is two inputs: {uses}."
        owner = "" if self.traits is None else self.traits.entity.name
        other = f"{snake_case(owner)}_{name}" if owner else f"{name}_of_it"
        fix = (
            f"call the field otherwise, such as `{other}`, in the data model and the input; "
            f"what every list calls `{name}` keeps its name, or is left out"
        )
        return replace(codes.TWO_INPUTS.at(item.place, message), fix=fix)

    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        return tuple(item.names for item in self.operation.inputs if len(item.names) > 1)

    def _of_item(self, item: OperationInput) -> Iterator[RequestField]:
        for name in item.names:
            declared = None if self.traits is None else self.traits.field(name)
            if self._is_paging(name, item) or (name == SORT and self.kind in LISTING):
                yield from self._special(name, item)
            elif item.operator:
                yield from self._contains(name, declared, item)
            elif declared is not None:
                yield self._of_entity(declared, item)
            elif name == IDEMPOTENCY_KEY:
                yield RequestField(item.field or _repeat_key(item), Use.IDEMPOTENCY)
            elif item.field is not None:
                yield RequestField(item.field, Use.EXTRA)
            else:
                yield from self._special(name, item)

    def _is_paging(self, name: str, item: OperationInput) -> bool:
        """`page, size` are those of a list, even where the entity has such a field."""
        names = {each for other in self.operation.inputs for each in other.names}
        pages = self.kind in LISTING and {PAGE, SIZE} <= names
        return pages and name in (PAGE, SIZE) and not item.optional and not item.operator

    def _special(self, name: str, item: OperationInput) -> Iterator[RequestField]:
        if self.kind in LISTING and name in (PAGE, SIZE):
            default = "1" if name == PAGE else str(DEFAULT_SIZE)
            stated = item.field.default.text if item.field and item.field.default else ""
            yield RequestField(_counting(name, stated or default, item), Use(name))
        elif self.kind in LISTING and name == SORT and self.traits is not None:
            field = _sorting(self.traits, item)
            yield RequestField(field, Use.SORT, may_be_absent=field.default is None)
        elif self.kind is None:
            yield RequestField(Field(name, self._text(name, item), item.place), Use.EXTRA)
        else:
            known = [field.name for field in self.traits.entity.fields] if self.traits else []
            message = f"`{name}` of {self.operation.name} has no type."
            fix = did_you_mean(name, known)
            self.findings.append(codes.UNKNOWN_INPUT.at(item.place, message, fix=fix))

    def _text(self, name: str, item: OperationInput) -> ValueType:
        """There is no entity of which the name could be a mistaken field."""
        path = [*PATHS, *CONTENTS] if set(self.operation.kinds) & FILE_KINDS else []
        if name not in path and f"{{{name}}}" not in self.operation.request:
            message = f"`{name}` of {self.operation.name} is read as a string."
            self.findings.append(codes.UNTYPED_INPUT.at(item.place, message))
        text = Scalar(Kind.STRING)
        return Optional(text) if item.optional else text

    def _contains(
        self, name: str, declared: Field | None, item: OperationInput
    ) -> Iterator[RequestField]:
        if declared is None or plain(declared.type) not in TEXTS:
            message = f"`{name}` of {self.operation.name} is no text of the entity."
            self.findings.append(codes.NOT_A_FIELD.at(item.place, message))
            return
        field = Field(f"{name}_contains", Scalar(Kind.STRING), item.place)
        yield RequestField(field, Use.CONTAINS, name, may_be_absent=item.optional)

    def _of_entity(self, declared: Field, item: OperationInput) -> RequestField:
        match self.kind:
            case "create":
                return self._for_create(declared, item)
            case "update":
                return self._for_update(declared, item)
            case "list" | "query":
                field = replace(_as_given(declared), default=_default(item))
                absent = item.optional and field.default is None
                return RequestField(field, Use.FILTER, declared.name, may_be_absent=absent)
            case "upsert":
                return self._for_upsert(declared, item)
            case "read" | "delete" | "restore":
                return self._for_row(declared, item)
            case _:
                field = replace(declared, constraints=_own(declared.constraints))
                return RequestField(field, Use.EXTRA, declared.name)

    def _for_create(self, declared: Field, item: OperationInput) -> RequestField:
        traits = self.traits
        generated = traits is not None and (
            (traits.generated_key and declared.name == traits.key)
            or declared.name in (CREATED_AT, UPDATED_AT)
        )
        if generated:
            field = _as_given(declared)
            return RequestField(field, Use.VALUE, declared.name, may_be_absent=True)
        field = replace(declared, constraints=_own(declared.constraints))
        left_out = item.optional and declared.default is None
        absent = left_out and not isinstance(value_type(declared), Optional)
        return RequestField(field, Use.VALUE, declared.name, may_be_absent=absent)

    def _for_update(self, declared: Field, item: OperationInput) -> RequestField:
        field = _as_given(declared)
        if declared.name in self._keys():
            several = len(item.names) > 1
            return RequestField(field, Use.KEY, declared.name, may_be_absent=several)
        if self.traits is not None and self.traits.version and declared.name == VERSION:
            return RequestField(field, Use.VERSION, declared.name, may_be_absent=item.optional)
        return RequestField(field, Use.VALUE, declared.name, may_be_absent=True)

    def _for_upsert(self, declared: Field, item: OperationInput) -> RequestField:
        """What a new row needs must be given; all else is left as it is."""
        if declared.name in self._keys():
            return RequestField(_as_given(declared), Use.KEY, declared.name)
        if self.traits is not None and self.traits.version and declared.name == VERSION:
            return RequestField(_as_given(declared), Use.VERSION, VERSION, may_be_absent=True)
        optional = item.optional or isinstance(value_type(declared), Optional)
        absent = (
            optional or declared.default is not None or declared.name in (CREATED_AT, UPDATED_AT)
        )
        return RequestField(_as_given(declared), Use.VALUE, declared.name, may_be_absent=absent)

    def _for_row(self, declared: Field, item: OperationInput) -> RequestField:
        field = _as_given(declared)
        is_version = self.traits is not None and self.traits.version and declared.name == VERSION
        if self.kind != "read" and is_version:
            return RequestField(field, Use.VERSION, declared.name, may_be_absent=item.optional)
        absent = len(item.names) > 1 or item.optional
        return RequestField(field, Use.KEY, declared.name, may_be_absent=absent)

    def _keys(self) -> frozenset[str]:
        """Which inputs tell the row to change: alternatives, the primary key, a unique field."""
        traits = self.traits
        if traits is None:
            return frozenset()
        either = [name for names in self.alternatives() for name in names]
        if either:
            return frozenset(either)
        names = [item.names[0] for item in self.operation.inputs if item.names]
        if traits.key in names:
            return frozenset({traits.key or ""})
        return frozenset([name for name in names if name in traits.unique][:1])


def _repeat_key(item: OperationInput) -> Field:
    """Like `page` and `sort` it need not be given, however it is written."""
    limits = Constraints(min_length=1, max_length=200)
    return Field(IDEMPOTENCY_KEY, Optional(Scalar(Kind.STRING)), item.place, constraints=limits)


def _own(found: Constraints) -> Constraints:
    """What a request alone can keep: whether a value is there already, the store knows."""
    return replace(found, unique=False, primary_key=False)


def _as_given(declared: Field) -> Field:
    """A field of a request that takes no default."""
    limits = _own(declared.constraints)
    return replace(
        declared, type=value_type(declared), required=True, default=None, constraints=limits
    )


def _counting(name: str, default: str, item: OperationInput) -> Field:
    limits = Constraints(minimum=Bound(Decimal(1)))
    number = Scalar(Kind.INT)
    return Field(name, number, item.place, default=Default(default), constraints=limits)


def _sorting(traits: EntityTraits, item: OperationInput) -> Field:
    names = [field.name for field in traits.entity.fields if isinstance(field.type, Scalar)]
    choices = tuple(spelled for name in names for spelled in (name, f"-{name}"))
    text = Scalar(Kind.STRING)
    limits = Constraints(one_of=choices)
    return Field(SORT, text, item.place, default=_default(item), constraints=limits)


def _default(item: OperationInput) -> Default | None:
    """`sort: string (default name)`: what a list does where the request does not say."""
    return None if item.field is None else item.field.default
