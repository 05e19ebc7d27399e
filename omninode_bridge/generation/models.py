"""Source of the models and enums, one class for each file."""

from collections.abc import Iterator

from omninode_bridge.generation.annotations import Annotator, Code, import_lines
from omninode_bridge.generation.literals import docstring, one_line, python_string
from omninode_bridge.generation.names import Names
from omninode_bridge.generation.spec import EnumSpec, FieldSpec, ModelSpec, Role
from omninode_bridge.generation.values import default_json, python_code
from omninode_bridge.requirements.types import ListOf, Optional, ValueType

READ_FROM_JSON = frozenset({Role.INPUT, Role.ENTITY})


def enum_source(enum: EnumSpec, header: str) -> str:
    members = "\n".join(
        f"    {enum.ref.members[value]} = {python_string(value)}" for value in enum.values
    )
    return (
        f"{header}\n{docstring(enum.title, enum.ref.ref.name)}\n\n"
        f"from enum import StrEnum\n\n"
        f'__all__ = ["{enum.ref.ref.name}"]\n\n\n'
        f"class {enum.ref.ref.name}(StrEnum):\n"
        f"    {docstring(enum.title, enum.ref.ref.name)}\n\n{members}\n"
    )


def model_source(model: ModelSpec, names: Names, header: str) -> str:
    annotator = Annotator(names, inside=model.ref.name)
    fields = [_field_line(field, model.role, annotator) for field in model.fields]
    imports = {("pydantic", "BaseModel"), ("pydantic", "ConfigDict")}
    if not model.is_object:
        imports |= {("pydantic", "model_validator")} | {_only_objects(names)}
    imports = imports.union(*(code.imports for code in fields))
    title = docstring(model.title, model.ref.name)
    lines = [
        header,
        title,
        "",
        *import_lines(imports),
        "",
        f'__all__ = ["{model.ref.name}"]',
        "",
        "",
        f"class {model.ref.name}(BaseModel):",
        f"    {title}",
        "",
        f"    model_config = ConfigDict({_config(model)})",
        "",
        *(f"    {code.text}" for code in fields),
    ]
    if not model.is_object:
        lines += ["", '    _objects_only = model_validator(mode="before")(only_objects)']
    return "\n".join(lines) + "\n"


def _only_objects(names: Names) -> tuple[str, str]:
    return (f"{names.support_package}.value_types.objects", "only_objects")


def _config(model: ModelSpec) -> str:
    settings = 'frozen=True, extra="forbid", from_attributes=True'
    if any(field.name != field.attribute for field in model.fields):
        settings += ", serialize_by_alias=True"
    return settings


def _field_line(field: FieldSpec, role: Role, annotator: Annotator) -> Code:
    annotation = annotator.annotation(field.type, field.constraints)
    if field.may_be_absent and not isinstance(field.type, Optional):
        annotation = _never_null(annotation, annotator.names)
    elif field.name != field.attribute and role is Role.INPUT:
        annotation = _renamed(annotation, annotator.names)
    options = list(_options(field, role, annotator))
    imports = annotation.imports.union(*(code.imports for code in options))
    text = f"{field.attribute}: {annotation.text}"
    if [code.text for code in options] == ["default=None"]:
        return Code(f"{text} = None", imports)
    if not options:
        return Code(text, imports)
    listed = ", ".join(code.text for code in options)
    return Code(f"{text} = Field({listed})", imports | {("pydantic", "Field")})


def _never_null(annotation: Code, names: Names) -> Code:
    """None stands for what is not given, and nobody can give it."""
    more = "BeforeValidator(not_null), Field(exclude_if=is_absent)"
    text = f"Annotated[{annotation.text} | None, {more}]"
    return Code(text, annotation.imports).with_imports(
        ("typing", "Annotated"),
        ("pydantic", "BeforeValidator"),
        ("pydantic", "Field"),
        (f"{names.support_package}.value_types.given", "is_absent"),
        (f"{names.support_package}.value_types.given", "not_null"),
    )


def _renamed(annotation: Code, names: Names) -> Code:
    """RuntimeLocal asks for the attribute of a bare text, id or time, and adds one of its own."""
    package = f"{names.support_package}.value_types.renamed"
    return Code(f"Renamed[{annotation.text}]", annotation.imports).with_imports(
        (package, "Renamed")
    )


def _default(text: str, kind: ValueType) -> str:
    if text in ("[]", "{}"):
        return f"default_factory={'list' if text == '[]' else 'dict'}"
    return f"default_factory=lambda: {text}" if isinstance(kind, ListOf) else f"default={text}"


def _options(field: FieldSpec, role: Role, annotator: Annotator) -> Iterator[Code]:
    if field.default is not None:
        value = python_code(default_json(field.default, field.type), field.type, annotator.names)
        yield Code(_default(value.text, field.type), value.imports)
    elif field.may_be_absent or isinstance(field.type, Optional):
        yield Code("default=None")
    if field.name != field.attribute:
        keyword = "alias" if role in READ_FROM_JSON else "serialization_alias"
        yield Code(f"{keyword}={python_string(field.name)}")
    if field.description:
        yield Code(f"description={python_string(one_line(field.description, 200))}")
