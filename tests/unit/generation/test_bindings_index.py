"""What is looked up for a requirement, in the order in which it stands."""

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.bindings_index import BindingsIndex
from omninode_bridge.requirements.document import Document, Example, Rejection, Requirement
from omninode_bridge.rules.program import Assign, Scope
from tests.unit.rules.declarations import field_of, program_of

INPUTS = (field_of("n: int"), field_of("m: int"))
EXAMPLES = (
    Example("free", Place(20), {}, {"double": 2}),
    Example("other", Place(21), {}, {"half": 2}),
    Example("own", Place(22), {}, {"half": 2}, requirement_id="R1"),
    Example("refused", Place(23), {}, {}, Rejection("too few")),
)
RULES = 'double = n * 2\nhalf = double / 4\nreject when n < 1: "too few"'


def index() -> BindingsIndex:
    document = Document(name="case", inputs=INPUTS, examples=EXAMPLES)
    return BindingsIndex(document, program_of(RULES, Scope({}, INPUTS, None)))


def requirement(id_: str) -> Requirement:
    return Requirement(id_, "It is computed.", Place(1))


def test_rules_are_found_by_their_requirement() -> None:
    known = index()
    for number, name in ((1, "double"), (2, "half")):
        sources = known.sources_of(requirement(f"R{number}"))
        assert [source.requirement_id for source in sources] == [f"R{number}"]
        assert [step.name for step in known.steps_of(sources) if isinstance(step, Assign)] == [name]
    assert known.sources_of(requirement("R4")) == ()


def test_examples_are_found_by_requirement_key_and_message() -> None:
    known = index()
    assert [found.name for found in known.examples_of(requirement("R1"))] == ["own"]

    def showing(id_: str, *keys: str, message: str = "") -> list[str]:
        return [found.name for found in known.examples_showing(requirement(id_), keys, [message])]

    assert showing("R1", "double") == ["free", "own"]
    assert showing("R2", "half", "double", message="too few") == [one.name for one in EXAMPLES]
    assert showing("R2", "other", message="another") == []
