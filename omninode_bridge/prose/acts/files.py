"""Things that the sentences of a document keep as files: written, read and removed by name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import participle_of
from omninode_bridge.prose.acts.act import Words
from omninode_bridge.prose.acts.frame import frames_of
from omninode_bridge.prose.acts.model import articles_end
from omninode_bridge.prose.narration.plain_words import asked
from omninode_bridge.prose.narration.story import Line, Told
from omninode_bridge.requirements.document import (
    Constraints,
    Document,
    Field,
    Operation,
    OperationInput,
    OperationOutput,
)
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.types import Kind, Scalar

_STORING: Final = frozenset({"save", "store", "write", "keep", "put", "export", "upload", "record"})
_READING: Final = frozenset({"read", "open", "load", "fetch", "get", "retrieve", "view", "show"})
_DELETING: Final = frozenset({"delete", "remove", "erase", "discard"})
_NAMED: Final = (
    r"(?: again)?(?: (?:by|under|with|given|using) (?:(?:its|their|a|an|the|given|own|certain) )*"
    r"(?:file )?names?)?(?: again)?"
)
_AS_FILE: Final = re.compile(
    r"(?P<noun>.+?)(?: of (?:an?|the|each|every) [a-z ]+?)? "
    r"(?:as (?:an? )?(?:[a-z]+ )?files?|in (?:an? |the )?(?:[a-z]+ )?(?:files?|folder)|"
    rf"to (?:an? |the )?(?:[a-z]+ )?files?){_NAMED}"
)
_BY_NAME: Final = re.compile(rf"(?P<noun>.+?)(?: of (?:an?|the|each|every) [a-z ]+?)?{_NAMED}")
_ENDS: Final = (
    r"(?:gives|is|answers|results in|leads to|ends with|ends in|fails with|fails|returns) ?"
    r"(?:an? )?(?:[a-z]+ )?(?:error|refused|rejected|failure)?(?: (?:not|never) found)?"
)
_ABSENT: Final = re.compile(
    r"if (?:the|a|an|there is no)(?: such)? (?:file|[a-z ]+?)"
    r"(?: (?:never exists?|never exist|does not exist|is not there|is missing|is never there))? , "
    rf"(?:then )?(?:reading|opening|loading)(?: (?:it|the file|one))? {_ENDS}"
)
_MISSING: Final = re.compile(
    r"(?:reading|opening|loading) a [a-z ]+ that (?:is not there|never exists?|does not exist|"
    r"is missing|is never there) (?:gives|is|answers|results in|leads to) (?:an? )?"
    r"(?:error|refused|rejected|failure)"
)
_INSIDE: Final = re.compile(
    r"(?:the )?(?:file )?(?:names?|paths?) (?:of files? )?never "
    r"(?:leave|leaves|lead out of|point outside|escape) (?:of )?"
    r"(?:the|its|their) (?:folder|directory)"
)
_NAMES: Final = re.compile(
    r"an? (?:file )?name (?:with|that has|that contains|containing) (?:an? )?"
    r"(?:slash(?:es)?|dots?|two dots|\.\.|/)(?: or (?:with )?(?:an? )?"
    r"(?:slash(?:es)?|dots?|two dots|backslash|\.\.|/))* "
    r"(?:is|shall be) (?:never |not )?(?:allowed|refused|rejected|accepted|invalid)"
)
_TOLD: Final = re.compile(
    r"(?:when(?:ever)?|once|after) (?:an? |the )?(?P<noun>[a-z ]+?) is (?P<done>[a-z]+) , "
    r"(?:the|an) event(?: (?P<event>[a-z_]+))? (?:is (?:published|emitted|sent|raised)|goes out)"
)
_PRONOUNS: Final = frozenset({"they", "it", "them", "this", "these", "everything", "all", ""})
_NEXT: Final = re.compile(r" and (?:then )?(?=(?:may be|is|shall be) )")


@dataclass(slots=True)
class _Made:
    verb: str
    noun: str
    kind: str
    line: Line
    ids: list[str] = field(default_factory=list)
    emits: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.verb}_{self.noun}"


type _Act = tuple[str, str, str]
"""The kind of an operation, its verb and its noun."""


def told_files(document: Document, lines: Sequence[Line]) -> Told:
    """Only of things that a sentence has stored as files, and the data model does not declare."""
    said = {id(line): asked(line.text) for line in lines if line.is_asked}
    known = {snake_case(one.name) for one in document.entities} | _PRONOUNS
    nouns = {noun for one in said.values() for kind, _, noun in _acts(one, ()) if kind} - known
    found: dict[str, _Made] = {}
    shown: dict[str, str] = {}
    left = {line.id for line in lines if line.is_asked and not _reads(said[id(line)], nouns)}
    asking = [line for line in lines if line.is_asked and line.id not in left]
    for line in asking if nouns else ():
        acts = [one for one in _acts(said[id(line)], nouns) if one[2] in nouns]
        for kind, verb, noun in acts:
            one = found.setdefault(f"{verb}_{noun}", _Made(verb, noun, kind, line))
            one.ids.append(line.id)
        if acts:
            shown[line.id] = ", ".join(f"{verb}_{noun}: {kind}" for kind, verb, noun in acts)
    for line in asking if found else ():
        told = _remark(said[id(line)], list(found.values()))
        for one, event in told:
            one.ids.append(line.id)
            one.emits += [event] if event else []
        if told:
            shown[line.id] = ", ".join(f"{one.name} {event}".strip() for one, event in told)
    made = tuple(_operation(one) for one in found.values())
    return Told(replace(document, operations=(*document.operations, *made)), shown)


def _reads(said: str, nouns: set[str]) -> bool:
    remarks = (_MISSING, _ABSENT, _INSIDE, _NAMES, _TOLD)
    return bool(_acts(said, nouns)) or any(one.fullmatch(said) for one in remarks)


def _acts(said: str, nouns: Sequence[str] | set[str]) -> tuple[_Act, ...]:
    """All that is asked of files, where that is all; without `nouns` only what stores them."""
    first, *later = _NEXT.split(said)
    subject = re.split(r" (?:may be|is|shall be) ", first, maxsplit=1)[0]
    parts = [first, *(f"{subject} {one}" for one in later)]
    found = [_act(part, nouns) for part in parts]
    if not nouns:
        return tuple(one for one in found if one is not None)
    return tuple(one for one in found if one) if all(found) else ()


def _act(said: str, nouns: Sequence[str] | set[str]) -> _Act | None:
    for frame in frames_of(said):
        verb = frame.verbs[0]
        if frame.never or frame.only or frame.opener or len(frame.verbs) > 1:
            continue
        words = (*frame.subject, *frame.rest) if frame.passive else frame.rest
        spoken = " ".join(words)
        if verb in _STORING and (match := _AS_FILE.fullmatch(spoken)):
            return "write file", verb, _noun(match["noun"])
        match = _BY_NAME.fullmatch(spoken)
        kind = "read file" if verb in _READING else "delete file" if verb in _DELETING else ""
        if match and kind and _noun(match["noun"]) in nouns:
            return kind, verb, _noun(match["noun"])
    return None


def _noun(spoken: str) -> str:
    words: Words = tuple(spoken.split())
    kept = [one for one in words[articles_end(words, 0) :] if one != "old"]
    if kept:
        kept[-1] = lexicon().singular(kept[-1])
    return snake_case(" ".join(kept))


def _remark(said: str, made: Sequence[_Made]) -> list[tuple[_Made, str]]:
    """Operations that a sentence says more of, and the event that they publish."""
    if _MISSING.fullmatch(said) or _ABSENT.fullmatch(said):
        return [(one, "") for one in made if one.kind == "read file"]
    if _INSIDE.fullmatch(said) or _is_refused_name(said):
        return [(one, "") for one in made]
    match = _TOLD.fullmatch(said)
    if match is None:
        return []
    own = [one for one in made if one.noun == _noun(match["noun"])]
    done = [one for one in own if participle_of(one.verb) == match["done"]]
    return [(one, match["event"] or f"{one.noun}_{match['done']}") for one in done]


def _is_refused_name(said: str) -> bool:
    """A slash and two dots are refused by what a name may be made of."""
    found = _NAMES.fullmatch(said.replace("`", "").replace(". .", ".."))
    denies = bool(re.search(r"(?:never|not) (?:allowed|accepted)|refused|rejected|invalid", said))
    return found is not None and denies and not re.search(r"(?:never|not) refused", said)


def _operation(one: _Made) -> Operation:
    place = one.line.requirement.place
    limits = Constraints(pattern="[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
    name = Field("name", Scalar(Kind.STRING), place, constraints=limits)
    content = Field("content", Scalar(Kind.STRING), place)
    return Operation(
        name=one.name,
        place=place,
        kinds=(one.kind,),
        inputs=tuple(_inputs(one, name, content)),
        outputs=(OperationOutput("content", place, Scalar(Kind.STRING)),)
        if one.kind == "read file"
        else (),
        emits=tuple(one.emits),
        request=f"{one.noun}/{{name}}",
        requirement_ids=tuple(dict.fromkeys(one.ids)),
    )


def _inputs(one: _Made, name: Field, content: Field) -> Iterator[OperationInput]:
    yield OperationInput(("name",), name.place, field=name)
    if one.kind == "write file":
        yield OperationInput(("content",), name.place, field=content)
