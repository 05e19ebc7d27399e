"""Fields that a block of code declares: a TypeScript interface, a Python class, a SQL table."""

import json
import re
from dataclasses import dataclass
from typing import Final

from omninode_bridge.requirements.markdown.blocks import Fence
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.parts.spoken_heads import Item
from omninode_bridge.requirements.parts.spoken_terms import Terms, terms_of
from omninode_bridge.requirements.parts.spoken_types import entity_called, singular

_OPENS: Final = re.compile(
    r"\s*(?:export\s+)?(?:interface|type|class|struct|record|create\s+table(?:\s+if\s+not\s+exists)?)"
    r"\s+[\"`]?(?P<name>[A-Za-z_]\w*)[\"`]?[^{(:]*[{(:=]?.*",
    re.IGNORECASE,
)
_SQL: Final = re.compile(r"\s*create\s+table\b", re.IGNORECASE)
_FIELD: Final = re.compile(
    r"\s*(?:readonly\s+|public\s+|private\s+)?(?P<name>[A-Za-z_]\w*)(?P<maybe>\?)?\s*:\s*"
    r"(?P<type>[^=/#]+?)\s*(?:=\s*(?P<default>[^/#]+?))?\s*[;,]?\s*(?:(?://|#)\s*(?P<said>.*))?"
)
_COLUMN: Final = re.compile(
    r"\s*[\"`]?(?P<name>[A-Za-z_]\w*)[\"`]?\s+(?P<type>[A-Za-z]+(?:\s+precision)?)"
    r"(?:\s*\((?P<size>[\d, ]+)\))?(?P<rest>[^-]*?)\s*,?\s*(?:--\s*(?P<said>.*))?"
)
_NO_COLUMN: Final = frozenset({"primary", "foreign", "unique", "constraint", "check", "index"})
_TYPES: Final = {
    "str": "string", "string": "string", "text": "string", "varchar": "string", "char": "string",
    "number": "decimal", "decimal": "decimal", "numeric": "decimal", "float": "decimal",
    "double": "decimal", "real": "decimal", "int": "int", "integer": "int", "bigint": "int",
    "smallint": "int", "bool": "bool", "boolean": "bool", "date": "date", "datetime": "datetime",
    "timestamp": "datetime", "timestamptz": "datetime", "uuid": "uuid", "money": "money",
}  # fmt: skip
_CHOICES: Final = re.compile(r"(?:[\"'][^\"']+[\"']\s*\|\s*)+[\"'][^\"']+[\"']")
_LITERAL: Final = re.compile(r"Literal\[(?P<inside>[^\]]+)\]")
_MANY: Final = re.compile(
    r"(?:list|List|Sequence|Array)\s*[\[<](?P<item>\w+)[\]>]|(?P<items>\w+)\[\]"
)
_OPTIONAL: Final = re.compile(
    r"(?:Optional\[(?P<inside>.+)\]|(?P<plain>.+?)\s*\|\s*(?:None|null|undefined))"
)
_DEFAULT: Final = re.compile(
    r"default\s+'?([\w. -]+?)'?(?:\s+(?:not|check|unique)\b|$)", re.IGNORECASE
)
_AMONG: Final = re.compile(r"check\s*\(\s*\w+\s+in\s*\(([^)]*)\)\s*\)", re.IGNORECASE)
_VALUES: Final = (
    ("uuid", re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")),
    ("datetime", re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*")),
    ("date", re.compile(r"\d{4}-\d\d-\d\d")),
    ("email", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")),
    ("url", re.compile(r"https?://\S+")),
)
_NOTHING: Final = frozenset({"none", "null", "undefined"})


@dataclass(frozen=True, slots=True)
class Declared:
    """A thing with its fields, each with the line that declares it."""

    name: str
    items: tuple[tuple[Item, Span], ...]


def declared_in(fence: Fence) -> list[Declared]:
    """The things that a block declares; none where any of its lines is something else."""
    found: list[Declared] = []
    items: list[tuple[Item, Span]] = []
    name, is_sql = "", False
    for line in fence.lines:
        text = line.text
        if opened := _OPENS.fullmatch(text):
            found += [Declared(name, tuple(items))] if items else []
            is_sql = _SQL.match(text) is not None
            written = opened["name"]
            name, items = entity_called(singular(written.title()) if is_sql else written), []
        elif _says_nothing(text):
            continue
        elif name and (item := _column(text) if is_sql else _field(text)):
            items.append((item, line))
        else:
            return []
    return [*found, Declared(name, tuple(items))] if items else found


def shown_in(fence: Fence) -> list[tuple[Item, Span]]:
    """The fields of an object in JSON; none where a value has parts of its own."""
    try:
        found = json.loads(fence.text)
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, dict) or not found:
        return []
    items = [_example(name, value) for name, value in found.items()]
    span = fence.lines[0]
    return [(item, span) for item in items if item is not None] if all(items) else []


def _example(name: str, value: object) -> Item | None:
    type_ = _type_of_value(value)
    if not re.fullmatch(r"[A-Za-z_]\w*", name) or not type_:
        return None
    return Item(name, type_, short=name)


def _type_of_value(value: object) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float):
        return "int" if isinstance(value, int) else "decimal"
    if isinstance(value, str):
        return next((kind for kind, one in _VALUES if one.fullmatch(value)), "string")
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return "list[string]"
    return ""


def _says_nothing(text: str) -> bool:
    """Brackets, comments, decorators, keys of tables."""
    plain = text.strip()
    is_remark = plain.startswith(("@", "//", "#", "--", '"""', "from ", "import ", "model_config"))
    first = re.match(r"\w*", plain.lower())
    is_key = first is not None and first.group() in _NO_COLUMN
    return not plain.strip("{}();,") or is_remark or is_key or plain == "pass"


def _field(text: str) -> Item | None:
    match = _FIELD.fullmatch(text)
    if match is None:
        return None
    type_, limits = _typed(match["type"].strip())
    default = (match["default"] or "").strip().strip("\"'")
    if default.lower() in _NOTHING:
        limits, default = (*limits, "optional"), ""
    limits += ("optional",) if match["maybe"] else ()
    limits += (f"default {_value(default)}",) if default else ()
    return _item(match["name"], type_, limits, match["said"]) if type_ else None


def _typed(text: str) -> tuple[str, tuple[str, ...]]:
    """The type as a PRD spells it, empty where it is none; whether it may be missing."""
    if maybe := _OPTIONAL.fullmatch(text):
        return _typed((maybe["inside"] or maybe["plain"]).strip())[0], ("optional",)
    literal = _LITERAL.fullmatch(text)
    if literal or _CHOICES.fullmatch(text):
        inside = literal["inside"] if literal else text
        words = (word.strip().strip("\"'") for word in re.split(r"[|,]", inside))
        return f"enum({', '.join(words)})", ()
    if many := _MANY.fullmatch(text):
        item = many["item"] or many["items"]
        return f"list[{_TYPES.get(item.lower(), item)}]", ()
    if text.lower() in _TYPES:
        return _TYPES[text.lower()], ()
    return (text, ()) if re.fullmatch(r"[A-Z][A-Za-z0-9]*", text) else ("", ())


def _value(text: str) -> str:
    return text.lower() if text in {"True", "False"} else text


def _column(text: str) -> Item | None:
    match = _COLUMN.fullmatch(text)
    if match is None or match["name"].lower() in _NO_COLUMN:
        return None
    type_ = _TYPES.get(match["type"].split()[0].lower(), "")
    rest = match["rest"].lower()
    is_key = "primary key" in rest
    limits = ["primary key"] if is_key else []
    limits += [] if "not null" in rest or is_key or "default" in rest else ["optional"]
    limits += ["unique"] if "unique" in rest else []
    if match["size"] and type_ == "string":
        limits.append(f"length 0..{match['size'].strip()}")
    if default := _DEFAULT.search(match["rest"]):
        limits.append(f"default {default[1].strip()}")
    if choices := _AMONG.search(match["rest"]):
        words = (word.strip().strip("'") for word in choices[1].split(","))
        type_ = f"enum({', '.join(words)})"
    return _item(match["name"], type_, tuple(limits), match["said"]) if type_ else None


def _item(name: str, type_: str, limits: tuple[str, ...], said: str | None) -> Item:
    """What a comment behind a field says in words counts, too."""
    more = terms_of(said) if said else None
    more = more or Terms()
    is_vague = more.type and type_ in {"string", "decimal"}
    type_ = more.type if is_vague else type_
    return Item(name, type_, (*limits, *more.limits), is_said=True, short=name)
