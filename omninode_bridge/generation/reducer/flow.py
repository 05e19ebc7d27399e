"""Reducer nodes: state machines and aggregations, compiled."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from omninode_bridge.diagnostics import Diagnostic, Place, Severity, has_errors
from omninode_bridge.generation import codes as common
from omninode_bridge.generation.assembly import Parts, assemble, header_of
from omninode_bridge.generation.binding_states import is_shell, unbound_notes
from omninode_bridge.generation.compute import without_null_defaults
from omninode_bridge.generation.design_checks import check_fields
from omninode_bridge.generation.generated import Generated
from omninode_bridge.generation.naming_step import Naming
from omninode_bridge.generation.package import Binding
from omninode_bridge.generation.profile import Profile
from omninode_bridge.generation.reducer.bindings import Binder
from omninode_bridge.generation.reducer.checking import check_reducer_document
from omninode_bridge.generation.reducer.contract import state_machine
from omninode_bridge.generation.reducer.derivations import read_derivations
from omninode_bridge.generation.reducer.design import reducer_models, reducer_names
from omninode_bridge.generation.reducer.emission import Emission
from omninode_bridge.generation.reducer.layout import Layout
from omninode_bridge.generation.reducer.oracle import ReducerOracle
from omninode_bridge.generation.reducer.origins import origins_of
from omninode_bridge.generation.reducer.overlaps import overlaps
from omninode_bridge.generation.reducer.plan import Plan, Planner, field_types
from omninode_bridge.generation.reducer.readme import reducer_readme
from omninode_bridge.generation.reducer.test_source import ReducerTests
from omninode_bridge.generation.reducer.walks import Walk, WalkSearch
from omninode_bridge.generation.spec import NodeSpec
from omninode_bridge.generation.specification import specification
from omninode_bridge.requirements.document import Document, Entity
from omninode_bridge.requirements.structures import OUTSIDE
from omninode_bridge.rules.evaluation.outcomes import UndecidableError
from omninode_bridge.rules.groups import Findings

START = Place(1)


@dataclass(frozen=True, slots=True)
class _Design:
    layout: Layout
    naming: Naming
    plan: Plan
    planner: Planner
    walks: tuple[Walk, ...]
    notes: tuple[Diagnostic, ...]


def check_reducer(document: Document, *, readable: bool) -> tuple[Diagnostic, ...]:
    """Findings in the document and, where it could be read, in what it makes."""
    document = without_null_defaults(document)
    checked = check_reducer_document(document)
    if checked.reducer is None or not readable:
        return checked.diagnostics
    design = _design(Layout(document, checked.reducer))
    if isinstance(design, tuple):
        return (*checked.diagnostics, *design)
    return (*checked.diagnostics, *design.notes, *_shell(document, design.plan.bindings))


def generate_reducer(document: Document, profile: Profile) -> Generated:
    document = without_null_defaults(document)
    checked = check_reducer_document(document)
    if checked.reducer is None:
        return Generated(None, checked.diagnostics, _first_error(checked.diagnostics))
    design = _design(Layout(document, checked.reducer))
    if isinstance(design, tuple):
        return Generated(None, (*checked.diagnostics, *design), _first_error(design))
    diagnostics = (*checked.diagnostics, *design.notes)
    shell = tuple(_shell(document, design.plan.bindings))
    if shell or has_errors(design.notes):
        diagnostics = (*diagnostics, *shell)
        return Generated(None, diagnostics, _first_error(diagnostics))
    return Generated(assemble(*_assembled(design, profile)), diagnostics)


def _first_error(found: tuple[Diagnostic, ...]) -> Diagnostic:
    return next(one for one in found if one.severity is Severity.ERROR)


def _design(layout: Layout) -> _Design | tuple[Diagnostic, ...]:
    """Names, walks, bindings and tests; only findings where no models can be made."""
    naming = reducer_names(layout)
    context = Entity("context", layout.reducer.context, START)
    whole = replace(layout.document, entities=(*layout.document.entities, context))
    fields = tuple(check_fields(whole, naming.names))
    if has_errors(fields):
        return fields
    oracle, walks = None, tuple[Walk, ...]()
    try:
        oracle = ReducerOracle(layout)
    except UndecidableError:
        # Then only the generated node itself can tell, and there are no made-up cases.
        walks = ()
    if oracle is not None:
        walks = WalkSearch(oracle).walks()
    planner = Planner(layout, naming.names, oracle, walks)
    rules = read_derivations(layout.source.rules, Findings())
    own = [rule for rules_of in rules.rules.values() for rule in rules_of]
    binder = Binder(layout, [*own, *rules.refusals])
    plan = planner.plan([binder.realised(one) for one in layout.source.requirements])
    notes = (*fields, *overlaps(layout), *planner.contradictions(), *unbound_notes(plan.bindings))
    return _Design(layout, naming, plan, planner, walks, notes)


def _shell(document: Document, bindings: tuple[Binding, ...]) -> Iterator[Diagnostic]:
    if is_shell(document, bindings):
        message = "No functional requirement is bound to a part of the document."
        yield common.NOTHING_BOUND.at(START, message, fix=_how_to_bind(document))


def _how_to_bind(document: Document) -> str:
    """A sentence that names a transition of this document; of figures, one of those."""
    moves = document.states.transitions if document.states else ()
    if named := next((one for one in moves if one.event and one.target != OUTSIDE), None):
        return (
            "name the event and the state in the sentence of a requirement: "
            f"`{named.event}` and `{named.target}`; or write its id into a column `requirement` "
            "of the table"
        )
    figures = (
        f"name the figure in the sentence of a requirement: `{one.metric}`"
        for one in document.aggregations
    )
    return next(figures, "")


def _assembled(design: _Design, profile: Profile) -> tuple[NodeSpec, Parts]:
    layout, names = design.layout, design.naming.names
    document = layout.source
    spec = replace(
        specification(document, design.naming, profile),
        models=reducer_models(layout, names),
        bindings=design.plan.bindings,
        tests=design.plan.tests,
        sample_request=design.plan.tests.sample,
    )
    header = header_of(spec.licence)
    emission = Emission(spec, layout, header)
    node = emission.node()
    tests = ReducerTests(
        spec=spec,
        header=header,
        canonical=field_types(layout),
        outputs=design.planner.outputs(),
        messages=frozenset(),
        layout=layout,
        walks=design.walks,
    )
    node |= {f"tests/{path}": text for path, text in tests.files()}
    contract = {"state_machine": state_machine(document, layout.reducer.machine)}
    origins = dict(origins_of(emission.modules))
    text, support = reducer_readme(spec, layout), emission.support()
    return spec, Parts(contract, node, text, support=support, origins=origins)
