"""Data told in sentences: `Input: age (int, 0 to 120), member (bool)`, `An item has ...`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.requirements.document import Entity, Field
from omninode_bridge.requirements.markdown.blocks import Block, Paragraph
from omninode_bridge.requirements.markdown.inline import bare
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import field_name, pascal_case
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.spoken_constraints import spelled
from omninode_bridge.requirements.parts.spoken_items import named_field
from omninode_bridge.requirements.structures import SectionKind

_END: Final = re.compile(r"(?<=[.)])\s+(?=[*_`]{0,2}[A-Z])|(?<=\.)$")
_GIVEN: Final = re.compile(
    r"\b(?:inputs?|request|given|we know|is known|receives?|takes|goes in|parameters?)\b",
    re.IGNORECASE,
)
_ANSWERED: Final = re.compile(
    r"\b(?:outputs?|results?|reply|answers?|response|want to know|returns?|comes out)\b",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(
    r"(?:An?|The|Each|Every)\s+[*_`]*(?P<noun>[A-Za-z]\w*(?: [a-z]\w*){0,2})[*_`]*\s+"
    r"(?:(?:has|have|consists of|contains|carries)\b:?|is\b[^:]{0,80}:)\s+(?P<list>.+)",
    re.DOTALL,
)
_TYPE: Final = (
    r"(?:list of \w+|list\[\w+\]|string|text|int|integer|decimal|number|money|bool|boolean|date|"
    r"datetime|timestamp|uuid|email|url|duration|float)\??"
)
_NOUN_TOO: Final = r"(?:text|number|money|date|email|url|duration)"
"""Types behind a colon, in brackets or behind a marked name; `a card number` has no type."""

_ITEM: Final = re.compile(
    rf"(?:and )?(?:an? |the |its )?[*_`]*"
    rf"(?P<name>[A-Za-z]\w*(?: (?!and\b|or\b)\w+){{0,4}}?)[*_`]*\s*"
    rf"(?:\((?P<inside>[^()]+)\)|(?::\s+|(?<=[`*]\s)|\s+(?!{_NOUN_TOO}\b))(?P<type>{_TYPE})(?P<rest>(?:\s*[(,].*)?))\s*\.?",
    re.DOTALL,
)
_UNIQUE: Final = re.compile(r"(?:and )?which (?:is|must be|has to be) unique", re.IGNORECASE)
_FEWEST: Final = 2
"""A thing of which one field is named may rather be a sentence about that."""

_GOES_IN: Final = frozenset({"input", "request"})
_COMES_OUT: Final = frozenset({"output", "answer", "result", "reply", "response"})
_FLAG: Final = re.compile(
    r"(?:and )?(?:a flag |a mark )?whether (?:it|they|the \w+|[a-z]+(?: [a-z]+)?) "
    r"(?:is|are|was|were|has|have)(?: been)? (?P<word>[a-z]\w*)"
    r"\s*(?:\((?:(?P<name>[a-z]\w*), )?bool(?:ean)?\))?"
)
_MOMENT: Final = re.compile(
    r"(?:and )?(?:the |a )?(?:time|moment) (?:when|at which) (?:it|they|the \w+)"
    r"(?: (?:was|were|has been))? (?P<word>[a-z]\w*)"
)
_CHOICE: Final = re.compile(r"\w+(?:(?:, (?:or )?| or )\w+)+")


@dataclass(slots=True)
class Spoken:
    """`inputs` and `outputs` are empty where no sentence tells of them."""

    inputs: list[Field] = field(default_factory=list)
    outputs: list[Field] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)


def take_spoken(root: Part, reader: FieldReader) -> Spoken:
    """Reads such sentences and takes them out of their sections: they ask for nothing more."""
    found = Spoken()
    for part in root.walk():
        part.blocks = [
            left for block in part.blocks if (left := _taken(block, part, reader, found))
        ]
    return found


def _taken(block: Block, part: Part, reader: FieldReader, found: Spoken) -> Block | None:
    """The block without its sentences of data; None where nothing is left of it."""
    if not isinstance(block, Paragraph):
        return block
    sentences = list(_sentences(block.span))
    left = [one for one in sentences if not _read(one, part, reader, found)]
    if len(left) == len(sentences):
        return block
    return Paragraph(tuple(left)) if left else None


def _sentences(span: Span) -> Iterator[Span]:
    start = 0
    for match in _END.finditer(span.text):
        depth = span.text[start : match.start()].count("(") - span.text[
            start : match.start()
        ].count(")")
        if depth == 0:
            yield span.slice(start, match.start()).strip()
            start = match.end()
    rest = span.slice(start).strip()
    if rest:
        yield rest


def _read(sentence: Span, part: Part, reader: FieldReader, found: Spoken) -> bool:
    entity = _ENTITY.fullmatch(sentence.text)
    if entity is not None and (fields := _listed(entity, sentence, reader)):
        _keep(entity["noun"], fields, sentence, found)
        return True
    target = _target(sentence.text, part, found)
    if target is None:
        return False
    colon = sentence.text.find(":")
    paren = sentence.text.find("(")
    is_labelled = colon >= 0 and not 0 <= paren < colon
    fields = _fields(sentence, colon + 1 if is_labelled else 0, reader)
    target.extend(fields)
    return bool(fields)


def _listed(entity: re.Match[str], sentence: Span, reader: FieldReader) -> list[Field]:
    """With their types, else two or more that are at least named: `A card has an id and a name`."""
    start = entity.start("list")
    typed = _fields(sentence, start, reader)
    if typed or entity.group().lower().startswith("the "):
        return typed
    named = _fields(sentence, start, reader, named=True)
    return named if len(named) >= _FEWEST else []


def _keep(noun: str, fields: list[Field], sentence: Span, found: Spoken) -> None:
    """As an entity, but for `The input consists of ...`."""
    if noun.lower() in _GOES_IN:
        found.inputs.extend(fields)
    elif noun.lower() in _COMES_OUT:
        found.outputs.extend(fields)
    else:
        name = pascal_case(noun.title().replace(" ", ""))
        found.entities.append(Entity(name, tuple(fields), sentence.place()))


def _target(text: str, part: Part, found: Spoken) -> list[Field] | None:
    """Whether it tells of what goes in or of what comes out."""
    label = bare(text.split(":", 1)[0]) if ":" in text else ""
    if label and "(" not in label:
        is_given, is_answered = _GIVEN.search(label), _ANSWERED.search(label)
        if is_given and not is_answered:
            return found.inputs
        if is_answered and not is_given:
            return found.outputs
    by_kind = {SectionKind.INPUT: found.inputs, SectionKind.OUTPUT: found.outputs}
    return by_kind.get(part.kind)


def _fields(sentence: Span, start: int, reader: FieldReader, *, named: bool = False) -> list[Field]:
    """Every item of the list, or nothing where one of them is no field."""
    listed = sentence.slice(start).strip(" *_")
    listed = listed.slice(0, len(listed.text.rstrip(" .")))
    separator = ";" if len(list(listed.split_outside(";"))) > 1 else ","
    joined = r"\s+and\s+(?=(?:an?|the|its|their)\s)" if named else r"(?<=\))\s+and\s+"
    items = [
        item
        for part in listed.split_outside(separator)
        for item in (part.split(joined) if separator == "," else [part])
    ]
    fields: list[Field] = []
    for item in items:
        if named and fields and _UNIQUE.fullmatch(item.text.strip()):
            limits = replace(fields[-1].constraints, unique=True)
            fields[-1] = replace(fields[-1], constraints=limits)
            continue
        read = _field(item.text.strip(), item, reader, named=named)
        if read is None:
            return []
        fields.append(read)
    return reader.unique(fields)


def _field(text: str, item: Span, reader: FieldReader, *, named: bool) -> Field | None:
    told = (named_field(text) if named else None) or _told(text)
    if told is None:
        return None
    found = reader.from_text(Span.on(told, 1))
    return None if found is None else replace(found, place=item.place())


def _told(text: str) -> str | None:
    """Name, type and constraints as a PRD spells them; None for what is no field."""
    if flag := _FLAG.fullmatch(text):
        return f"{field_name(flag['name'] or flag['word'])}: bool"
    if moment := _MOMENT.fullmatch(text):
        return f"{field_name(moment['word'])}_at: datetime"
    match = _ITEM.fullmatch(text)
    written = None if match is None else _written(match)
    if match is None or written is None:
        return None
    name = re.sub(r"^amount of ", "", match["name"])
    return f"{field_name(name)}: {written}"


def _written(match: re.Match[str]) -> str | None:
    """Type and constraints as a PRD spells them; None where the words are no type."""
    inside, type_ = match["inside"], match["type"]
    if inside is not None:
        is_typed = re.match(rf"{_TYPE}\b", inside.strip(), re.IGNORECASE)
        if _CHOICE.fullmatch(inside.strip()) and not is_typed:
            return f"enum({', '.join(re.split(r', (?:or )?| or ', inside.strip()))})"
        first, _, rest = inside.partition(",")
        if not re.fullmatch(_TYPE, first.strip(), re.IGNORECASE):
            return None
        type_ = first.strip()
    else:
        rest = match["rest"].strip(" ,()")
    type_ = re.sub(r"list of (\w+)", r"list[\1]", type_)
    terms = [said for one in rest.split(",") if (said := spelled(one.strip(" ()")))]
    return f"{type_} ({', '.join(terms)})" if terms else type_
