"""The findings of orchestrators: PRD6xx."""

from collections.abc import Mapping
from typing import Final

from omninode_bridge.diagnostics import Code, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

NO_WORKFLOW: Final = Code(
    "PRD601",
    ERROR,
    "nothing to orchestrate",
    "An orchestrator needs steps: a table, an ordered list or a flowchart in a section `Workflow`, "
    "or sentences that name them and their order.",
    "add a section `Workflow` with the steps, or name them in one sentence: "
    "`Reserve the goods, then charge the customer, then ship the order`",
)
UNKNOWN_NAME: Final = Code(
    "PRD602",
    ERROR,
    "a condition names what is not there",
    "A condition sees the fields of the input and, behind a dot, the output of steps that come "
    "before it.",
    "name an input field, or a field of a step's output as in `charge.amount`",
)
NO_ANCESTOR: Final = Code(
    "PRD603",
    ERROR,
    "a condition names a step that does not come before",
    "Only steps that are done for certain when the condition is asked have an output.",
    "let the step need it, or ask something else",
)
CONDITION: Final = Code(
    "PRD604",
    ERROR,
    "a condition that cannot be used",
    "Conditions are expressions of the rule language that are true or false.",
    "write a comparison such as `total > 100`, or the name of a bool field",
)
UNDO_NAME: Final = Code(
    "PRD605",
    ERROR,
    "an undo that is a step",
    "The name in `compensate with` appears in the history when the undo runs, so it may not be "
    "the name of a step.",
    "give the undo a name of its own",
)
UNUSED_UNDO: Final = Code(
    "PRD606",
    WARNING,
    "an undo that nothing asks for",
    "Steps are undone when one fails whose `on failure` is compensate. No step of this workflow "
    "has that.",
    "write `compensate` where a failure is to take back what was done",
)
NOTHING_UNDONE: Final = Code(
    "PRD607",
    WARNING,
    "a compensation that undoes nothing",
    "No step that can have completed before has an entry in `compensate with`.",
    "name the undo of the steps that come before",
)
TOO_MANY_STEPS: Final = Code(
    "PRD608",
    ERROR,
    "too many steps",
    "omnibase-core executes at most 1,000 steps of one workflow: a ceiling that nobody can move, "
    "so that no workflow takes all memory and time. A longer one would be refused where it runs.",
    "divide the workflow, and let one step start the next",
)
BAD_EXAMPLE: Final = Code(
    "PRD609",
    ERROR,
    "an example that the workflow contradicts",
    "The workflow, evaluated for the example's request, answers otherwise than the example "
    "expects. The node does what the workflow says, so the example's test could only fail.",
    "correct the example, or the workflow that it was meant to show",
)
AMBIGUOUS_NAME: Final = Code(
    "PRD610",
    WARNING,
    "a name that is an input field and a step",
    "With a field behind a dot the step's output is meant, without one the input field.",
    "rename one of the two",
)
HALF_TOLD: Final = Code(
    "PRD611",
    ERROR,
    "most of a workflow is not understood",
    "The workflow is told in sentences, and those of which nothing is read are not fewer than the "
    "others. What is made of the others would be completed before it has begun.",
    "say what is done and after what (`After the check, the bed is assigned.`), one step in a "
    "sentence, or write the steps as a table",
)
HELD: Final = Code(
    "PRD612",
    WARNING,
    "a sentence about the steps is not implemented",
    "The workflow is told in sentences, and nothing is read of this one. Where it may decide, the "
    "node refuses with METHOD_NOT_IMPLEMENTED instead of an answer that may be wrong; what comes "
    "before is decided.",
    "say it in other words, one thing in a sentence, or write the steps as a table",
)

ALL: Final = (
    NO_WORKFLOW,
    UNKNOWN_NAME,
    NO_ANCESTOR,
    CONDITION,
    UNDO_NAME,
    UNUSED_UNDO,
    NOTHING_UNDONE,
    TOO_MANY_STEPS,
    BAD_EXAMPLE,
    AMBIGUOUS_NAME,
    HALF_TOLD,
    HELD,
)

CODES: Final[Mapping[str, Code]] = {code.code: code for code in ALL}
