"""Sentences about a field that is known: `The title of a ticket is a text of 3 to 80 letters.`"""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.language.duties import as_it_is
from omninode_bridge.requirements.document import Default
from omninode_bridge.requirements.markdown.blocks import Block, Item, Listing, Paragraph
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.naming import field_name
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.parts.fields import FieldReader
from omninode_bridge.requirements.parts.own_ids import split_id
from omninode_bridge.requirements.parts.spoken_amending import amended, clauses_of
from omninode_bridge.requirements.parts.spoken_heads import Item as ToldItem
from omninode_bridge.requirements.parts.spoken_merging import IN, Telling, ToldField, merged
from omninode_bridge.requirements.parts.spoken_sentences import data_sentences
from omninode_bridge.requirements.parts.spoken_terms import Terms, terms_of
from omninode_bridge.requirements.structures import SectionKind
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar

_ABOUT: Final = re.compile(
    r"(?:(?:The|Its|Their|Each|Every|An?) )?"
    r"`?(?P<name>[A-Za-z][\w'\u2019]*(?: [\w'\u2019]+){0,3}?)`?"
    r"(?: (?:of|for) (?:an?|the|each|every|one) (?P<thing>[a-z]+(?: [a-z]+)?))?"
    r" (?:(?:is|are)(?: always| given as| a choice of)?|must be|has to be|can be|may be|"
    r"has(?= (?:the values|between|at|\d))) "
    r"(?P<terms>\S.*?)\.?",
    re.DOTALL,
)
_CAN: Final = re.compile(
    r"(?:(?:The|Its|Their) )?(?P<name>[A-Za-z]\w*(?: \w+){0,3}?)"
    r"(?: (?:of|for) (?:an?|the|each|every|one) (?P<thing>[a-z]+(?: [a-z]+)?))? "
    r"(?P<terms>(?:(?:may|can) (?:be|stay) (?:missing|left out|empty|omitted|absent|unknown)|"
    r"defaults to \S+|starts (?:at|as|with) \S+))\.?"
)
_MAY: Final = re.compile(r" (?:can|may) be ")
_NEW: Final = re.compile(
    r"(?:An?|Every|Each|All)? ?[Nn]ew (?P<thing>[a-z]+(?: [a-z]+)?) "
    r"(?:(?:is|are)(?: always| first| at first)?|starts?(?: out)?(?: as)?|begins?(?: as)?) "
    r"(?P<words>[\w ,-]+?)\.?"
)
_IT: Final = re.compile(r"(?:It|it) (?=(?:is|may|can|must|has to|defaults)\b)")
_USUAL: Final = re.compile(
    r"(?P<first>[A-Za-z][\w-]*(?: [\w-]+)?) is (?:the )?(?:usual|normal|standard|default|common)"
    r"(?: (?:one|kind|choice|value|case|way))?\.?|"
    r"(?:Normally|Usually|By default|Mostly|As a rule),? (?:it is|it's) "
    r"(?P<last>[\w-]+(?: [\w-]+)?)\.?"
)
_TRUTHS: Final = frozenset({"yes", "no", "true", "false"})
_LONGEST: Final = 300


def explained_in(sentences: Iterable[Span], things: AbstractSet[str]) -> frozenset[str]:
    """Names of which a sentence says the type: `The minutes are a whole number.`"""
    found = set()
    for one in sentences:
        text = as_a_limit(one).text
        match = _ABOUT.fullmatch(text) if len(text) <= _LONGEST else None
        terms = _said(match, things) if match is not None else None
        if match is not None and terms is not None and terms.kind:
            found.add(field_name(match["name"]))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Details:
    """The tellings that sentences may refine; `""` and `"answer"` are what goes in and out."""

    things: Mapping[str, Telling]
    reader: FieldReader
    notebook: Notebook
    topic: list[str] = field(default_factory=list)
    """The field that the clause before was about: `it` in this one."""

    def take(self, sentence: Span, *, nearby: bool) -> bool:
        """Whether it says what is known already, more exactly.

        A limit alone counts only `nearby` the data: elsewhere it is a rule.
        """
        if len(sentence.text) > _LONGEST:
            return False
        sentence = self._named(as_a_limit(sentence))
        self.topic.clear()
        if self._about(sentence, nearby=nearby) or self._about_new(sentence):
            return True
        if nearby and self._about_usual(sentence):
            return True
        before = {key: dict(one.told) for key, one in self.things.items()}
        clauses = [sentence.slice(start, end) for start, end in clauses_of(sentence.text)]
        if len(clauses) > 1 and all(
            self._about(self._named(one), nearby=nearby) for one in clauses
        ):
            return True
        self.topic.clear()
        for key, told in before.items():
            self.things[key].told = told
        return False

    def _named(self, clause: Span) -> Span:
        """`It is 0 unless told otherwise` with the name in place of `it`."""
        found = _IT.match(clause.text)
        if found is None or not self.topic:
            return clause
        return clause.retold(f"The {self.topic[0]} {clause.text[found.end() :]}")

    def _about_usual(self, sentence: Span) -> bool:
        """`Cloudy is the usual one`, `Normally it is cloudy`: of what may be chosen."""
        match = _USUAL.fullmatch(sentence.text)
        telling = self.things.get(IN)
        if match is None or telling is None:
            return False
        chosen = _chosen(telling, (match["first"] or match["last"]).strip())
        for name, member in chosen if len(chosen) == 1 else ():
            self._default(telling, name, member)
        return len(chosen) == 1

    def _about(self, clause: Span, *, nearby: bool) -> bool:
        """What a clause says of fields; of what goes in, whether it must be there, too."""
        given = self.things.get(IN)
        said = amended(clause.text, given) if given is not None and nearby else None
        if given is not None and said is not None:
            given.told |= dict(said)
            return True
        return self._about_field(clause, nearby=nearby)

    def _about_field(self, sentence: Span, *, nearby: bool) -> bool:
        match = _CAN.fullmatch(sentence.text) or _ABOUT.fullmatch(sentence.text)
        if match is None:
            return False
        named = [(one, one.called(match["name"])) for one in self._tellings(match["thing"])]
        found = [one for one in named if one[1]]
        if len(found) > 1 and any(one.name for one, _ in found):
            return False
        terms = _said(match, self.reader.things) if found else None
        told_of = [one.told[name] for one, name in found]
        if terms is not None and _is_other(sentence.text, terms, told_of):
            return False
        if terms is None or terms.name or not _is_detail(terms, nearby=nearby):
            return False
        name = found[0][1]
        said = replace(
            ToldItem(name, short=name),
            type=terms.kind,
            limits=terms.limits,
            is_said=bool(terms.type),
        )
        field = self.reader.from_item(said, sentence)
        if field is None:
            return False
        told = ToldField(field, is_said=bool(terms.type), is_limit=not terms.type)
        self.topic[:] = [match["name"]]
        for one, _ in found:
            one.told[name] = merged(one.told[name], told, self.notebook)
        return True

    def _tellings(self, thing: str | None) -> Iterator[Telling]:
        for telling in self.things.values():
            if thing is None or telling.name.lower() == thing.replace(" ", "").lower():
                yield telling

    def _about_new(self, sentence: Span) -> bool:
        """`New tickets are open and normal.`"""
        match = _NEW.fullmatch(sentence.text)
        if match is None:
            return False
        noun = match["thing"].replace(" ", "").lower()
        for telling in self.things.values():
            if telling.name and noun in {telling.name.lower(), f"{telling.name.lower()}s"}:
                words = re.split(r",? and |, ", match["words"])
                chosen = [_chosen(telling, word.strip()) for word in words]
                if all(len(one) == 1 for one in chosen):
                    for (name, member), *_ in chosen:
                        self._default(telling, name, member)
                    return True
        return False

    @staticmethod
    def _default(telling: Telling, name: str, member: str) -> None:
        told = telling.told[name]
        field = told.field
        if field.default is None:
            plain = field.type.of if isinstance(field.type, Optional) else field.type
            field = replace(field, type=plain, default=Default(member), required=False)
            telling.told[name] = replace(told, field=field)


def as_a_limit(sentence: Span) -> Span:
    """`The age shall be a whole number` as `The age must be a whole number`."""
    if "shall " not in sentence.text:
        return sentence
    return sentence.retold(as_it_is(sentence.text).replace(" shall be ", " must be "))


def _is_other(text: str, terms: Terms, known: Iterable[ToldField]) -> bool:
    """Whether it is a deed, or a value that one of the fields never has."""
    return _is_deed(text, terms) or not all(_may_be(one, terms.limits) for one in known)


def _is_deed(text: str, terms: Terms) -> bool:
    """What `may be changed or removed` is no choice."""
    members = terms.type.removeprefix("enum(").rstrip(")").split(", ")
    is_choice = terms.type.startswith("enum(") and _MAY.search(text) is not None
    return is_choice and all(one.endswith("ed") for one in members)


def _said(match: re.Match[str], things: AbstractSet[str]) -> Terms | None:
    return terms_of(match["terms"], head=match["name"], things=things)


def _is_detail(terms: Terms, *, nearby: bool) -> bool:
    return bool(terms.type) or nearby or {"optional", "unique"} >= {*terms.limits}


def _chosen(telling: Telling, word: str) -> list[tuple[str, str]]:
    """The fields of which a word is a choice."""
    found = []
    for told in telling.told.values():
        type_ = told.field.type
        plain = type_.of if isinstance(type_, Optional) else type_
        if isinstance(plain, EnumOf) and word.lower() in {one.lower() for one in plain.members}:
            member = next(one for one in plain.members if one.lower() == word.lower())
            found.append((told.field.name, member))
    return found


def _may_be(told: ToldField, limits: Iterable[str]) -> bool:
    """What is yes or no is nothing else by default."""
    type_ = told.field.type
    plain = type_.of if isinstance(type_, Optional) else type_
    values = {one.removeprefix("default ") for one in limits if one.startswith("default ")}
    return plain != Scalar(Kind.BOOL) or values <= _TRUTHS


def _rest_of(item: Item, details: Details, *, nearby: bool) -> list[Item]:
    """The bullet without its sentences that say more of fields that are known."""
    if item.children or not item.span or split_id(item.span)[0] is not None:
        return [item]
    sentences = data_sentences(item.span)
    left = [one for one in sentences if not details.take(one, nearby=nearby)]
    if len(left) == len(sentences):
        return [item]
    first = left[0].place() if left else item.place
    return [replace(item, span=Span.joined(left), place=first)] if left else []


def without_details(part: Part, details: Details, *, nearby: bool) -> Iterator[Block]:
    """The blocks without the sentences that say more of fields that are known."""
    for block in part.blocks:
        if isinstance(block, Paragraph) and part.kind is not SectionKind.REQUIREMENTS:
            sentences = list(data_sentences(block.span))
            left = [one for one in sentences if not details.take(one, nearby=nearby)]
            if len(left) == len(sentences):
                yield block
            elif left:
                yield Paragraph(tuple(left))
        elif isinstance(block, Listing) and part.kind is not SectionKind.REQUIREMENTS:
            items = [rest for one in block.items for rest in _rest_of(one, details, nearby=nearby)]
            if items:
                yield replace(block, items=tuple(items))
        else:
            yield block
