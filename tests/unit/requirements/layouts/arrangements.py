"""Ways to lay out the data of a document; each gives the whole document."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from tests.unit.requirements.layouts.models import Model, Thing, Told
from tests.unit.requirements.layouts.wording import (
    SIGNS,
    Voice,
    a,
    joined,
    limits_of,
    terms,
    type_of,
)

_ODD: Final = frozenset({"at", "on", "to", "in", "by", "of", "for", "from", "has", "is", "per"})

type Arrangement = Callable[[Model, Voice], str]

_STORY: Final = "This document says what the service has to do for the people who work with it."


def table(model: Model) -> str:
    """As it is taught."""
    data = []
    if model.things:
        data.append("## Data model")
    data += [f"### {one.name}\n{_table(one.fields)}" for one in model.things]
    data += [f"## Input\n{_table(model.inputs)}"] if model.inputs else []
    data += [f"## Output\n{_table(model.outputs)}"] if model.outputs else []
    return _document(model, "\n".join(data))


def _document(model: Model, data: str, *, before: str = "", last: bool = False) -> str:
    wishes = "## Requirements\n" + "\n".join(f"- {one}" for one in model.wishes)
    parts = [wishes, data] if last else [data, wishes]
    head = f"---\ntype: {model.type}\n---\n# {model.title}\n\n{_STORY}\n\n{before}"
    return head + "\n\n".join(part for part in parts if part) + "\n"


def _table(fields: tuple[Told, ...]) -> str:
    rows = [
        "| field | type | required | default | constraints |",
        "| --- | --- | --- | --- | --- |",
    ]
    for one in fields:
        signs = limits_of(Told(one.name, "", one.low, one.high, one.over, unique=one.unique), SIGNS)
        if one.has_length:
            signs.append(f"length {one.short}..{one.long}")
        required = "no" if one.optional else "yes"
        rows.append(
            f"| {one.name} | {one.type} | {required} | {one.default} | {', '.join(signs)} |"
        )
    return "\n".join(rows) + "\n"


def _own_table(fields: tuple[Told, ...], voice: Voice) -> str:
    rows = ["| Attribute | Notes | Format | Mandatory |", "| --- | --- | --- | --- |"]
    for one in fields:
        limits = limits_of(replace(one, optional=False), voice)
        must = "no" if one.optional else "yes"
        rows.append(f"| {one.words} | {', '.join(limits)} | {type_of(one, voice)} | {must} |")
    return "\n".join(rows) + "\n"


def _grouped(
    model: Model, shape: Callable[[tuple[Told, ...]], str], heads: tuple[str, str, str]
) -> str:
    """One block a thing, then what goes in and what comes out, each below its heading."""
    thing, given, answered = heads
    parts = [f"{thing.format(one.words, one.name)}\n\n{shape(one.fields)}" for one in model.things]
    parts += [f"{given}\n\n{shape(model.inputs)}"] if model.inputs else []
    parts += [f"{answered}\n\n{shape(model.outputs)}"] if model.outputs else []
    return "\n\n".join(parts)


_FREE: Final = ("## What we know about a {}", "## What it gets", "## What it gives back")
_CARD: Final = ("## The {} card", "## What the clerk tells us", "## What we answer")
_TAUGHT: Final = ("## Data model\n\n### {1}", "## Input", "## Output")
_HALF: Final = ("A {} has:", "We are given:", "We answer with:")


def own_table(model: Model, voice: Voice) -> str:
    return _document(model, _grouped(model, lambda fields: _own_table(fields, voice), _TAUGHT))


def free_table(model: Model, voice: Voice) -> str:
    return _document(model, _grouped(model, lambda fields: _own_table(fields, voice), _FREE))


def _bullets(fields: tuple[Told, ...], item: str, voice: Voice) -> str:
    return "\n".join(f"- {item.format(one.words, terms(one, voice))}" for one in fields)


def _bulleted(item: str, heads: tuple[str, str, str], *, last: bool = False) -> Arrangement:
    def arranged(model: Model, voice: Voice) -> str:
        data = _grouped(model, lambda fields: _bullets(fields, item, voice), heads)
        return _document(model, data, last=last)

    return arranged


def nested(model: Model, voice: Voice) -> str:
    """A list of things, each with a list of its parts."""
    groups = [(one.words.capitalize(), one.fields) for one in model.things]
    groups += [("Inputs", model.inputs)] if model.inputs else []
    groups += [("Outputs", model.outputs)] if model.outputs else []
    lines = ["## What there is\n"]
    for name, fields in groups:
        lines.append(f"- {name}")
        lines += [f"  - {one.words}: {terms(one, voice)}" for one in fields]
    return _document(model, "\n".join(lines))


def _said(fields: tuple[Told, ...], voice: Voice) -> str:
    """`a title (text), a name (text) and ...`."""
    return joined([f"{a(_n(one))} ({terms(one, voice)})" for one in fields])


def _thing_said(thing: Thing, voice: Voice, frame: str) -> str:
    opened = frame.format(a(thing.words).capitalize(), thing.words, thing.words.capitalize())
    return f"{opened} {_said(thing.fields, voice)}."


def _sentences(model: Model, voice: Voice, frames: tuple[str, str, str]) -> list[str]:
    thing, given, answered = frames
    said = [_thing_said(one, voice, thing) for one in model.things]
    said += [f"{given} {_said(model.inputs, voice)}."] if model.inputs else []
    said += [f"{answered} {_said(model.outputs, voice)}."] if model.outputs else []
    return said


def _narrated(
    frames: tuple[str, str, str], between: str = "\n\n", *, heading: str = "", last: bool = False
) -> Arrangement:
    def arranged(model: Model, voice: Voice) -> str:
        return _document(model, heading + between.join(_sentences(model, voice, frames)), last=last)

    return arranged


def one_by_one(model: Model, voice: Voice) -> str:
    """First what there is, then a sentence for each field."""
    said = []
    for thing in model.things:
        said.append(
            f"{a(thing.words).capitalize()} has {joined([a(_n(f)) for f in thing.fields])}."
        )
        said += [f"The {_n(one)} of {a(thing.words)} {_is(one, voice)}." for one in thing.fields]
    for frame, fields in (("Inputs are", model.inputs), ("Outputs are", model.outputs)):
        if fields:
            said.append(f"{frame} {joined([f'the {_n(f)}' for f in fields])}.")
            said += [f"The {_n(one)} {_is(one, voice)}." for one in fields]
    return _document(model, " ".join(said))


def _n(told: Told) -> str:
    """In words, where it can be said in words."""
    is_odd = _ODD.intersection(told.words.split()) or any(map(str.isdigit, told.name))
    return f"`{told.name}`" if is_odd else told.words


def _is(told: Told, voice: Voice) -> str:
    said = "; ".join([type_of(told, voice), *limits_of(told, voice)])
    is_noun = not told.choices and said[0].isalpha() and " to " not in said[:12]
    has_article = is_noun and not said.startswith(("exactly", "up to", "yes", "true"))
    verb = "are" if told.name.endswith("s") and told.type != "bool" else "is"
    return f"{verb} {a(said) if has_article else said}"


def in_two_places(model: Model, voice: Voice) -> str:
    """The names first; types and limits in a table of their own at the end."""
    names = [
        f"{a(one.words).capitalize()} has {joined([a(f.words) for f in one.fields])}."
        for one in model.things
    ]
    details = _grouped(model, lambda fields: _bullets(fields, "{}: {}", voice), _TAUGHT)
    return _document(model, details, before=" ".join(names) + "\n\n", last=True)


def in_and_out(model: Model, voice: Voice) -> str:
    """Both in one sentence."""
    said = [_thing_said(one, voice, "{} has") for one in model.things]
    if model.inputs:
        answered = f" and returns {_said(model.outputs, voice)}" if model.outputs else ""
        said.append(f"It is given {_said(model.inputs, voice)}{answered}.")
    return _document(model, "## The matter\n\n" + "\n\n".join(said))


ARRANGEMENTS: Final[Mapping[str, Arrangement]] = {
    "own columns": own_table,
    "table below free headings": free_table,
    "bullets with colon": _bulleted("{}: {}", _TAUGHT),
    "bullets with colon, free headings": _bulleted("{}: {}", _FREE),
    "bullets with dash": _bulleted("{} - {}", _TAUGHT),
    "bullets with long dash, free headings": _bulleted("**{}** \u2013 {}", _CARD),
    "bullets in brackets": _bulleted("{} ({})", _TAUGHT),
    "bullets in brackets, free headings": _bulleted("the {} ({})", _FREE),
    "bullets, half sentences": _bulleted("{} ({})", _HALF),
    "bullets at the end": _bulleted("{}: {}", _CARD, last=True),
    "nested bullets": nested,
    "a paragraph each": _narrated(("{} has", "Inputs are", "Outputs are")),
    "a paragraph for all": _narrated(("{} has", "The input is", "The output is"), " "),
    "for each we keep": _narrated(
        ("For every {1} we keep:", "We are given:", "We answer with:"), heading="## The data\n\n"
    ),
    "made of": _narrated(
        ("{} is made of", "The service gets", "It returns"),
        last=True,
        heading="## Good to know\n\n",
    ),
    "each carries": _narrated(("Each {1} carries", "It takes", "It answers with")),
    "label": _narrated(("{2}:", "Input:", "Output:"), heading="## Things\n\n"),
    "in and out": in_and_out,
    "one by one": one_by_one,
    "in two places": in_two_places,
}
