"""Source of the tests that a package carries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from omninode_bridge.generation.json_text import Canonical, json_text
from omninode_bridge.generation.literals import docstring, python_string, python_value
from omninode_bridge.generation.logic.modules import RuleModule
from omninode_bridge.generation.skeletons import rendered
from omninode_bridge.generation.spec import NodeSpec, RequirementCase
from omninode_bridge.requirements.document import Example, JsonValue
from omninode_bridge.requirements.types import ValueType

_SECOND_EVALUATION: Final = """

    What the made-up requests expect was computed from the rules by a second evaluation.
    \"\"\""""


def failure_tests(header: str, modules: Sequence[RuleModule]) -> str:
    """Of what all modules of rules do when one of their rules cannot do its work."""
    return rendered("tests/test_failures.py", header=header, modules=modules)


@dataclass(frozen=True, slots=True)
class TestSources:
    """Renders the test modules of one package; `messages` are those of its reject rules."""

    __test__ = False

    spec: NodeSpec
    header: str
    canonical: Canonical
    outputs: Mapping[str, ValueType]
    messages: frozenset[str]

    def files(self) -> Iterator[tuple[str, str]]:
        """Name and source of each module."""
        yield "asking.py", self._render("asking")
        if self.spec.tests.examples:
            yield "test_examples.py", self._render("test_examples", cases=self._examples())
        if self.spec.tests.requirements:
            cases = [self._requirement(case) for case in self.spec.tests.requirements]
            yield "test_requirements.py", self._render("test_requirements", cases=cases)

        if self.spec.tests.made_up:
            yield "test_made_up.py", self._made_up()
        properties = self._properties()
        if "def test_" in properties:
            yield "test_properties.py", properties

    def _made_up(self) -> str:
        answered, rejected = [], []
        for example in self.spec.tests.made_up:
            request = python_string(json_text(example.given))
            if example.rejection is not None:
                rejected.append((request, python_string(example.rejection.message)))
            else:
                answered.append((request, python_value(self._wanted(example.expected))))
        return rendered(
            "tests/test_made_up.py",
            header=self.header,
            names=self.spec.names,
            answered=answered,
            rejected=rejected,
        )

    def _properties(self) -> str:
        plan, names = self.spec.tests, self.spec.names
        cases = (*plan.edges.accepted, *plan.edges.refused)
        refs = {case.model for case in cases} | ({names.input_model} if plan.request else set())
        return rendered(
            "tests/test_properties.py",
            header=self.header,
            names=names,
            node_class=self.spec.node_class,
            models=sorted(refs, key=lambda ref: ref.name),
            request=python_string(json_text(plan.request)) if plan.request is not None else "",
            runs=self.spec.sample_request is not None,
            accepted=plan.edges.accepted,
            refused=plan.edges.refused,
        )

    def _render(self, name: str, *, cases: list[dict[str, object]] | None = None) -> str:
        used = str([case["checks"] for case in cases or ()])
        helpers = ("answer", "differences", "refusal", "refused_fields")
        wanted = [name for name in helpers if f"{name}(" in used]
        models = {
            edge.model
            for case in self.spec.tests.requirements
            for edge in (*case.edges.accepted, *case.edges.refused)
            if name == "test_requirements"
        }
        return rendered(
            f"tests/{name}.py",
            header=self.header,
            names=self.spec.names,
            cases=cases or [],
            imports=", ".join(wanted),
            models=sorted(models, key=lambda ref: ref.name),
            uses_json="json.loads(" in used,
        )

    def _examples(self) -> list[dict[str, object]]:
        return [
            {
                "test": case.test,
                "line": case.example.place.line,
                "checks": [self._check(case.example, case.example.expected)],
            }
            for case in self.spec.tests.examples
        ]

    def _requirement(self, case: RequirementCase) -> dict[str, object]:
        checks = []
        for example in case.examples:
            shown = {key: value for key, value in example.expected.items() if key in case.keys}
            checks.append(self._check(example, shown or example.expected))
        checks += [self._check(example, example.expected) for example in case.made_up]
        for edge in case.edges.accepted:
            data = python_value(edge.data)
            wanted = python_string(edge.attribute)
            checks.append(
                f"    assert {wanted} in {edge.model.name}.model_validate({data}).model_fields_set"
            )
        for edge in case.edges.refused:
            data, wanted = python_value(edge.data), python_string(edge.field)
            checks.append(f"    assert refused_fields({edge.model.name}, {data}) == [{wanted}]")
        text = f"{case.requirement_id}: {case.text} ({case.how})"
        about = docstring(text, case.test)
        if case.made_up:
            about = about.removesuffix('"""') + _SECOND_EVALUATION
        return {"test": case.test, "docstring": about, "checks": checks}

    def _check(self, example: Example, expected: Mapping[str, JsonValue]) -> str:
        request = python_string(json_text(example.given))
        if example.rejection is not None:
            return self._refusal(request, example.rejection.message)
        if not expected:
            return f"    assert answer({request})"
        wanted = self._wanted(expected)
        return (
            f"    answered = json.loads(answer({request}))\n"
            f"    assert differences({python_value(wanted)}, answered) == []"
        )

    def _wanted(self, expected: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        return {
            key: self.canonical.value(value, self.outputs[key]) if key in self.outputs else value
            for key, value in expected.items()
        }

    def _refusal(self, request: str, message: str) -> str:
        if message in self.messages:
            expected = f'("VALIDATION_ERROR", {python_string(message)})'
            return f"    assert refusal({request}) == {expected}"
        # No rule has this message: then a constraint refuses, in its own words.
        return f'    assert refusal({request})[0] == "VALIDATION_ERROR"'
