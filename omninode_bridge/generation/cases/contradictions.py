"""Examples of a document that its own rules answer otherwise."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Final

from omninode_bridge.diagnostics import Diagnostic
from omninode_bridge.generation import codes
from omninode_bridge.generation.cases.oracle import Oracle, Refused, Told
from omninode_bridge.generation.json_text import Canonical, json_text
from omninode_bridge.requirements.document import Document, Example, JsonValue
from omninode_bridge.requirements.types import Kind, Scalar
from omninode_bridge.rules.evaluation.outcomes import Answered, Failed, Rejected, Undecided
from omninode_bridge.rules.kinds import holds
from omninode_bridge.rules.program import Reject

# The tests of the package run every example; beyond these only they do.
MOST_EXAMPLES: Final = 1_000
MOST_REPORTS: Final = 20
_LONGEST: Final = 120
_FORMATS: Final = (Scalar(Kind.EMAIL), Scalar(Kind.URL))


def contradictions(oracle: Oracle) -> Iterator[Diagnostic]:
    """One finding an example, in document order, at most `MOST_REPORTS`."""
    found = (
        codes.CONTRADICTED.at(example.place, message)
        for example in oracle.document.examples[:MOST_EXAMPLES]
        if (message := _Examined(oracle, example).problem()) is not None
    )
    return islice(found, MOST_REPORTS)


class _Examined:
    def __init__(self, oracle: Oracle, example: Example) -> None:
        self.oracle = oracle
        self.example = example
        self.told = oracle.told(example.given)

    def problem(self) -> str | None:
        if isinstance(self.told.outcome, Undecided):
            return None
        if self.example.rejection is not None:
            return self._of_rejection(self.example.rejection.message)
        if not isinstance(self.told.outcome, Answered):
            return f"The example expects an answer; {_ending(self.told)}."
        return self._of_answer(self.told.outcome)

    def _of_rejection(self, message: str) -> str | None:
        outcome = self.told.outcome
        if outcome == Rejected(message):
            return None
        messages = {step.message for step in self.oracle.program.steps if isinstance(step, Reject)}
        if message not in messages and (
            not isinstance(outcome, Answered) or _has_formats(self.oracle.document)
        ):
            # Then a constraint refuses, in its own words; formats of texts are not evaluated.
            return None
        return f'The example expects the rejection "{message}"; {_ending(self.told)}.'

    def _of_answer(self, outcome: Answered) -> str | None:
        answer = self.oracle.answer(outcome)
        types = {output.name: output.type for output in self.oracle.program.outputs}
        canonical = Canonical(self.oracle.fields)
        for name, value in self.example.expected.items():
            if name in types and holds(types[name], Scalar(Kind.JSON)):
                continue
            if name not in answer:
                return f"The example expects `{name}`, which the answer does not have."
            wanted = canonical.value(value, types[name]) if name in types else value
            differing = difference(wanted, answer[name], name)
            if differing is not None:
                path, expected, computed = differing
                return (
                    f"The example expects `{path}` = {shortened(expected)}; "
                    f"the rules give {shortened(computed)}."
                )
        return None


def _ending(told: Told) -> str:
    match told.outcome:
        case Rejected(message):
            return f'the rules reject the request: "{message}"'
        case Failed(label):
            return f"{label} has no value for the request"
        case Refused(field):
            return f"a type or constraint of `{field}` refuses it"
        case _:
            return "the rules answer the request"


def difference(
    expected: JsonValue, actual: JsonValue, path: str
) -> tuple[str, JsonValue, JsonValue] | None:
    """The first place where they differ; only expected keys count, lists count exactly."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        pairs = [(f"{path}.{key}", part, actual.get(key)) for key, part in expected.items()]
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        both = zip(expected, actual, strict=True)
        pairs = [(f"{path}[{at}]", one, other) for at, (one, other) in enumerate(both)]
    else:
        one, other = _plain(expected), _plain(actual)
        same = type(one) is type(other) and one == other
        return None if same else (path, expected, actual)
    found = (difference(one, other, inner) for inner, one, other in pairs)
    return next((difference for difference in found if difference is not None), None)


def _plain(value: JsonValue) -> JsonValue:
    """As the tests of a package read it."""
    return float(value) if isinstance(value, Decimal) else value


def shortened(value: JsonValue) -> str:
    text = json_text(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _has_formats(document: Document) -> bool:
    fields = [field for entity in document.entities for field in entity.fields]
    fields.extend(document.inputs or ())
    return any(holds(field.type, kind) for field in fields for kind in _FORMATS)
