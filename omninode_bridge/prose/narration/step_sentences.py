"""What a sentence says is done, and after, before and beside what."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.prose.narration.plain_words import ARTICLE, without_article
from omninode_bridge.prose.narration.step_phrases import Action, action_of

_FIRST: Final = re.compile(
    r"^(?:first of all|first|firstly|at first|to begin with|initially|to start with|"
    r"as (?:the|a) first step)(?: ,)? (?=\S)"
)
_THEN: Final = re.compile(
    r"^(?:and )?(?:then|next|afterwards|after that|after this|thereafter|subsequently|"
    r"finally|lastly|"
    r"at the end|in the end|following that|as the last step|last)(?: ,)? (?=\S)"
)
_BEFORE_ALL: Final = re.compile(
    r" before (?:anything|everything) else(?: happens| is done| starts)?$"
)
_ALSO: Final = re.compile(r"^(?:also|in addition|furthermore|moreover|additionally)(?: ,)? ")
_PARALLEL: Final = re.compile(
    r" (?:in parallel|at the same time|simultaneously|concurrently|side by side)"
    r"(?= |$)(?! (?:to|with|as) )"
)
_JOINTS: Final = (
    (
        "beside",
        r"in parallel (?:to|with)|at the same time as|simultaneously with|concurrently with",
    ),
    ("after", r"(?:only |immediately |directly )?(?:after|once|as soon as|following|upon)"),
    ("before", r"before"),
    ("only", r"only if|only when|provided that|as long as|in case"),
    ("unless", r"unless"),
    ("when", r"when|whenever"),
    ("if", r"if"),
    ("for", r"for"),
)
_JOINT: Final = re.compile(
    rf"(?:^| )(?:, )?(?P<joint>{'|'.join(words for _, words in _JOINTS)}) (?=\S)"
)
_SEQUENCE: Final = re.compile(
    r" (?:, )?(?:and )?(?:then|afterwards|thereafter|followed by|subsequently) "
)
_AND: Final = re.compile(r" , and | , | and ")
_TOGETHER: Final = re.compile(
    r"(?:both|all|all of them|these|they) (?:may |shall )?"
    r"(?:happen|run|start|is done|is started|is carried out)"
)


@dataclass(frozen=True, slots=True)
class Bond:
    """`kind` is after, before, beside, when, if, only, unless or for."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """`groups` follow one another; what stands in one group may run side by side.

    `mark` is `first`, `then` or empty. Without groups it is said of the steps just named that they
    run beside one another.
    """

    groups: tuple[tuple[Action, ...], ...] = ()
    mark: str = ""
    bonds: tuple[Bond, ...] = ()
    is_parallel: bool = False
    is_again: bool = False

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(one for group in self.groups for one in group)

    @property
    def says_order(self) -> bool:
        kinds = {one.kind for one in self.bonds}
        return bool(self.mark or kinds & {"after", "before", "beside"} or len(self.groups) > 1)


@dataclass(frozen=True, slots=True)
class OrderReader:
    """`condition` gives the expression that words ask for, or nothing."""

    condition: Callable[[str], str]

    def read(self, said: str) -> Ordered | None:
        """None where nothing is done, or something is said beside it."""
        text, mark = _ALSO.sub("", said), ""
        for pattern, name in ((_FIRST, "first"), (_THEN, "then")):
            if pattern.match(text):
                text, mark = pattern.sub("", text), name
        if text != (rest := _BEFORE_ALL.sub("", text)):
            text, mark = rest, "first"
        main, bonds = self._parted(text)
        if main.endswith(" first"):
            main, mark = main.removesuffix(" first"), "first"
        is_parallel = bool(_PARALLEL.search(f" {main}"))
        main = _PARALLEL.sub("", f" {main}").strip(" ,")
        found = Ordered((), mark, bonds, is_parallel, said.endswith((" as well", " too")))
        if is_parallel and _TOGETHER.fullmatch(main):
            return found
        for groups, more in self._groups(main, bonds):
            return replace(found, groups=groups, bonds=(*bonds, *more))
        return None

    def _parted(self, text: str) -> tuple[str, tuple[Bond, ...]]:
        """The main clause, and what is bound to it in front and behind."""
        bonds: list[Bond] = []
        opening = _JOINT.match(text)
        if opening is not None and opening.start() == 0 and " , " in text:
            condition, _, rest = text[opening.end() :].partition(" , ")
            bonds.append(Bond(_kind(opening["joint"]), condition))
            text = re.sub(r"^then ", "", rest)
        elif flag := self._flag(text):
            bonds.append(Bond("if", flag))
            text = text.removeprefix(flag).strip(" ,")
        pieces = list(self._pieces(text))
        return pieces[0][1], (*bonds, *(Bond(kind, part) for kind, part in pieces[1:]))

    def _flag(self, text: str) -> str:
        """`At night the gate is opened`."""
        found = re.match(rf"(?:at|by|in|during|on) (?:{ARTICLE} )?[a-z-]+(?= )", text)
        return found[0] if found and self.condition(found[0]) else ""

    def _pieces(self, text: str) -> Iterator[tuple[str, str]]:
        kind, start = "", 0
        for found in _JOINT.finditer(text):
            name = _kind(found["joint"])
            if found.start() == 0 or (name == "for" and not self._asks(text[found.end() :])):
                continue
            yield kind, text[start : found.start()].strip(" ,")
            kind, start = name, found.end()
        yield kind, text[start:].strip(" ,")

    def _asks(self, text: str) -> bool:
        ends = [found.start() for found in _JOINT.finditer(text)]
        return any(self.condition(text[:end].strip(" ,")) for end in (*ends, len(text)))

    def _groups(
        self, main: str, bonds: tuple[Bond, ...]
    ) -> Iterator[tuple[tuple[tuple[Action, ...], ...], tuple[Bond, ...]]]:
        found: list[tuple[Action, ...]] = []
        subject = _spoken_of(bonds)
        for part in _SEQUENCE.split(main):
            group, more = self._group(part, subject)
            if not group:
                return
            found.append(group)
            subject = group[-1].noun
            bonds = (*bonds, *more)
            if more:
                yield tuple(found), more
                return
        yield tuple(found), ()

    def _group(
        self, text: str, subject: tuple[str, ...]
    ) -> tuple[tuple[Action, ...], tuple[Bond, ...]]:
        single = action_of(text, subject)
        if single is not None:
            return (single,), ()
        actions: list[Action] = []
        for part in _AND.split(text):
            before = actions[-1].noun if actions else subject
            action = action_of(part, before) or action_of(f"it is {part}", before)
            if action is None:
                return self._with_asking_subject(text)
            actions.append(action)
        return tuple(actions), ()

    def _with_asking_subject(self, text: str) -> tuple[tuple[Action, ...], tuple[Bond, ...]]:
        """`Returns with a value above 500 are approved`."""
        found = re.fullmatch(
            r"(?P<noun>.+?) (?P<more>(?:with|that|which|whose|over|above|under|below|older|younger|"
            r"worth|of) .+?) is (?P<done>.+)",
            text,
        )
        if found is None or not self.condition(f"{found['noun']} {found['more']}"):
            return (), ()
        action = action_of(f"{without_article(found['noun'])} is {found['done']}")
        asked = Bond("if", f"{found['noun']} {found['more']}")
        return ((action,), (asked,)) if action else ((), ())


def _kind(joint: str) -> str:
    return next(kind for kind, words in _JOINTS if re.fullmatch(words, joint))


def _spoken_of(bonds: tuple[Bond, ...]) -> tuple[str, ...]:
    """What `it` means behind `when the book is printed`."""
    for bond in bonds:
        action = action_of(bond.text)
        if action is not None:
            return action.noun
    return ()
