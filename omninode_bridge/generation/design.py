"""From a checked document to the specification of one package, or to the reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from omninode_bridge.diagnostics import Code, Diagnostic, Place, Severity, has_errors
from omninode_bridge.generation import codes
from omninode_bridge.generation.binding_states import is_shell, unbound_notes
from omninode_bridge.generation.bindings import Realisation, binding, realise, requirement_case
from omninode_bridge.generation.bindings_index import BindingsIndex
from omninode_bridge.generation.cases.contradictions import contradictions
from omninode_bridge.generation.cases.made_up import made_up
from omninode_bridge.generation.cases.oracle import Oracle
from omninode_bridge.generation.design_checks import check_design
from omninode_bridge.generation.edge_cases import edge_cases
from omninode_bridge.generation.model_specs import model_specs
from omninode_bridge.generation.names import Names
from omninode_bridge.generation.naming import NamePool, name_words, snake
from omninode_bridge.generation.naming_step import Naming, design_names
from omninode_bridge.generation.profile import Profile
from omninode_bridge.generation.samples import NoSampleError, Samples
from omninode_bridge.generation.spec import (
    ExampleCase,
    NodeSpec,
    RequirementCase,
    TestPlan,
)
from omninode_bridge.generation.specification import specification
from omninode_bridge.requirements.document import Document, JsonValue
from omninode_bridge.rules.program import Checked

START = Place(1)


@dataclass(frozen=True, slots=True)
class Design:
    """Without `spec`, `failure` says why, unless the rules themselves have errors."""

    spec: NodeSpec | None
    diagnostics: tuple[Diagnostic, ...] = ()
    failure: Diagnostic | None = None


def failed(found: Code, place: Place, message: str, *others: Diagnostic) -> Design:
    failure = found.at(place, message)
    return Design(None, (*others, failure), failure)


def design_node(document: Document, checked: Checked, profile: Profile) -> Design:
    """Names, models, bindings and tests of the package for a checked document."""
    if checked.program is None:
        return Design(None)
    naming = design_names(document, checked.program, profile.node_type)
    problems = tuple(check_design(document, checked.program, naming.names))
    oracle = None
    if not has_errors(problems):
        oracle = Oracle(document, checked.program)
        problems = (*problems, *contradictions(oracle))
    if oracle is None or has_errors(problems):
        first = next(found for found in problems if found.severity is Severity.ERROR)
        return Design(None, problems, first)
    return _design(oracle, profile, naming, problems)


def _design(
    oracle: Oracle, profile: Profile, naming: Naming, problems: tuple[Diagnostic, ...]
) -> Design:
    document, program = oracle.document, oracle.program
    index = BindingsIndex(document, program)
    realisations = [realise(index, found) for found in document.requirements]
    plan, tests = _test_plan(oracle, index, realisations, naming.names)
    bindings = tuple(binding(found, tests.get(found.requirement.id, ())) for found in realisations)
    notes = (*problems, *unbound_notes(bindings))
    if is_shell(document, bindings):
        message = "No functional requirement is bound to a rule, an example or a constraint."
        return failed(codes.NOTHING_BOUND, START, message, *notes)
    spec = replace(
        specification(document, naming, profile),
        models=model_specs(document, program, naming.names),
        bindings=bindings,
        tests=plan,
        sample_request=plan.sample,
        warns=program.can_warn,
    )
    return Design(spec, notes)


def _sample(document: Document) -> dict[str, JsonValue] | None:
    """The first example that has an answer."""
    accepted = (example for example in document.examples if example.rejection is None)
    return next((dict(example.given) for example in accepted), None)


def _test_plan(
    oracle: Oracle, index: BindingsIndex, realisations: list[Realisation], names: Names
) -> tuple[TestPlan, Mapping[str, tuple[str, ...]]]:
    document, invented = oracle.document, made_up(oracle)
    pool = NamePool()
    examples = tuple(
        ExampleCase(pool.claim(f"test_example_{number}", "_"), example)
        for number, example in enumerate(document.examples, 1)
    )
    folder = f"src/{names.node_package.replace('.', '/')}/tests"
    edges = edge_cases(document, names)
    cases: list[RequirementCase] = []
    tests: dict[str, tuple[str, ...]] = {}
    for found in realisations:
        name = pool.claim(f"test_{snake(name_words(found.requirement.id))[:60]}", "_")
        case = None
        if found.is_bound:
            case = requirement_case(index, found, name, edges, invented)
        if case is not None:
            cases.append(case)
            tests[found.requirement.id] = (f"{folder}/test_requirements.py::{name}",)
    sample = _sample(document) or invented.accepted
    plan = TestPlan(
        examples=examples,
        requirements=tuple(cases),
        made_up=invented.examples(),
        unbound=document.unbound_examples,
        edges=edges,
        request=sample or invented.any or _of_types(document),
        sample=sample,
    )
    return plan, tests


def _of_types(document: Document) -> dict[str, JsonValue] | None:
    """A request of the right types; whether the rules accept it is not known."""
    try:
        return Samples(document).record(document.inputs or ())
    except NoSampleError:
        return None
