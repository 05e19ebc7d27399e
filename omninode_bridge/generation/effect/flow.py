"""Effect nodes: operations on the outside, each behind a port."""

from dataclasses import dataclass, replace

from omninode_bridge.diagnostics import Diagnostic, Place, Severity, has_errors
from omninode_bridge.generation.assembly import header_of
from omninode_bridge.generation.binding_states import is_shell, unbound_notes
from omninode_bridge.generation.compute import without_null_defaults
from omninode_bridge.generation.design_checks import check_fields
from omninode_bridge.generation.effect import codes
from omninode_bridge.generation.effect.bindings import binding, realise
from omninode_bridge.generation.effect.examples import Stated
from omninode_bridge.generation.effect.first_requests import first_answered, writing_requests
from omninode_bridge.generation.effect.journeys import journeys
from omninode_bridge.generation.effect.model_specs import effect_models
from omninode_bridge.generation.effect.naming import EffectNames, default_plan, effect_names
from omninode_bridge.generation.effect.operations import Operations
from omninode_bridge.generation.effect.outside import outside_of
from omninode_bridge.generation.effect.package_tests import EffectTests, WritingCase
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.effect.prepared import prepared_sample
from omninode_bridge.generation.effect.readme import effect_readme
from omninode_bridge.generation.effect.render import EffectSources
from omninode_bridge.generation.effect.scenarios import made_scenarios
from omninode_bridge.generation.generated import Generated
from omninode_bridge.generation.package import Binding
from omninode_bridge.generation.profile import Profile
from omninode_bridge.generation.spec import NodeSpec, TestPlan
from omninode_bridge.generation.specification import specification
from omninode_bridge.requirements.document import Document, JsonValue

START = Place(1)
WRITES = 10


@dataclass(frozen=True, slots=True)
class _Checked:
    """`plans` are complete where no finding is an error."""

    document: Document
    plans: tuple[OperationPlan, ...]
    names: EffectNames | None
    stated: Stated | None
    findings: tuple[Diagnostic, ...]


def _checked(document: Document, *, readable: bool = True) -> _Checked:
    document = without_null_defaults(document)
    operations = Operations(document)
    document = operations.document
    findings, plans = list(operations.findings), tuple(operations.plans)
    if not plans or has_errors(findings):
        return _Checked(document, plans, None, None, tuple(findings))
    names = effect_names(document, plans)
    findings += check_fields(document, names.common)
    if has_errors(findings) or not readable:
        return _Checked(document, plans, names, None, tuple(findings))
    stated = Stated(document, plans)
    return _Checked(document, plans, names, stated, (*findings, *stated.findings))


def check_effect(document: Document, *, readable: bool) -> tuple[Diagnostic, ...]:
    """Findings in the operations and, where the document could be read, in what they make."""
    checked = _checked(document, readable=readable)
    if not readable or has_errors(checked.findings):
        return checked.findings
    generated = _generated(checked, Profile())
    return generated.diagnostics


def generate_effect(document: Document, profile: Profile) -> Generated:
    checked = _checked(document)
    if has_errors(checked.findings):
        first = next(found for found in checked.findings if found.severity is Severity.ERROR)
        return Generated(None, checked.findings, first)
    return _generated(checked, profile)


def _generated(checked: _Checked, profile: Profile) -> Generated:
    document, plans = checked.document, checked.plans
    names, stated = checked.names, checked.stated
    if names is None or stated is None:
        return Generated(None, checked.findings)
    realised = [realise(document, plans, found) for found in document.requirements]
    sample = first_answered(document, plans, default_plan(plans))
    tests = _tests(checked, names, stated, profile, sample)
    shown = tests.tests_of(realised)
    bindings = tuple(binding(found, shown.get(found.requirement.id, ())) for found in realised)
    findings = (*checked.findings, *unbound_notes(bindings))
    if is_shell(document, bindings):
        message = "No functional requirement is bound to an operation, a rule or an example."
        failure = codes.NOTHING_BOUND.at(START, message)
        return Generated(None, (*findings, failure), failure)
    spec = _spec(checked, names, profile, bindings)
    files = dict(tests.files(realised))
    prepared = prepared_sample(tests.made, default_plan(plans)) if sample is None else None
    if prepared is not None:
        sample, state = prepared
        files |= {f"sample_state/{name}": text for name, text in state.items()}
    spec = replace(spec, sample_request=sample)
    sources = EffectSources(
        document,
        spec,
        plans,
        names,
        files,
        effect_readme(document, spec, plans),
    )
    return Generated(sources.package(), findings)


def _tests(
    checked: _Checked,
    names: EffectNames,
    stated: Stated,
    profile: Profile,
    sample: dict[str, JsonValue] | None,
) -> EffectTests:
    document, plans = checked.document, checked.plans
    written = writing_requests(document, plans, WRITES)
    return EffectTests(
        document=document,
        names=names,
        node_class=names.naming.node_class,
        header=header_of(profile.licence),
        plans=plans,
        made=(*made_scenarios(document, plans), *journeys(document, plans)),
        stated=stated.scenarios,
        writing=None if written is None else WritingCase(*written),
        sample=sample,
    )


def _spec(
    checked: _Checked, names: EffectNames, profile: Profile, bindings: tuple[Binding, ...]
) -> NodeSpec:
    document, naming = checked.document, names.naming
    packages = outside_of(checked.plans).packages()
    return replace(
        specification(document, naming, profile),
        models=effect_models(document, checked.plans, names),
        bindings=bindings,
        tests=TestPlan(unbound=document.unbound_examples),
        extras=(("real", packages),) if packages else (),
    )
