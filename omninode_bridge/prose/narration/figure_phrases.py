"""Figures that a sentence asks for: `the average stay for each exhibition`, `how many per day`."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import is_past
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.narration.figure_groups import grouped, names_of
from omninode_bridge.prose.narration.figure_ranks import NUMBER, most_frequent
from omninode_bridge.prose.narration.figure_wordings import measured, superlative, worded
from omninode_bridge.prose.narration.plain_words import ARTICLE, without_article
from omninode_bridge.prose.narration.story import UntoldError

_SHOWN: Final = (
    r"(?:show|report|display|give|provide|compute|calculate|determine|track|keep|publish|know|see|"
    r"maintain|present|output|find|find out|learn|measure)s?"
)
_ANY: Final = "(?!(?:only|never|not|no|nobody|none) )[a-z-]+"
_SOMEBODY: Final = rf"(?:(?:{ARTICLE} )?{_ANY}(?: {_ANY})? (?:shall |may )+|we (?:shall |may )?)?"
_OPENING: Final = re.compile(rf"^{_SOMEBODY}(?:also |always )?{_SHOWN} (?=\S)")
_SEEING: Final = re.compile(
    rf"^(?:{ARTICLE} )?[a-z-]+(?: [a-z-]+)? "
    r"(?:sees|views|gets|needs|wants to see|wants to know) (?=the )"
)
_SAID_OF: Final = re.compile(
    r" (?:is|shall be) (?:also |always )?(?:known|shown|reported|kept|tracked|displayed|"
    r"published|calculated|computed|available|visible|determined|of interest|"
    r"counted|listed|summed up|added up)(?: separately| as well| too)?"
    r"(?= (?:per|by|for|in each|in every) |$)"
)
_CLOSING: Final = re.compile(
    r" is (?:also |always )?(?:known|shown|reported|kept|tracked|displayed|published|calculated|"
    r"computed|available|visible|determined|of interest|listed)$"
)
_VERBS: Final = (
    (re.compile(rf"^{_SOMEBODY}(?:also )?counts? (?=\S)"), "the number of "),
    (
        re.compile(rf"^{_SOMEBODY}(?:also )?(?:sums?(?: up)?|adds? up|accumulates?) (?=\S)"),
        "the sum of ",
    ),
    (re.compile(rf"^{_SOMEBODY}(?:also )?averages? (?:the )?(?=\S)"), "the average "),
)
_PASSIVES: Final = (
    (
        re.compile(r"^(.+?) is counted(?: separately| as well| too)?((?: (?:per|by|for) .+)?)$"),
        "the number of ",
    ),
    (
        re.compile(
            r"^(.+?) is (?:summed up|added up|totalled|accumulated)"
            r"(?: separately| as well)?((?: (?:per|by|for) .+)?)$"
        ),
        "the sum of ",
    ),
    (re.compile(r"^(.+?) is averaged((?: (?:per|by|for) .+)?)$"), "the average "),
)
_FUNCTIONS: Final = {
    **dict.fromkeys(("average", "mean"), "avg"),
    **dict.fromkeys(
        ("minimum", "lowest", "smallest", "shortest", "least", "min", "cheapest"), "min"
    ),
    **dict.fromkeys(
        ("maximum", "highest", "largest", "longest", "greatest", "biggest", "max"), "max"
    ),
    **dict.fromkeys(("last", "latest", "most recent", "last known", "newest", "current"), "last"),
    **dict.fromkeys(("first", "earliest"), "first"),
    **dict.fromkeys(("total", "sum of", "total of", "total number of"), "sum"),
    "median": "p50",
}
_FUNCTION: Final = "|".join(sorted(_FUNCTIONS, key=len, reverse=True))
_MORE: Final = {
    "or more": ">=", "or less": "<=", "or fewer": "<=", "at least": ">=", "at most": "<=",
    "more than": ">", "less than": "<", "fewer than": "<", "over": ">", "under": "<",
}  # fmt: skip
_BOUNDS: Final = (
    rf"(?P<number>{NUMBER}) (?P<sign>or more|or less|or fewer) (?P<field>.+)",
    rf"(?P<sign>{'|'.join(_MORE)}) (?P<number>{NUMBER}) (?P<field>.+)",
)
_CAME: Final = (
    r"(?: (?:there is|is there|came in|come in|arrived?|happen(?:ed)?|"
    r"is received|is made|is seen))?"
)
_AND_THE: Final = r"(?: , and | , | and )(?:the )?"
_FIGURE: Final = re.compile(rf"(?:the )?(?:number of|how many|{_FUNCTION})\b")
_ADDING_UP: Final = frozenset(
    {
        *("energy", "amount", "quantity", "revenue", "consumption", "volume", "distance", "weight"),
        *("turnover", "sales", "cost", "costs", "rainfall", "output", "usage", "duration"),
        *("megabytes", "gigabytes"),
    }
)
"""What adds up wherever it is named without a function; a temperature does not."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`window` in seconds; `where` in the rule language; `is_assumed` where no function is said."""

    function: str
    field: str = ""
    keys: tuple[str, ...] = ()
    window: int = 0
    where: str = ""
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class FigureReader:
    """`field` gives the one field that words mean, `condition` the expression they ask for.

    `thing` is what is counted, such as `visit`; `has_time` where it says when it happened.
    """

    thing: str
    field: Callable[[str], str]
    condition: Callable[[str], str]
    numbers: frozenset[str]
    has_time: bool

    def read(self, said: str) -> tuple[Figure, ...]:
        """Empty where it is no figure of this thing. Raises `UntoldError` for a part of one."""
        leading = re.fullmatch(r"for (?:the |all )?(.+?) , (.+)", said)
        where = self._condition_on_things(leading[1]) if leading else ""
        if leading and where:
            return tuple(_where(one, where) for one in self.read(leading[2]))
        spoken = self._opened(said)
        try:
            core, keys, window = grouped(spoken, self.thing, self.field)
        except UntoldError:
            if _FIGURE.match(spoken):
                raise
            return ()
        asker = re.fullmatch(
            r"(how many .+?) (?:a|an) ([a-z -]+?) (?:has|is|was|[a-z]+s)\b.*", core
        )
        if asker and (key := self.field(asker[2])):
            core, keys = asker[1], (*keys, key)
        core, bracket = self._bracketed(core)
        found = [replace(one, keys=keys, window=window) for one in self._figures(core, bracket)]
        if window and found and not self.has_time:
            raise UntoldError(f"`{self.thing}` does not say when it happened")
        if any(one.function.startswith("top") and keys for one in found):
            raise UntoldError("the most frequent ones of each group are no figure that is known")
        return tuple(found)

    def _condition_on_things(self, text: str) -> str:
        return self.condition(text) if re.search(rf"\b{self._things}$", text) else ""

    def _opened(self, said: str) -> str:
        text = worded(said, lexicon().plural(names_of(self.thing)[1]))
        text = re.sub(r"^(?:the )?[a-z]+ is (?=the (?:total|sum|average|number)\b)", "", text)
        if leading := re.fullmatch(r"((?:for|per|in) (?:each |every )?[a-z ]+?) , (.+)", text):
            text = f"{leading[2]} {leading[1]}"
        text = _SEEING.sub("", text)
        if _FIGURE.match(text):
            return _SAID_OF.sub("", text)
        for pattern, instead in _VERBS:
            if pattern.match(text):
                return pattern.sub(instead, text, count=1)
        for passive, instead in _PASSIVES:
            if found := passive.match(text):
                return f"{instead}{found[1]}{found[2]}"
        return _CLOSING.sub("", _OPENING.sub("", text))

    def _bracketed(self, core: str) -> tuple[str, str]:
        """`group visits ( ten or more visitors )`: what the brackets say is asked of the thing."""
        found = re.search(r" \( (.+?) \)$", core)
        return (core[: found.start()], found[1]) if found else (core, "")

    def _figures(self, core: str, bracket: str) -> Iterator[Figure]:
        core = superlative(core, self._things)
        if top := most_frequent(core, self.thing, self._things, self.field):
            yield Figure(*top)
        elif counted := re.fullmatch(r"(?:the )?(?:number of|how many) (.+)", core):
            yield self._counted(counted[1], bracket)
        elif several := re.fullmatch(
            rf"(?:the )?((?:{_FUNCTION})(?:{_AND_THE}(?:{_FUNCTION}))+) (.+)", core
        ):
            for function in re.split(_AND_THE, several[1]):
                yield self._of_field(_FUNCTIONS[function], several[2])
        elif ranked := re.fullmatch(
            r"(?:the )?(\d{1,2}) ?(?:th|st|nd|rd) percentile of (.+)", core
        ):
            yield self._of_field(f"p{ranked[1]}", ranked[2])
        elif single := re.fullmatch(rf"(?:the )?({_FUNCTION}) (?:of )?(.+)", core):
            yield self._of_field(_FUNCTIONS[single[1]], single[2])
        elif (field := self.field(without_article(core))) in self.numbers and _adds_up(field):
            yield Figure("sum", field, is_assumed=True)

    @property
    def _things(self) -> str:
        names = names_of(self.thing)
        plurals = map(lexicon().plural, names)
        return f"(?:{'|'.join((*plurals, *names))})"

    def _counted(self, core: str, bracket: str) -> Figure:
        """`how many kilograms were delivered` adds up, `how many deliveries` counts."""
        *words, last = core.split()
        plain = " ".join(words).removesuffix(" is") if words and is_past(last) else core
        if not re.search(rf"\b{self._things}\b", core):
            field = self.field(without_article(plain))
            if field in self.numbers:
                return Figure("sum", field)
            if where := self.condition(plain):
                return Figure("count", where=where)
        try:
            return self._count(core, bracket)
        except UntoldError:
            if plain == core:
                raise
        return self._count(plain, bracket)

    def _count(self, core: str, bracket: str) -> Figure:
        """`visits`, `faulty readings`, `different countries`."""
        if different := re.fullmatch(r"(?:the )?(?:different|distinct|unique) (.+)", core):
            if field := self.field(re.sub(r" [a-z]+ed$", "", different[1])):
                return Figure("distinct", field)
            raise UntoldError(f"`{different[1]}` is no field of {self.thing}")
        if re.fullmatch(rf"(?:all )?(?:the )?{self._things}{_CAME}", core):
            return Figure("count", where=self._asked(bracket) if bracket else "")
        if bracket and re.fullmatch(rf"[a-z]+ {self._things}{_CAME}", core):
            return Figure("count", where=self._asked(bracket))
        bound = re.fullmatch(
            rf"{self._things} (?:lasting|of|with|weighing|worth|at|that [a-z]+) (.+)", core
        )
        if bound and any(re.fullmatch(pattern, bound[1]) for pattern in _BOUNDS):
            return Figure("count", where=self._asked(bound[1]))
        if re.search(rf"\b{self._things}\b", core) and (where := self.condition(core)):
            return Figure("count", where=where)
        raise UntoldError(f"`{core}` is not what is counted here")

    def _asked(self, text: str) -> str:
        """`ten or more visitors`, `more than 5 kg`."""
        for pattern in _BOUNDS:
            found = re.fullmatch(pattern, text)
            field = self.field(found["field"]) if found else ""
            if found and field in self.numbers:
                number = WRITTEN.get(found["number"], found["number"])
                return f"{field} {_MORE[found['sign']]} {number}"
        if where := self.condition(text):
            return where
        raise UntoldError(f"`{text}` asks for nothing that is declared")

    def _of_field(self, function: str, words: str) -> Figure:
        """`stay in minutes`, `number of visitors`, `megabytes of roaming records`."""
        plain = re.sub(r"^(?:the |what is |number of |amount of )+", "", words)
        where = ""
        unit = re.fullmatch(rf"(.+ of .*{self._things}) in ([a-z]+)", plain)
        plain = unit[1] if unit else plain
        if of := re.fullmatch(
            rf"(.+?) of (?:all |all the |the |each |every |an? )?((?:[a-z]+ )?{self._things})",
            plain,
        ):
            plain = of[1]
            is_all = re.fullmatch(self._things, of[2])
            where = "" if is_all else self._asked(of[2])
        if of_thing := re.fullmatch(
            rf"(?:{self._things}|duration|length|weight|time) in ([a-z]+)", plain
        ):
            plain = of_thing[1]
        field = self.field(plain) or measured(plain, self.numbers)
        field = self.field(unit[2]) or field if unit else field
        if not field and (aside := re.fullmatch(r"(.+?) (?:on|at|in|by|from|spent) .+", plain)):
            field = self.field(aside[1])
            field = field if field in self.numbers else ""
        of_some = None if field else re.fullmatch(r"(.+?) of (?:all )?([a-z -]+)", plain)
        if of_some and (which := self.condition(of_some[2])):
            field, where = self.field(of_some[1]), which
        if not field:
            raise UntoldError(f"`{plain}` is no field of {self.thing}")
        if function not in {"first", "last"} and field not in self.numbers:
            raise UntoldError(f"`{field}` is no number")
        return Figure(function, field, where=where)


def _where(one: Figure, where: str) -> Figure:
    return replace(one, where=f"({where}) and ({one.where})" if one.where else where)


def _adds_up(field: str) -> bool:
    return bool({*field.split("_")} & _ADDING_UP)
