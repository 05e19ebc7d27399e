"""Sentences about states: their clauses, each with what binds it to the others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from omninode_bridge.prose.narration.life_clauses import Clause, ClauseReader
from omninode_bridge.prose.narration.story import UntoldError

MAIN: Final = ""
_LONGEST: Final = 60
_CONDITIONS: Final = (
    *("only if", "only when", "provided that", "as long as", "as soon as", "the moment", "when"),
    *("whenever", "once", "after", "upon", "if", "while", "until", "unless"),
)
_ROLES: Final = {
    **dict.fromkeys(
        ("as soon as", "the moment", "when", "whenever", "once", "after", "upon"), "when"
    ),
    **dict.fromkeys(("if",), "if"),
    **dict.fromkeys(("only if", "only when", "provided that"), "only"),
    **dict.fromkeys(("while", "as long as"), "while"),
    **dict.fromkeys(("until", "unless"), "unless"),
}
_JOINTS: Final = (
    " ; ",
    " , then ",
    " , and then ",
    " and then ",
    " , whereupon ",
    " , after which ",
    " , and ",
    " and ",
    " , but ",
    " but ",
)
_COMPARED: Final = re.compile(
    r"\b(?:than|least|most|zero|equals?|exceeds?|enough|sufficient|suffices?)\b"
)
_WORDS: Final = "|".join(_CONDITIONS)
_LEADING: Final = re.compile(rf"({_WORDS}) ")


@dataclass(frozen=True, slots=True)
class Part:
    """`role` is empty for what happens, else `when`, `if`, `only`, `while` or `unless`.

    `text` is a condition that is about no state and no event.
    """

    role: str
    clause: Clause | None
    text: str = ""


@dataclass(slots=True)
class SentenceReader:
    clauses: ClauseReader
    _seen: dict[tuple[str, str], tuple[Part, ...] | None] = field(default_factory=dict)
    _reason: str = ""

    def read(self, said: str) -> tuple[Part, ...]:
        """Raises `UntoldError` where a part has no reading."""
        self._reason = ""
        self._seen = {}
        plain = re.sub(
            r"^(?:then|afterwards|next|finally|also|in addition|moreover) (?:, )?", "", said
        )
        found = self._parts(plain, MAIN) if len(plain.split()) <= _LONGEST else None
        if found is None:
            raise UntoldError(self._reason)
        return found

    def _parts(self, text: str, role: str) -> tuple[Part, ...] | None:
        key = (text, role)
        if key not in self._seen:
            self._seen[key] = None
            self._seen[key] = next(self._ways(text.strip(" ,"), role), None)
        return self._seen[key]

    def _ways(self, text: str, role: str) -> Iterator[tuple[Part, ...]]:
        clause = self._clause(text, is_event=role != MAIN)
        if clause is not None:
            yield (Part(role, clause),)
        if role == "when" and clause is None and (noun := self.clauses.nominal(text)) is not None:
            yield (Part(role, noun),)
        if role != MAIN:
            yield from self._joined(text, role)
            if role != "while":
                yield from self._aside(text, role)
            is_asked = role in {"if", "only", "unless"} or (
                role == "when" and _COMPARED.search(text)
            )
            if clause is None and is_asked and " , " not in text:
                yield (Part(role, None, text),)
            return
        yield from self._led(text)
        yield from self._joined(text, role)
        yield from self._trailed(text)

    def _clause(self, text: str, *, is_event: bool) -> Clause | None:
        try:
            return self.clauses.read(text, is_event=is_event)
        except UntoldError as error:
            self._reason = self._reason or str(error)
            return None

    def _aside(self, text: str, role: str) -> Iterator[tuple[Part, ...]]:
        """`if a machine breaks down while it is washing`."""
        for found in re.finditer(r" (?:while|as long as) ", text):
            happens = self._parts(text[: found.start()], role)
            state = self._parts(text[found.end() :], "while") if happens else None
            if happens and state:
                yield (*happens, *state)

    def _led(self, text: str) -> Iterator[tuple[Part, ...]]:
        """`when C , M`: the comma is the first behind which all is read."""
        opening = _LEADING.match(text)
        if opening is None:
            return
        for comma in re.finditer(" , (?:then )?", text):
            condition = self._parts(text[opening.end() : comma.start()], _ROLES[opening[1]])
            main = self._parts(text[comma.end() :], MAIN) if condition else None
            if condition and main:
                yield (*condition, *main)

    def _trailed(self, text: str) -> Iterator[tuple[Part, ...]]:
        for found in re.finditer(rf" (?:, )?({_WORDS}) ", text):
            if text[: found.end()].rstrip().endswith("only if") and found[1] == "if":
                continue
            main = self._parts(text[: found.start()], MAIN)
            condition = self._parts(text[found.end() :], _ROLES[found[1]]) if main else None
            if main and condition:
                yield (*condition, *main)

    def _joined(self, text: str, role: str) -> Iterator[tuple[Part, ...]]:
        for joint in _JOINTS:
            at = text.find(joint)
            while at >= 0:
                first = self._parts(text[:at], role)
                second = (
                    self._parts(_with_subject(text[:at], text[at + len(joint) :]), role)
                    if first
                    else None
                )
                if first and second:
                    yield (*first, *second)
                at = text.find(joint, at + 1)


def _with_subject(before: str, text: str) -> str:
    """`and becomes active` goes on about what was just spoken of."""
    del before
    return (
        f"it {text}"
        if re.match(r"(?:shall )?(?:becomes?|is|may|moves?|goes|turns?|never) ", text)
        else text
    )
