"""What of a document has to be the same in whatever layout its data are told."""

from omninode_bridge.requirements.document import Document, Field

type Shown = dict[str, dict[str, str] | None]


def shown(document: Document) -> Shown:
    """Fields by name, as text, of each thing, of the input and of the output."""
    found: Shown = {one.name: _fields(one.fields) for one in document.entities}
    found["<input>"] = _fields(document.inputs)
    found["<output>"] = _fields(document.outputs)
    return found


def _fields(fields: tuple[Field, ...] | None) -> dict[str, str] | None:
    return None if fields is None else {one.name: _field(one) for one in fields}


def _field(field: Field) -> str:
    limits = field.constraints
    low, high = limits.minimum, limits.maximum
    said = [
        str(field.type),
        "" if field.required else "?",
        f"{'>=' if low.inclusive else '>'}{low.value}" if low else "",
        f"{'<=' if high.inclusive else '<'}{high.value}" if high else "",
        f"{limits.min_length or 0}..{limits.max_length}" if limits.max_length else "",
        limits.pattern or "",
        "|".join(limits.one_of),
        "unique" if limits.unique else "",
        "key" if limits.primary_key else "",
        f"={field.default.text}" if field.default else "",
    ]
    return " ".join(word for word in said if word)
