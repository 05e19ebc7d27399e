"""A sentence as its clauses, each with the word that binds it to the others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from omninode_bridge.prose.lives.beginnings import begins
from omninode_bridge.prose.lives.clause import Clause, Part, Says
from omninode_bridge.prose.lives.continuing import going_on, instead, is_inside
from omninode_bridge.prose.lives.deeds import deed, only_times, placed
from omninode_bridge.prose.lives.happenings import is_happening, nominal
from omninode_bridge.prose.lives.remarks import allowed, informs, never, refused, silent
from omninode_bridge.prose.lives.standing import (
    brought,
    ends,
    final,
    makes,
    naming,
    standing,
    starts,
)
from omninode_bridge.prose.lives.values import bounds, capacity, changes, has, keeps, of_thing
from omninode_bridge.prose.lives.vocabulary import Vocabulary

_LONGEST: Final = 70
_FAR: Final = 14
_ROLES: Final = {
    **dict.fromkeys(("as soon as", "the moment", "when", "whenever", "once"), "when"),
    **dict.fromkeys(("after", "upon", "with", "on", "by", "from", "for"), "upon"),
    "if": "when",
    **dict.fromkeys(
        ("only if", "only when", "only while", "provided that", "provided", "only in"), "only"
    ),
    **dict.fromkeys(("while", "as long as", "in", "during"), "while"),
    **dict.fromkeys(("unless", "until"), "unless"),
    **dict.fromkeys(("before", "at whenever before", "any time before"), "before"),
}
_ALWAYS: Final = [
    word for word in _ROLES if word not in {"with", "on", "by", "from", "in", "for", "provided"}
]
_LEADING: Final = re.compile(rf"({'|'.join(sorted(_ROLES, key=len, reverse=True))}) (?=\S)")
_CONDITIONAL: Final = re.compile(
    r"(?:as soon as|the moment|when|whenever|once|if|only if|only when|only while|provided that|"
    r"while|as long as|unless|until) .+ , "
)
_TRAILING: Final = re.compile(
    rf" (?:, )?({'|'.join(sorted((*_ALWAYS, 'from', 'in'), key=len, reverse=True))}) (?=\S)"
)
_JOINTS: Final = (
    " ; or ", " ; ", " : ", " , and then ", " and then ", " , then ", " , otherwise ",
    " , which ", " , so ", " , whereupon ", " , after which ", " , and ", " , but ", " but ",
    " and ", " , or ", " or ", " , ",
)  # fmt: skip
_MAIN: Final = (
    only_times, brought, silent, naming, starts, begins, final, refused, changes, keeps, ends,
    makes, never, allowed, informs, capacity, has, deed, bounds,
)  # fmt: skip
_CALLED: Final = re.compile(r"(?P<said>.+) \( (?:the )?event(?: :)? (?P<event>[a-z_]+) \)")
_ASKED: Final = (standing, deed, ends)
_SO_DOES: Final = re.compile(
    r"^(?P<all>.+? (?P<does>(?:starts?|begins?) (?:at|with|from) \S+)(?: [a-z]+)?)(?: ,)? and so "
    r"(?:does|do) (?P<other>.+)$"
)
_BEARS_AND: Final = re.compile(
    r"^((?:an? |the |each )?[a-z_-]+) (?:comes with|carries|brings) (.+) and (makes|puts|turns|"
    r"creates) (?=(?:it|an?|the) )"
)
"""`pack comes with the weight and makes an open crate full`."""

_WHICH_BEGINS: Final = re.compile(
    r"(?P<field>\b(?:the|its) [a-z]+(?: [a-z]+)?) , which "
    r"(?:starts?|begins?)(?: out)? (?:at|with|from) (?P<number>\S+(?: [a-z]+)?)$"
)
_TWICE: Final = (
    re.compile(
        r"(?P<all>\b(?P<does>adds|takes|credits) (?:(?! and |[,;]).)+? (?P<to>to|from) "
        r"(?:(?! and |[,;]).)+) and (?P<other>(?!(?P=does) )(?:the |an? |its )?[a-z_ ]+? (?P=to) )"
    ),
    re.compile(
        r"(?P<all>\b(?P<does>increases|raises|decreases|reduces|lowers) (?:(?! and |[,;]).)+? by "
        r"(?:(?! and |[,;]).)+) and (?P<other>(?!(?P=does) )(?:the |an? |its )?[a-z_ ]+? by )"
    ),
)
"""`adds the apples to the fruit and the leeks to the greens`: the verb is that of both."""


@dataclass(slots=True)
class SentenceReader:
    words: Vocabulary
    _seen: dict[tuple[str, str], tuple[Part, ...] | None] = field(default_factory=dict)

    def read(self, said: str) -> tuple[Part, ...] | None:
        """None where a part of it has no reading."""
        plain = re.sub(
            r"^(?:then|afterwards|next|finally|also|in addition|moreover|after that|however)"
            r" , ",
            "",
            said,
        )
        plain = _SO_DOES.sub(r"\g<all> and \g<other> \g<does>", plain)
        plain = _BEARS_AND.sub(r"\1 with \2 \3 ", plain)
        plain = _WHICH_BEGINS.sub(r"\g<field> and \g<field> is initially \g<number>", plain)
        for way in _TWICE:
            plain = way.sub(r"\g<all> and \g<does> \g<other>", plain)
        self._seen = {}
        return self._parts(plain.strip(), "") if len(plain.split()) <= _LONGEST else None

    def _parts(self, text: str, role: str) -> tuple[Part, ...] | None:
        text = text.strip(" ,;")
        key = (text, role)
        if key not in self._seen:
            self._seen[key] = None
            self._seen[key] = next(self._ways(text, role), None) if text else None
        return self._seen[key]

    def _ways(self, text: str, role: str) -> Iterator[tuple[Part, ...]]:
        if role:
            yield from self._condition(text, role)
            return
        if valued := _VALUED.fullmatch(text):
            asked = f"if the {valued['what']} is {valued['bound']}"
            yield from self._led(f"{asked} , {valued['head']} {valued['rest']}")
        yield from self._single(text)
        yield from self._otherwise(text)
        yield from self._eventful(text)
        yield from self._led(text)
        yield from self._joined(text)
        yield from self._trailed(text)

    def _otherwise(self, text: str) -> Iterator[tuple[Part, ...]]:
        """`otherwise it becomes failed`, `else failed`: where it ends in all other cases."""
        found = _OTHERWISE.match(text)
        behind = text[found.end() :] if found else ""
        state = f"it becomes {behind}" if self.words.name_of(behind) else behind
        main = self._parts(state, "") if found else None
        if main and all(one.clause.says is Says.ENDS for one in main):
            yield (Part("otherwise", Clause(Says.ASKS)), *main)

    def _single(self, text: str) -> Iterator[tuple[Part, ...]]:
        ways = (starts,) if _CONDITIONAL.match(text) else _MAIN
        for way in ways:
            if found := way(text, self.words):
                yield tuple(Part("", one) for one in found)

    def _eventful(self, text: str) -> Iterator[tuple[Part, ...]]:
        """`check in with the guest makes a free room occupied`, `a repair makes it free`."""
        spoken = text.split()
        for at in range(min(len(spoken), _FAR) - 1, 0, -1):
            subject, rest = " ".join(spoken[:at]), " ".join(spoken[at:])
            if not re.match(r"(?:then )?[a-z]+s ", rest) or re.search(" [,;] ", rest):
                continue
            core, _, behind = subject.partition(" with ")
            named = core in self.words.named
            made = deed(subject, self.words) if named else self._noun(subject)
            if not made or (behind and not named):
                continue
            for way in (f"which {rest}", f"it {rest}"):
                second = self._parts(way, "")
                follows = _OF_NAMES if named else _FOLLOWS
                if second and all(one.clause.says in follows for one in second):
                    yield (*(Part("", replace(one, may=True)) for one in made), *second)

    def _noun(self, text: str) -> tuple[Clause, ...] | None:
        return nominal(text, self.words) if is_happening(text, self.words) else None

    def _condition(self, text: str, role: str) -> Iterator[tuple[Part, ...]]:
        if role in {"while", "only", "before", "unless", "upon"}:
            found = standing(text, self.words)
            if found:
                yield tuple(Part(role, one) for one in found)
        if role in _ASKING and self.words.is_value(text):
            yield (Part(role, Clause(Says.ASKS, text=text)),)
        yield from self._occasion(text, role)
        yield from self._both(text, role)
        is_one = not re.search(r" , | (?:if|when|while|unless|provided) ", text)
        if role in _ASKING and is_one and re.search(_ASKS, text):
            asked, states = of_thing(text, self.words)
            yield (Part(role, Clause(Says.ASKS, text=asked, states=states)),)

    def _occasion(self, text: str, role: str) -> Iterator[tuple[Part, ...]]:
        """What happens, or in which state that is."""
        if called := _CALLED.fullmatch(text):
            states = placed(called["said"], self.words)[1]
            yield (Part(role, Clause(Says.DEED, called["event"], states)),)
        if role in {"upon", "while"} and (noun := nominal(text, self.words)):
            yield tuple(Part(role, one) for one in noun)
        for way in _ASKED if role == "when" else ():
            found = way(text, self.words)
            if found and not (way is ends and " is " in text):
                # `When it becomes open` tells of what leads there, `when it is open` does not.
                yield tuple(Part("while" if way is standing else role, one) for one in found)

    def _both(self, text: str, role: str) -> Iterator[tuple[Part, ...]]:
        """`the silo is closed and the level is more than 0`, `it stops while it is moving`."""
        for found in re.finditer(r" (?:, )?(and|while|as long as) ", text):
            first = self._parts(text[: found.start()], role)
            behind = role if found[1] == "and" else "while"
            second = self._parts(text[found.end() :], behind) if first else None
            if first and second:
                yield (*first, *second)

    def _led(self, text: str) -> Iterator[tuple[Part, ...]]:
        """`when C , M`; behind a noun there may be no comma: `after the start it is in repair`."""
        opening = _LEADING.match(text)
        if opening is None:
            return
        ends_of = [*re.finditer(" , (?:then )?", text)]
        if _ROLES[opening[1]] in {"upon", "while"}:
            ends_of += re.finditer(" (?=(?:it|the|an?|this|that|nothing) )", text)
        for comma in ends_of:
            if is_inside(text, comma.start()):
                continue
            said = text[opening.end() : comma.start()]
            condition = (
                self._parts(said, _ROLES[opening[1]]) if comma.start() > opening.end() else None
            )
            main = self._parts(text[comma.end() :], "") if condition else None
            if condition and main:
                yield (*condition, *main)

    def _trailed(self, text: str) -> Iterator[tuple[Part, ...]]:
        for found in _TRAILING.finditer(text):
            if is_inside(text, found.start()):
                continue
            main = self._parts(text[: found.start()], "")
            condition = self._parts(text[found.end() :], _ROLES[found[1]]) if main else None
            if main and condition:
                yield (*condition, *main)

    def _joined(self, text: str) -> Iterator[tuple[Part, ...]]:
        for joint in _JOINTS:
            at = text.find(joint)
            while at >= 0:
                first = None if is_inside(text, at) else self._parts(text[:at], "")
                if first and not self._is_listed(text[:at], text[at + len(joint) :]):
                    for behind in going_on(text[:at], text[at + len(joint) :], joint):
                        second = self._parts(behind, "")
                        if second and not self._is_asked(text[:at], joint, second):
                            yield (*first, *(instead(second) if "or " in joint else second))
                at = text.find(joint, at + 1)

    def _is_listed(self, before: str, behind: str) -> bool:
        """`while it is soiled or clean`: the second is a state, too, and nothing that is done."""
        state = self.words.state
        named = rf"\b(?:is|being|in|either|still|,|or|and|an?|the|any) {state}"
        is_named = re.search(rf"{named}$", before) is not None
        return is_named and re.match(rf"{state}(?= [,;]| (?:and|or) |$)", behind) is not None

    @staticmethod
    def _is_asked(before: str, joint: str, second: tuple[Part, ...]) -> bool:
        """`only when it is closed and the level is more than 0` asks for both."""
        is_asking = len(second) == 1 and second[0].clause.says is Says.ASKS
        return joint == " and " and is_asking and bool(_TRAILING.search(before))


_ASKING: Final = frozenset({"when", "while", "only", "unless"})
_OTHERWISE: Final = re.compile(
    r"(?:otherwise|else|if not|until then|in (?:all|any|every) other cases?)(?: ,)? (?=\S)"
)
_VALUED: Final = re.compile(
    r"(?P<head>.+?) with (?:an?|the) (?P<what>[a-z]+(?: (?!of |that )[a-z]+)?) (?:of |that is )?"
    r"(?P<bound>(?:at least|at most|more than|less than|fewer than|above|below|over|under) "
    r"\d[\d.]*(?: [a-z]+)?) (?P<rest>(?:makes|puts|leads|brings|turns|sets) .+)"
)
"""`grading a paper with a mark above 4 makes it failed`."""

_FOLLOWS: Final = frozenset({Says.ENDS, Says.CHANGES, Says.FINAL, Says.KEEPS})
_OF_NAMES: Final = _FOLLOWS | {Says.ALLOWED}
_ASKS: Final = (
    r"\b(?:at least|at most|more|less|fewer|greater|between|over|under|above|below|exceeds?|"
    r"negative|equals?|same|reach(?:es)?|match(?:es)?|covers?|"
    r"positive|zero|enough|suffices?|sufficient|true|false|\d+)\b"
)
