"""Source of the tests that an effect package carries."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from omninode_bridge.generation.edge_cases import EdgeCase, EdgeCases, edge_cases
from omninode_bridge.generation.effect.bindings import EffectRealisation
from omninode_bridge.generation.effect.cell_bindings import seen_in
from omninode_bridge.generation.effect.contract import DISPATCH
from omninode_bridge.generation.effect.examples import StatedScenario
from omninode_bridge.generation.effect.left import Left
from omninode_bridge.generation.effect.made import Call, MadeScenario
from omninode_bridge.generation.effect.naming import EffectNames, default_plan
from omninode_bridge.generation.effect.outside import outside_of
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.effect.prepared import prepared_sample
from omninode_bridge.generation.json_text import json_text
from omninode_bridge.generation.literals import docstring, python_string, python_value
from omninode_bridge.generation.naming import NamePool, name_words, snake
from omninode_bridge.generation.skeletons import rendered
from omninode_bridge.requirements.document import Document, JsonValue
from omninode_bridge.rules.program import Reject


@dataclass(frozen=True, slots=True)
class ScenarioSource:
    constant: str
    test: str
    docstring: str
    source: str
    operations: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    requirement_id: str | None = None


@dataclass(frozen=True, slots=True)
class WritingCase:
    """Requests that create rows, which two processes make at once."""

    entity: str
    operation: str
    requests: tuple[dict[str, JsonValue], ...]


@dataclass(slots=True)
class EffectTests:
    """`tests` maps requirements to the names of their tests, once `files` has been read."""

    document: Document
    names: EffectNames
    node_class: str
    header: str
    plans: Sequence[OperationPlan]
    made: Sequence[MadeScenario]
    stated: Sequence[StatedScenario]
    writing: WritingCase | None
    sample: dict[str, JsonValue] | None

    def sources(self) -> list[ScenarioSource]:
        pool = NamePool()
        found = []
        for number, scenario in enumerate(self.stated, 1):
            name = pool.claim(f"example_{number}", "_")
            about = docstring(f"Line {scenario.place.line} of the document.", name)
            found.append(
                ScenarioSource(
                    name.upper(),
                    f"test_{name}",
                    about,
                    _stated_source(scenario),
                    frozenset(call.operation for call in scenario.calls),
                    frozenset(_message(call.answer) for call in scenario.calls),
                    scenario.requirement_id,
                )
            )
        for made in self.made:
            name = pool.claim(snake(name_words(made.title or made.operation))[:60], "_")
            about = docstring(f"{made.title or made.operation}, in {len(made.calls)} calls.", name)
            source = _made_source(made)
            found.append(
                ScenarioSource(
                    name.upper(),
                    f"test_{name}",
                    about,
                    source,
                    made.shows or frozenset({made.operation}),
                    seen_in(made, self.plans),
                )
            )
        return found

    def files(self, realised: Sequence[EffectRealisation]) -> Iterator[tuple[str, str]]:
        common = self.names.common
        values: dict[str, object] = {
            "header": self.header,
            "names": common,
            "root": common.support_package,
            "node_class": self.node_class,
            **outside_of(self.plans).flags(),
        }
        yield "asking.py", rendered("effect/tests/asking.py", **values, dispatch=DISPATCH)
        sources = self.sources()
        if sources:
            for name in ("scenarios", "test_scenarios"):
                constants = sorted(source.constant for source in sources)
                text = rendered(
                    f"effect/tests/{name}.py", **values, scenarios=sources, constants=constants
                )
                yield f"{name}.py", text
        cases = list(self._requirement_cases(realised, sources))
        if cases:
            yield "test_requirements.py", self._requirements(values, cases)
        yield "test_properties.py", self._properties(values)

    def tests_of(self, realised: Sequence[EffectRealisation]) -> dict[str, tuple[str, ...]]:
        folder = f"src/{self.names.common.node_package.replace('.', '/')}/tests"
        return {
            str(case["id"]): (f"{folder}/test_requirements.py::{case['test']}",)
            for case in self._requirement_cases(realised, self.sources())
        }

    def edges(self) -> EdgeCases:
        """Of the entities: requests are checked by the scenarios."""
        found = edge_cases(self.document, self.names.common)
        return EdgeCases(
            tuple(case for case in found.accepted if case.owner is not None),
            tuple(case for case in found.refused if case.owner is not None),
        )

    def _requirement_cases(
        self, realised: Sequence[EffectRealisation], sources: Sequence[ScenarioSource]
    ) -> Iterator[dict[str, object]]:
        pool = NamePool()
        edges = self.edges()
        for found in realised:
            if not found.is_bound:
                continue
            requirement = found.requirement
            name = pool.claim(f"test_{snake(name_words(requirement.id))[:60]}", "_")
            shown = [each.constant for each in sources if _shows(found, each)]
            about = edges.about(found.promise)
            if not shown and not about.refused:
                continue
            checks = [_accepted(case) for case in about.accepted]
            checks += [_refused(case) for case in about.refused]
            text = f"{requirement.id}: {requirement.shown} ({found.how})"
            yield {
                "id": requirement.id,
                "test": name,
                "docstring": docstring(text, name),
                "constants": shown,
                "checks": checks,
                "models": {case.model for case in (*about.accepted, *about.refused)},
                "refuses": bool(about.refused),
            }

    def _requirements(self, values: dict[str, object], cases: list[dict[str, object]]) -> str:
        constants: set[str] = set()
        models = set()
        for case in cases:
            listed, refs = case["constants"], case["models"]
            constants |= set(listed) if isinstance(listed, list) else set()
            models |= refs if isinstance(refs, set) else set()
        return rendered(
            "effect/tests/test_requirements.py",
            **values,
            cases=cases,
            constants=sorted(constants),
            uses_scenarios=bool(constants),
            refuses=any(case["refuses"] for case in cases),
            models=sorted(models, key=lambda ref: ref.name),
        )

    def _properties(self, values: dict[str, object]) -> str:
        edges = self.edges()
        refs = {case.model for case in (*edges.accepted, *edges.refused)}
        writing, default = self.writing, default_plan(self.plans)
        sample, state = self.sample, dict[str, str]()
        if sample is None and (prepared := prepared_sample(self.made, default)) is not None:
            sample, state = prepared
        return rendered(
            "effect/tests/test_properties.py",
            **values,
            operations=python_value([plan.name for plan in self.plans]),
            models=sorted(refs, key=lambda ref: ref.name),
            accepted=edges.accepted,
            refused=edges.refused,
            default=default.name,
            sample="" if sample is None else python_string(json_text(sample)),
            state={name: python_string(text) for name, text in state.items()},
            writes=[python_string(json_text(each)) for each in writing.requests] if writing else [],
            creating=writing.operation if writing else "",
            entity=writing.entity if writing else "",
        )


def _message(answer: dict[str, JsonValue]) -> str:
    error = answer.get("error")
    return str(error.get("message", "")) if isinstance(error, dict) else ""


def _shows(found: EffectRealisation, source: ScenarioSource) -> bool:
    if source.requirement_id == found.requirement.id:
        return True
    if not source.operations & {plan.name for plan in found.plans}:
        return False
    if not found.by_rules:
        return not found.evidence or bool(found.evidence & source.seen)
    return _rule_is_seen(found, source)


def _rule_is_seen(found: EffectRealisation, source: ScenarioSource) -> bool:
    """A rule that rejects is seen where a call is rejected so; others change what is answered."""
    for plan in found.plans:
        steps = () if plan.program is None else plan.program.steps
        own = [
            step
            for step in steps
            if any(each.requirement_id == found.requirement.id for each in step.sources)
        ]
        rejects = {step.message for step in own if isinstance(step, Reject)}
        if own and rejects <= source.seen:
            return True
    return False


def _accepted(case: EdgeCase) -> str:
    data, wanted = python_value(case.data), python_string(case.attribute)
    return f"assert {wanted} in {case.model.name}.model_validate({data}).model_fields_set"


def _refused(case: EdgeCase) -> str:
    data, wanted = python_value(case.data), python_string(case.field)
    return f"assert refused_fields({case.model.name}, {data}) == [{wanted}]"


def _call(operation: str, request: dict[str, JsonValue], ending: str) -> str:
    text = python_string(json_text(request))
    return f"Call({python_string(operation)}, {text}, {ending})"


def _ending(call: Call) -> str:
    if call.ended.answer is not None:
        return f"answer={python_value(dict(call.ended.answer))}"
    message = call.ended.message
    more = f", message={python_string(message)}" if message else ""
    return f"code={python_string(call.ended.code)}{more}"


def _strings(found: frozenset[str]) -> str:
    listed = ", ".join(python_string(each) for each in sorted(found))
    return f"frozenset({{{listed}}})" if found else "frozenset()"


def _made_source(made: MadeScenario) -> str:
    calls = "".join(
        f"{_call(each.operation, each.request, _ending(each))}, " for each in made.calls
    )
    events = "".join(
        f"({python_string(event.name)}, {python_value(event.payload)}), " for event in made.events
    )
    seeds = "".join(
        f"({python_string(seed.entity)}, {python_string(seed.key)}, {python_value(seed.row)}), "
        for seed in made.seeds
    )
    http = json_text([asdict(each) for each in made.http])
    files = f'("http.json", {python_string(http)}),' if made.http else ""
    parts = [f"calls=({calls})", f"events=({events})", f"generated={_strings(made.generated)}"]
    parts += [f"seeds=({seeds})", f"files=({files})", f"left={_left_source(made.left)}"]
    return f"Scenario({', '.join(parts)})"


def _left_source(left: Left) -> str:
    rows = "".join(
        f"({python_string(kept.entity)}, {python_value([list(row) for row in kept.rows])}), "
        for kept in left.rows
    )
    files = "".join(f"({python_string(path)}, {content!r}), " for path, content in left.files)
    pauses = "".join(f"{pause!r}, " for pause in left.pauses)
    timeouts = ", ".join(repr(seconds) for seconds in sorted(left.timeouts))
    parts = [f"rows=({rows})"] if left.rows else []
    parts += [f"files=({files})"] if left.files else []
    parts += [f"pauses=({pauses})"] if left.pauses else []
    parts += [f"timeouts=frozenset({{{timeouts}}})"] if left.timeouts else []
    return f"Left({', '.join(parts)})"


def _stated_source(stated: StatedScenario) -> str:
    calls = "".join(
        f"{_call(each.operation, each.request, f'answer={python_value(each.answer)}')}, "
        for each in stated.calls
    )
    generated = _strings(stated.generated)
    return f"Scenario(calls=({calls}), generated={generated}, shows_events=False)"
