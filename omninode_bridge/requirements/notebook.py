"""Where the parts of the reader write down what is wrong."""

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from omninode_bridge.diagnostics import Diagnostic, Place, Severity
from omninode_bridge.requirements.codes import CODES
from omninode_bridge.requirements.limits import MAX_DIAGNOSTICS, MAX_SHOWN


@dataclass(slots=True)
class Notebook:
    """Findings so far; beyond the limit for each severity only their number is kept."""

    found: list[Diagnostic] = field(default_factory=list)
    counts: Counter[Severity] = field(default_factory=Counter)

    def add(self, code: str, place: Place, message: str, *, fix: str = "") -> None:
        severity = CODES[code].severity
        self.counts[severity] += 1
        if self.counts[severity] <= MAX_DIAGNOSTICS:
            self.found.append(CODES[code].at(place, message, fix=fix))

    @property
    def dropped(self) -> int:
        return sum(max(0, count - MAX_DIAGNOSTICS) for count in self.counts.values())

    def in_order(self) -> tuple[Diagnostic, ...]:
        """By place; the same finding at the same place counts once."""
        found = list(self.found)
        if self.dropped:
            message = f"{self.dropped:,} further findings are not listed"
            last = Place(max(one.place.line for one in found))
            found.append(CODES["PRD024"].at(last, message, fix="mend the findings above first"))
        return tuple(sorted(dict.fromkeys(found), key=_by_place))


def _by_place(found: Diagnostic) -> tuple[int, int, str, str]:
    return found.place.line, found.place.column, found.code, found.message


def shown(text: str) -> str:
    """The author's words for a message: one short line without control characters."""
    line = "".join(char if char.isprintable() else " " for char in text[: MAX_SHOWN * 2])
    line = " ".join(line.split())
    return line if len(line) <= MAX_SHOWN else line[: MAX_SHOWN - 1] + "…"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question such as "did you mean `quantity`?", or nothing if no name is close."""
    close = difflib.get_close_matches(name[:200], list(known)[:2000], n=1, cutoff=0.7)
    return f"did you mean `{close[0]}`?" if close else ""
