"""The figures that one phrase asks for: as it is said, or part by part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, is_past
from omninode_bridge.prose.narration.figure_phrases import Figure, FigureReader
from omninode_bridge.prose.narration.plain_words import without_article
from omninode_bridge.prose.narration.story import UntoldError
from omninode_bridge.prose.streams.conditions import Conditions
from omninode_bridge.prose.streams.segments import segments_of
from omninode_bridge.requirements.document import Entity
from omninode_bridge.requirements.types import EnumOf, Kind, Scalar


@dataclass(frozen=True, slots=True)
class Asking:
    entity: Entity
    reader: FigureReader
    conditions: Conditions

    def figures(self, asked: str) -> tuple[Figure, ...]:
        """Raises `UntoldError` where it is none of this thing."""
        said, where = self._without_which(asked)
        for way in self._ways(said):
            try:
                found = self.reader.read(way)
            except UntoldError:
                found = ()
            if len(found) == 1:
                return (_where(found[0], where),)
        if found := self._of_parts(asked):
            return found
        raise UntoldError(f"`{asked}` is no figure of {self.reader.thing}")

    def _of_parts(self, said: str) -> tuple[Figure, ...]:
        """What is taken, for each of what, and of which records, each by itself."""
        parts = segments_of(said)
        only = [self.conditions.of(one) for one in parts.only]
        out = [self.conditions.of(one) for one in parts.out]
        if not all(only) or not all(out):
            return ()
        core, where = self._without_which(parts.core)
        asked = [*([where] if where else []), *only, *(f"not ({one})" for one in out)]
        both = " and ".join(f"({one})" for one in asked) if len(asked) > 1 else "".join(asked)
        if parts.is_distinct:
            core = re.sub(r"number of (?!different )", "number of different ", core)
        keys = "".join(f" per {one}" for one in parts.keys)
        for way in self._ways(f"{core}{keys}"):
            try:
                found = self.reader.read(way)
            except UntoldError:
                continue
            if found:
                return tuple(_where(one, both) for one in found)
        return ()

    def _without_which(self, said: str) -> tuple[str, str]:
        """`late calls` are those of a definition; `calls that is not abandoned`, `solves calls`."""
        things = self.conditions.things
        if denied := re.search(
            rf" of all ({things}) (?:that|which) (?:is|has) (?P<no>not |never )?(?P<how>[a-z ]+)$",
            said,
        ):
            asked = self.reader.condition(denied["how"]) or self.conditions.defined.get(
                denied["how"], ""
            )
            where = f"not ({asked})" if denied["no"] else asked
            return (said[: denied.start()], where) if asked else (said, "")
        for word, asked in self.conditions.defined.items():
            if re.search(rf"\b{word} {things}\b", said):
                return re.sub(rf"\b{word} (?={things}\b)", "", said), asked
        if behind := self._behind(said):
            return behind
        several = re.search(rf"(?:number of|how many) (?P<which>[a-z -]+ {things})(?= |$)", said)
        if several and (asked := self.conditions.of(several["which"])):
            said = (
                f"the number of {self.conditions.thing_in(several['which'])}{said[several.end() :]}"
            )
            return said, asked
        spoken = re.search(rf"number of (?P<word>[a-z]+) (?={things}\b)", said)
        done = self._done(spoken["word"]) if spoken else ""
        return (said.replace(f"{spoken['word']} ", "", 1), done) if spoken and done else (said, "")

    def _behind(self, said: str) -> tuple[str, str] | None:
        """`the number of loans renewed by phone`, `how many loans went to readers under 18`."""
        found = re.fullmatch(
            rf"(?:the )?(?:number of|how many) (?P<things>{self.conditions.things}) {_WHICH}"
            r"(?P<rest>(?:(?: ,)? (?:per|by|for each|in each|of each) .+)?)",
            said,
        )
        if found is None:
            return None
        which = _WENT.sub("", found["which"])
        asked = self.conditions.of(which) or self.conditions.of(f"{found['things']} {which}")
        return (f"the number of {found['things']}{found['rest']}", asked) if asked else None

    def _done(self, word: str) -> str:
        """`solves`, where exactly one field may be `solved`."""
        found = [
            f'{one.name} = "{value}"'
            for one in self.entity.fields
            if isinstance(one.type, EnumOf)
            for value in one.type.members
            if value == word or (base_of(value) and base_of(value) == base_of(word))
        ]
        return found[0] if len(found) == 1 else ""

    def _ways(self, said: str) -> Iterator[str]:
        """As it is said, and with what has the unit: `the wettest reading in mm`, `below 2 km`."""
        yield said
        things = self.conditions.things
        yield from self._most(said)
        yield from self._of_done(said)
        yield from self._of_part(said)
        yield from self._of_whom(said)
        money = [one.name for one in self.entity.fields if one.type == Scalar(Kind.MONEY)]
        if len(money) == 1 and _TAKINGS.search(said):
            yield _TAKINGS.sub(f"the sum of {money[0].replace('_', ' ')}", said)
        found = re.fullmatch(rf"(?:the )?(?P<how>[a-z]+est) {things} in (?P<unit>[a-z]+)(.*)", said)
        if found and (name := self._measured(found["unit"])):
            yield f"the {'lowest' if found['how'] in _LEAST else 'highest'} {name}{found[3]}"
        limit = re.search(r"\d (?:or (?:more|less|fewer) )?(?P<unit>[a-z]+)(?= per |$)", said)
        if limit and (name := self._measured(limit["unit"])):
            yield f"{said[: limit.start('unit')]}{name}{said[limit.end() :]}"

    def _of_done(self, said: str) -> Iterator[str]:
        """`the total water used` is that of the water, which is a number of the thing."""
        found = re.fullmatch(
            r"(?P<head>(?:the )?[a-z]+ (?:of )?(?P<what>[a-z]+)) (?P<done>[a-z]+)(?P<rest> .+)?",
            said,
        )
        if found and is_past(found["done"]) and self._is_number(found["what"]):
            yield f"{found['head']}{found['rest'] or ''}"

    def _of_part(self, said: str) -> Iterator[str]:
        """`the longest vehicle` of boardings with a vehicle kind is the longest boarding."""
        found = re.fullmatch(r"(?:the )?(?P<how>[a-z]+est) (?P<what>[a-z]+)(?P<rest> .+)?", said)
        kinds = [one.name.partition("_") for one in self.entity.fields]
        if found and any(of == found["what"] and kind in _KINDS for of, _, kind in kinds):
            yield f"the {found['how']} {self.reader.thing}{found['rest'] or ''}"

    def _of_whom(self, said: str) -> Iterator[str]:
        """`the mean age of the readers`, where the age is declared as that of a reader."""
        found = re.fullmatch(
            r"(?P<head>(?:the )?[a-z]+ (?P<what>[a-z]+)) of (?:the |all )?(?P<who>[a-z]+)"
            r"(?P<rest> .+)?",
            said,
        )
        of = {each for one in self.entity.fields for each in one.description.split()}
        who = lexicon().singular(found["who"]) if found else ""
        if found and {who, f"{who}'s"} & of and self._is_number(found["what"]):
            yield f"{found['head']}{found['rest'] or ''}"

    def _is_number(self, words: str) -> bool:
        try:
            return self.reader.field(words) in self.reader.numbers
        except UntoldError:
            return False

    def _most(self, said: str) -> Iterator[str]:
        """`the heaviest load` is the highest one, where a load is a number of the thing."""
        found = re.fullmatch(
            r"(?:the )?(?P<how>[a-z]+est|best|worst) (?P<what>[a-z][a-z ]*?)(?P<rest> (?:per|for|"
            r"by|of) .+)?",
            said,
        )
        if found is None or self.reader.field(found["what"]) not in self.reader.numbers:
            return
        side = _SIDES.get(found["how"], "") or ("lowest" if found["how"] in _LEAST else "highest")
        is_good = found["how"] not in _SIDES or bool({*found["what"].split()} & _GOOD)
        if is_good and without_article(found["what"]):
            yield f"the {side} {found['what']}{found['rest'] or ''}"

    def _measured(self, unit: str) -> str:
        """The words of the one field that is measured in it; empty for none."""
        found = [one.name for one in self.entity.fields if one.name.endswith(f"_{unit}")]
        return found[0].replace("_", " ") if len(found) == 1 else ""


def _where(one: Figure, where: str) -> Figure:
    both = f"({one.where}) and ({where})" if one.where and where else one.where or where
    return replace(one, where=both)


_TAKINGS: Final = re.compile(
    r"^(?:the )?(?:total )?(?:revenue|turnover|takings|proceeds|earnings)(?= per |$)"
)
_LEAST: Final = frozenset(
    {
        "lowest",
        "lightest",
        "shortest",
        "smallest",
        "coldest",
        "driest",
        "cheapest",
        "fewest",
        "least",
    }
)


_WHICH: Final = r"(?P<which>(?:(?! per | by each | for each ).)+?)"
_WENT: Final = re.compile(
    r"^(?:(?:that|which) )?(?:went|goes|go|came|comes|come|belongs?|is (?:lent|made|given|sold|"
    r"sent|paid|done|used|taken)) (?:to|from|by|for|with) "
)
_KINDS: Final = frozenset({"kind", "type", "class", "sort"})
_SIDES: Final = {"best": "highest", "worst": "lowest"}
_GOOD: Final = frozenset(
    {"points", "score", "scores", "rating", "ratings", "mark", "marks", "result"}
)
"""What is the better the more there is of it; the best time is the shortest."""
