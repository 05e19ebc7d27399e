"""What a heading means, whatever it is called."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from omninode_bridge.requirements.markdown.inline import bare
from omninode_bridge.requirements.structures import SectionKind

SYNONYMS: Final[Mapping[SectionKind, tuple[str, ...]]] = {
    SectionKind.OVERVIEW: (
        "overview", "purpose", "summary", "introduction", "description", "background", "abstract",
        "goals", "goal", "objectives", "objective", "executive summary", "context and scope",
        "problem", "problem statement", "motivation", "vision", "about", "project overview",
        "product overview", "general description", "project description", "scope",
    ),
    SectionKind.REQUIREMENTS: (
        "requirements", "functional requirements", "features", "feature list", "key features",
        "core features", "main features", "user stories", "user story", "functionality",
        "functionalities", "functional specification", "functional specifications",
        "capabilities", "specification", "specifications", "key functionalities",
        "system requirements", "product requirements", "business requirements",
        "functional", "use cases", "use case", "must have", "should have", "could have",
        "nice to have", "what it does", "behavior", "behaviour", "core functionality",
        "non functional requirements", "nonfunctional requirements", "quality requirements",
        "quality attributes", "quality", "constraints", "technical constraints",
        "design constraints", "technical requirements", "technical specifications",
        "security requirements", "security", "reliability", "data requirements",
        "interface requirements", "user requirements", "high level requirements",
        "core operations", "additional capabilities", "key capabilities", "core capabilities",
        "responsibilities", "scalability", "usability", "compatibility", "requirement",
        "feature", "feature requirements", "software requirements", "other requirements",
        "design and user interface", "user interface", "security considerations",
        "safety features", "key benefits",
    ),
    SectionKind.DATA_MODEL: (
        "data model", "data models", "domain model", "entities", "schema", "schemas", "fields",
        "models", "model", "data structures", "data structure", "database schema", "types",
        "data schema", "data entities", "domain entities", "data types", "data definitions",
        "data dictionary", "entity definitions",
    ),
    SectionKind.CONTEXT: (
        "context", "context fields", "state context", "extended state", "what is remembered",
        "what it remembers", "memory", "variables", "counters", "remembered values",
        "state variables",
    ),
    SectionKind.EVENTS: (
        "events", "event types", "domain events", "event payloads", "what can happen",
        "what may happen",
    ),
    SectionKind.INPUT: (
        "input", "inputs", "input fields", "request", "request fields", "input model",
        "input data", "input parameters", "parameters", "input schema", "request model",
        "request schema", "arguments", "input specification", "expected in the request",
        "in the request", "what goes in", "what comes in", "what is given",
    ),
    SectionKind.OUTPUT: (
        "output", "outputs", "output fields", "response", "response fields", "output model",
        "output data", "result", "results", "output schema", "response model", "returns",
        "response schema", "answer", "output specification", "expected in the reply",
        "expected in the answer", "in the reply", "reply", "what comes out",
    ),
    SectionKind.OPERATIONS: (
        "operations", "api", "commands", "endpoints", "api endpoints", "rest api", "methods",
        "api operations", "api reference", "actions", "api specification", "api methods",
        "interface", "public api", "crud operations", "command line commands", "queries",
    ),
    SectionKind.RULES: (
        "rules", "rule", "calculations", "calculation", "business logic", "business rules",
        "logic", "formulas", "formulae", "computations", "computation", "computation rules",
        "validation rules", "calculation rules", "processing rules", "decision rules",
        "derivations", "derived fields", "validations", "derivation", "derivation rules",
        "derived", "derived values", "derived value", "derived data", "derived quantities",
        "derived attributes", "calculated fields", "calculated values", "computed fields",
        "computed values", "formula", "how it is calculated", "how it is computed",
        "decision logic",
    ),
    SectionKind.STATES: (
        "states", "lifecycle", "life cycle", "state machine", "state transitions", "transitions",
        "state diagram", "state model", "finite state machine", "fsm", "status transitions",
        "status lifecycle", "states and transitions", "workflow states",
    ),
    SectionKind.AGGREGATIONS: (
        "aggregations", "aggregation", "aggregates", "metrics", "measures", "kpis", "statistics",
        "aggregate", "aggregated metrics", "reports",
    ),
    SectionKind.WORKFLOW: (
        "workflow", "process", "steps", "workflow steps", "process flow", "flow", "pipeline",
        "orchestration", "process steps", "execution steps", "business process", "execution flow",
        "workflows", "processing steps", "saga", "pipeline steps", "execution graph",
        "processing pipeline", "workflow definition", "what happens", "procedure", "sequence",
        "sequence of steps", "order of steps", "step by step", "course of events", "flowchart",
        "order of execution", "execution order",
    ),
    SectionKind.TOPICS: (
        "topics", "messages", "event topics", "kafka topics", "published events",
        "consumed events", "event bus", "messaging", "kafka events", "event publishing",
    ),
    SectionKind.DEPENDENCIES: (
        "dependencies", "integrations", "integration", "dependency", "external dependencies",
        "external systems", "external services", "integration points", "external integrations",
        "system dependencies", "third party services", "required services",
        "external interfaces",
    ),
    SectionKind.PERFORMANCE: (
        "performance", "slo", "slos", "sla", "slas", "success criteria", "success metrics",
        "performance requirements", "performance targets", "service levels",
        "service level objectives", "performance goals", "performance characteristics",
        "non functional targets", "performance criteria", "performance and scalability",
        "performance metrics", "benchmarks", "performance thresholds",
    ),
    SectionKind.EXAMPLES: (
        "examples", "example", "acceptance criteria", "test cases", "acceptance tests",
        "scenarios", "acceptance", "test scenarios", "acceptance criterion", "example cases",
        "sample cases", "acceptance examples", "test data", "worked examples", "definition of done",
    ),
    SectionKind.NODES: (
        "nodes", "components", "architecture", "services", "system architecture",
        "system components", "node types", "component overview", "modules",
    ),
    SectionKind.OUT_OF_SCOPE: (
        "out of scope", "non goals", "nongoals", "open questions", "not in scope", "exclusions",
        "future work", "limitations", "future enhancements", "known limitations", "not included",
        "assumptions", "future considerations", "out of scope items", "what it does not do",
    ),
}  # fmt: skip

MEANING: Final[Mapping[str, SectionKind]] = {
    name: kind for kind, names in SYNONYMS.items() for name in names
}

SHORTEST_MISSPELT: Final = 8
LONGEST: Final = 40
LONGEST_OWN: Final = 80


def _one_letter_less(name: str) -> Iterator[str]:
    return (name[:at] + name[at + 1 :] for at in range(len(name)))


MISSPELT: Final[Mapping[str, SectionKind]] = {
    variant: kind
    for name, kind in MEANING.items()
    if len(name) >= SHORTEST_MISSPELT
    for variant in (name, *_one_letter_less(name))
}

NUMBERING: Final = re.compile(
    r"(?:(?:section|chapter|part|appendix)\s+)?(?:\d{1,4}(?:\.\d{1,4}){0,8}[.):]?|[a-z][.)]|"
    r"[ivxlc]{1,6}[.)])\s+",
    re.IGNORECASE,
)
JOINTS: Final = re.compile(r"\s+(?:and|or)\s+")
LEFT_OUT: Final = re.compile(
    r".*(?<!must )(?<!may )(?<!shall )(?<!should )(?<!can )\b(?:not|never|won t|don t|doesn t)\b.*"
    r"\b(?:do|does|done|want|wanted|need|needed|required|included|covered|planned|part|scope|"
    r"supported|built|our)\b.*|(?:(?:maybe|perhaps|left|ideas|plans|wishes)(?: for)? )?"
    r"(?:later(?: on)?|the future|someday)|(?:in )?(?:the|a) (?:later|next|future) "
    r"(?:version|release|step|year)|not (?:now|yet|today)"
)
QUALIFIED: Final = re.compile(r"(aggregations?|aggregates|metrics|measures) (?:of|over|for) .+")
SUBSECTIONS: Final[Mapping[SectionKind, SectionKind]] = {
    SectionKind.NODES: SectionKind.NODE,
    SectionKind.OVERVIEW: SectionKind.OTHER,
}
OF_SOMETHING: Final = re.compile(
    r"(?:.+ )?(?:life ?cycle|state machine|state diagram)|(?:the )?(?:life|stages) of .+|"
    r"(?P<told>[a-z ]{4,24}?) (?:of|for) (?:an?|the|each|every|our|all) .+"
)
TOLD_OF: Final = frozenset(
    {
        *(SectionKind.STATES, SectionKind.RULES, SectionKind.REQUIREMENTS, SectionKind.WORKFLOW),
        *(SectionKind.INPUT, SectionKind.OUTPUT),
    }
)
STANDS_ALONE: Final = frozenset(
    {SectionKind.EXAMPLES, SectionKind.PERFORMANCE, SectionKind.OUT_OF_SCOPE}
)


@lru_cache(maxsize=4096)
def normalized(title: str) -> str:
    """Lower-case words of a heading without numbering, emphasis, emoji and punctuation."""
    text = bare(title).strip(" \t#*_:.-\u2013\u2014")
    text = "".join(char if char.isascii() else " " for char in text).strip()
    text = NUMBERING.sub("", text + " ", count=1).strip()
    text = text.replace("&", " and ").replace("/", " and ").replace("+", " and ")
    text = re.sub(r"\([^()]*\)", " ", text)
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


@lru_cache(maxsize=4096)
def meaning(title: str) -> SectionKind:
    """The kind of section that a heading announces; `OTHER` if it means none, or two."""
    name = normalized(title)
    if name in MEANING:
        return MEANING[name]
    if QUALIFIED.fullmatch(name):
        return SectionKind.AGGREGATIONS
    parts = {MEANING.get(part, SectionKind.OTHER) for part in JOINTS.split(name)}
    known = parts - {SectionKind.OTHER}
    if len(known) == 1:
        return known.pop()
    return SectionKind.OTHER if known else _misspelt(name)


def _misspelt(name: str) -> SectionKind:
    """Headings with one wrong, missing or doubled letter: `Requirments`."""
    if not SHORTEST_MISSPELT <= len(name) <= LONGEST:
        return SectionKind.OTHER
    found = (MISSPELT.get(variant) for variant in (name, *_one_letter_less(name)))
    return next((kind for kind in found if kind is not None), SectionKind.OTHER)


def _of_ones_own(title: str) -> SectionKind:
    """`Rules of the house`, `Booking life cycle`, `Ideas for later`: of what it is, people know.

    Only of headings: a sentence may begin like one.
    """
    name = normalized(title)
    if len(name) > LONGEST_OWN:
        return SectionKind.OTHER
    if LEFT_OUT.fullmatch(name):
        return SectionKind.OUT_OF_SCOPE
    match = OF_SOMETHING.fullmatch(name)
    if match is None or match["told"] is None:
        return SectionKind.OTHER if match is None else SectionKind.STATES
    kind = MEANING.get(match["told"].removeprefix("the ").removeprefix("our "))
    return kind if kind in TOLD_OF else SectionKind.OTHER


_CONTRACT: Final = re.compile(r"(?:inputs?|outputs?)(?: (?:data|fields|parameters|model|schema))?")


def kind_within(title: str, parent: SectionKind) -> SectionKind:
    """A subsection's kind: what its heading says in its place, else what its parent implies."""
    own = meaning(title)
    if own is SectionKind.OTHER:
        own = _of_ones_own(title)
    if parent is SectionKind.DATA_MODEL:
        reserved = (SectionKind.CONTEXT, SectionKind.EVENTS)
        # An entity may be called `Request` or `Result`; none is called `Input`.
        is_contract = _CONTRACT.fullmatch(normalized(title)) is not None
        return own if own in reserved or is_contract else SectionKind.ENTITY
    if parent is SectionKind.EXAMPLES:
        return parent
    if parent in (SectionKind.ENTITY, SectionKind.OPERATION):
        return SectionKind.OTHER
    if parent is SectionKind.OPERATIONS:
        return own if own in STANDS_ALONE else SectionKind.OPERATION
    if own is not SectionKind.OTHER:
        return own
    return SUBSECTIONS.get(parent, parent)
