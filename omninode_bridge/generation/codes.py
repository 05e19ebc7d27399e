"""The findings of the generation: PRD4xx."""

from collections.abc import Mapping
from typing import Final

from omninode_bridge.diagnostics import Code, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

NOTHING_BOUND: Final = Code(
    "PRD402",
    ERROR,
    "no functional requirement is bound",
    "A node of which no functional requirement is realised by a rule or an example would be a "
    "shell, and a shell is never a node.",
    "write rules, each with the id of its requirement: `R1: total = price * quantity`",
)
BAD_DEFAULT: Final = Code(
    "PRD404",
    ERROR,
    "a default that does not fit its field",
    "A default must be a value of the field's type and keep the field's constraints.",
    "write a default of the field's type",
)
BAD_CONSTRAINT: Final = Code(
    "PRD405",
    ERROR,
    "a constraint that does not fit its field",
    "A choice must consist of values of the field's type, a pattern must be valid, and only "
    "numbers are more or less than something; of texts and lists the length is limited.",
    "write a constraint of the field's type",
)
ENTITY_CIRCLE: Final = Code(
    "PRD406",
    ERROR,
    "entities that contain each other",
    "Models lie in one file each, so entities may refer to themselves but not to each other in a "
    "circle.",
    "let one of the entities name the other by its key",
)
NO_RULES: Final = Code(
    "PRD407",
    ERROR,
    "nothing to compute",
    "A compute node needs rules and something that they assign or a declared output.",
    "add a section `Rules` with statements such as `total = price * quantity`",
)
UNREAD_RULE: Final = Code(
    "PRD408",
    ERROR,
    "a sentence bears on what is answered, and is not understood",
    "The rules are told in sentences, and this one gives, changes or refuses a value, too. Answers "
    "that do not respect it would be wrong, and proven.",
    "say it in other words, one thing in a sentence, or write it as a rule",
)
UNBOUND: Final = Code(
    "PRD410",
    WARNING,
    "unbound requirement",
    "No rule and no example carries the requirement's id, so nothing in the node realises it. It "
    "is listed with its question and counts as not done.",
    "write the requirement's id before the rule that realises it",
)
OTHER_MESSAGE: Final = Code(
    "PRD411",
    WARNING,
    "an expected rejection that no rule words so",
    "The example expects a rejection with a message that no rule has. Its test then accepts the "
    "rejection by a constraint, whatever its words.",
    "use the message of the rule that is meant",
)
CONTRADICTED: Final = Code(
    "PRD412",
    ERROR,
    "an example that the rules contradict",
    "The rules, evaluated for the example's request, end otherwise than the example expects. The "
    "node does what the rules say, so the example's test could only fail.",
    "correct the example, or the rule that it was meant to show",
)
WITHOUT_EFFECT: Final = Code(
    "PRD413",
    WARNING,
    "a rule without effect",
    "No output, rejection or warning depends on what the rule assigns (in a reducer: no guard, "
    "action, aggregation or rejection). It is compiled and runs, but nothing can show whether it "
    "does what its requirement asks for, so that requirement has no test of its own.",
    "declare the name in the output, use it in another rule, or leave the rule out",
)

ENDLESS: Final = Code(
    "PRD414",
    ERROR,
    "an entity without a finite value",
    "A field that must be given and holds the entity itself never ends: no request can carry it.",
    "make the field optional, or a list",
)

ALL: Final = (
    NOTHING_BOUND,
    BAD_DEFAULT,
    BAD_CONSTRAINT,
    ENTITY_CIRCLE,
    NO_RULES,
    UNREAD_RULE,
    UNBOUND,
    OTHER_MESSAGE,
    CONTRADICTED,
    WITHOUT_EFFECT,
    ENDLESS,
)

CODES: Final[Mapping[str, Code]] = {code.code: code for code in ALL}
