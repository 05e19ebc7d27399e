"""What the records of a stream must be: limits of their fields, else rules that refuse them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.prose.lives.demands import limits_of, turned
from omninode_bridge.prose.lives.remarks import OUT
from omninode_bridge.prose.narration.plain_words import ARTICLE
from omninode_bridge.requirements.document import Entity, Field
from omninode_bridge.requirements.parts.constraint_text import FieldTerms, apply_constraint
from omninode_bridge.requirements.types import EnumOf, Kind, Optional, Scalar

_REFUSED: Final = re.compile(
    r"(?P<what>.+?)(?: is (?:certainly |surely )?(?:an? )?[a-z]+(?: [a-z]+)? and(?: is)?| is)"
    rf" (?:then |also |always |therefore |thus |so |hence )?{OUT}"
    r"(?: too| as well| altogether| with (?:a|the) (?:reason|message)(?: .+)?)?"
)
_MUST: Final = re.compile(
    r"(?P<what>.+?) (?:needs?|requires?|(?:shall|has to|needs to) (?:have|name|give|carry|state|"
    r"include|"
    r"contain|come with)|never (?:comes?|arrives?|is) without) (?P<items>.+)"
)
_GIVEN: Final = re.compile(
    r"(?P<items>[a-z][a-z , -]*?) (?:shall be|is) (?:always )?(?:given|required|present|"
    r"mandatory|needed|"
    r"filled in|never (?:missing|empty|left out|optional)|not optional)"
)
_NONE: Final = re.compile(
    r"no (?P<things>[a-z ]+?) without (?P<items>.+?) (?:is|may be) (?:accepted|allowed|counted|"
    r"taken|"
    r"let in|possible|valid)"
)
_NO_ONE: Final = re.compile(
    r"no (?P<things>[a-z ]+?) (?:is|has|may have|may be|comes with|takes|lasts|weighs|costs) "
    r"(?P<asked>(?:with |of )?(?:an? |the )?[a-z ]*(?:above|below|over|under|more|less|fewer|"
    r"longer|shorter|heavier|\d).*)"
)
_OUTSIDE: Final = re.compile(
    r"\boutside (?:of )?(?:the range )?(?:from |of )?(\d[\d.]*) (?:to|and|-) (\d[\d.]*)"
)
_REAL: Final = re.compile(
    r"nothing (?P<asked>(?:over|above|below|under|more than|less than) \d[\d.]*(?: [a-z]+)?) "
    r"(?:is|counts as|may be) (?:an? |the )?(?:real |valid |possible |true |proper )?"
    r"(?P<things>[a-z]+)(?: ; (?:it is refused|refuse it|such an? [a-z]+ is refused))?"
)
_WHEN: Final = re.compile(
    rf"(?:if|when|whenever|where) (?P<asked>[^,]+) , (?:{ARTICLE} |it |"
    rf"the whole )?(?P<what>[a-z ]*?)"
    rf" ?is (?:then |also |always )?{OUT}"
)
_WHENCE: Final = re.compile(
    rf"(?:{ARTICLE} )?(?P<what>[a-z ]+?) is (?:then |also |always )?{OUT} (?:if|when|whenever|"
    rf"where) "
    r"(?P<asked>[^,]+)"
)
_ONE: Final = re.compile(
    r" (?:for|in|at|per|on) (?:one|an?|each|any|every|the same) (?P<what>[a-z]+)$"
)
_NEVER: Final = (
    (re.compile(r" (?:shall )?never exceeds? "), " is at most "),
    (re.compile(r" exceeds? (?=\d)"), " is more than "),
    (
        re.compile(
            r" (?:is never|shall never be|never (?:goes|go|rises?|climbs?|gets?))"
            r" (?:above|over|more than|larger than|higher than|longer than|beyond) "
        ),
        " is at most ",
    ),
    (
        re.compile(
            r" (?:is never|shall never be|never (?:goes|go|falls?|drops?|gets?|sinks?))"
            r" (?:below|under|less than|lower than|smaller than|shorter than) "
        ),
        " is at least ",
    ),
    (
        re.compile(r" (?:is never|shall never be|never (?:gets?|becomes?)) negative$"),
        " is at least 0",
    ),
)
_LIES: Final = re.compile(r"(?P<what>.+?) (?:shall lie|lies|shall be|is) (?P<asked>.+)")
_NEGATIVE: Final = re.compile(rf"(?:{ARTICLE} )?(?P<how>negative|positive) (?P<field>[a-z ]+)")
_PARTS: Final = re.compile(r" , or | or (?=(?:without |an? |the ))| , and | and (?=an? |the |its )")
_MEASURED: Final = re.compile(
    r"\b(?:below|above|over|under|outside|between|more|less|fewer|at least|at most|least|most|\d)"
)


@dataclass(slots=True)
class Limits:
    """`condition` gives what words ask of the fields, in the rule language."""

    entity: Entity
    things: str
    condition: Callable[[str], str]
    field_of: Callable[[str], str]
    found: dict[str, list[str]] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    rules: list[str] = field(default_factory=list)

    def read(self, said: str) -> bool:
        """Whether all of it is understood; only then it is kept."""
        said = _OUTSIDE.sub(r"below \1 or above \2", said)
        refused = _REFUSED.fullmatch(said)
        if refused and not re.search(r" is | may | if | when |^(?:if|when|no) ", refused["what"]):
            return self._refused(refused["what"])
        real = _REAL.fullmatch(said)
        if real and re.fullmatch(self.things, real["things"]):
            return self._denied(f"{real['things']} {real['asked']}")
        if none := _NO_ONE.fullmatch(said.partition(" ; ")[0]):
            return self._none(none["things"], none["asked"])
        if case := _WHEN.fullmatch(said) or _WHENCE.fullmatch(said):
            return self._case(case["asked"], case["what"])
        for way, instead in _NEVER:
            said = way.sub(instead, said)
        return self._needs(said) or self._must(said)

    def _none(self, which: str, asked: str) -> bool:
        """`no ride has a fare below 2`, `no cave dive is deeper than 30 m`."""
        if re.fullmatch(self.things, which):
            return self._denied(asked) or self._denied(f"{which} {asked}")
        found, limit = self.condition(which), self.condition(asked)
        return bool(found and limit) and self._rule(f"({found}) and ({limit})")

    def _case(self, asked: str, what: str) -> bool:
        """`if the fare is below 2 , the ride is refused`: of the thing, and of no field of it."""
        is_thing = not what or re.fullmatch(rf"(?:it|{self.things})", what)
        found = self.condition(re.sub(r"\b(?:its|their) ", "the ", asked)) if is_thing else ""
        return bool(found) and self._deny(found)

    def _needs(self, said: str) -> bool:
        """`an article is given`, `no answer without a team is accepted`."""
        found = _NONE.fullmatch(said) or _GIVEN.fullmatch(said)
        things = found.groupdict().get("things") if found else None
        if found is None or (things and not re.fullmatch(self.things, things)):
            return False
        return self._has("", found["items"])

    def _refused(self, what: str) -> bool:
        of_one = _ONE.search(what)
        if of_one and re.fullmatch(self.things, of_one["what"]):
            what = what[: of_one.start()]
        what = re.sub(rf"^((?:{ARTICLE} )?{self.things}) with no ", r"\1 without ", what)
        with_what = re.fullmatch(
            rf"(?:(?:{ARTICLE} )?{self.things} )(?P<how>with|without) (?P<rest>.+)", what
        )
        if with_what is None:
            return self._denied(what)
        parts = _PARTS.split(with_what["rest"])
        if with_what["how"] == "without":
            names = [
                self.field_of(re.sub(rf"^(?:without |with no )?(?:{ARTICLE} )?", "", one))
                for one in parts
            ]
            self.required |= {*names} if all(names) else set()
            return all(names)
        other = re.fullmatch(
            r"(?:another|an? other|any other) ([a-z ]+?)(?: than .+)?", with_what["rest"]
        )
        if other:
            kinds = {one.name: one.type for one in self.entity.fields}
            return isinstance(kinds.get(self.field_of(other[1])), EnumOf)
        kept = [self._asked(one) for one in parts]
        return all(kept) and all(map(self._deny, kept))

    def _denied(self, what: str) -> bool:
        asked = self._asked(what) if _MEASURED.search(what) or _NEGATIVE.fullmatch(what) else ""
        return bool(asked) and self._deny(asked)

    def _asked(self, what: str) -> str:
        negative = _NEGATIVE.fullmatch(what)
        return self.condition(f"the {negative['field']} is {negative['how']}" if negative else what)

    def _deny(self, asked: str) -> bool:
        opposite = turned(asked)
        return self._demand(opposite) if opposite else self._rule(asked)

    def _demand(self, asked: str) -> bool:
        limits = limits_of(asked, {one.name for one in self.entity.fields})
        for name, limit in limits:
            self.found.setdefault(name, []).append(limit)
        return bool(limits) or self._rule(f"not ({asked})")

    def _rule(self, asked: str) -> bool:
        self.rules.append(f"reject when {asked}")
        return True

    def _must(self, said: str) -> bool:
        """`a reading shall have a station`, `its rain shall lie between 0 and 300 mm`."""
        if " , and " in said:
            before = (dict(self.found), set(self.required), list(self.rules))
            if all(self._must(one) for one in said.split(" , and ")):
                return True
            self.found, self.required, self.rules = before
            return False
        must = _MUST.fullmatch(said)
        if must and (which := self._which(must["what"])) is not None:
            return self._has(which, must["items"])
        lies = _LIES.fullmatch(said)
        if lies is None or not _MEASURED.search(lies["asked"]):
            return False
        name = self.field_of(re.sub(rf"^(?:{ARTICLE} )", "", lies["what"]))
        asked = self.condition(f"the {name} is {lies['asked']}") if name else ""
        return bool(asked) and self._demand(asked)

    def _which(self, what: str) -> str | None:
        """The condition on the thing, empty for all of them; None where it is no thing."""
        found = re.fullmatch(rf"(?:{ARTICLE} )?(?:(?P<which>[a-z]+) )?{self.things}", what)
        if found is None:
            return None
        return (self.condition(found["which"]) or None) if found["which"] else ""

    def _has(self, which: str, items: str) -> bool:
        """`a station`, or `a duration of 0` where something else is so."""
        value = re.fullmatch(
            rf"(?:{ARTICLE} )(?P<field>[a-z ]+?) of (?P<value>\d[\d.]*)(?: [a-z]+)?", items
        )
        if value and (name := self.field_of(value["field"])):
            wrong = f"{name} != {value['value']}"
            return self._rule(f"{which} and {wrong}" if which else wrong)
        names = [
            self.field_of(re.sub(rf"^(?:{ARTICLE} )?", "", one)) for one in _PARTS.split(items)
        ]
        if not all(names):
            return False
        if which:
            return self._there(which, names)
        self.required |= {*names}
        return True

    def _there(self, which: str, names: Sequence[str]) -> bool:
        """`an answered call shall have an agent`: of others it may be missing."""
        optional = {one.name for one in self.entity.fields if isinstance(one.type, Optional)}
        if not {*names} <= optional:
            return False
        return all(self._rule(f"({which}) and {name} = none") for name in names)

    def applied(self) -> Entity:
        """The thing with the limits of its fields."""
        return replace(self.entity, fields=tuple(self._fields()))

    def _fields(self) -> Iterator[Field]:
        for one in self.entity.fields:
            limits: Sequence[str] = self.found.get(one.name, ())
            is_text = isinstance(one.type, Scalar) and one.type.kind is Kind.STRING
            if one.name in self.required and is_text:
                limits = (*limits, "length 1..")
            terms = FieldTerms(one.constraints)
            for limit in limits:
                terms = apply_constraint(limit, terms, strict=False) or terms
            is_required = one.required or one.name in self.required
            yield replace(one, constraints=terms.constraints, required=is_required)
