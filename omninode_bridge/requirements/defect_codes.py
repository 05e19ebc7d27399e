"""Findings about the quality of requirements: PRD1xx."""

from typing import Final

from omninode_bridge.diagnostics import Code, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

DEFECTS: Final = (
    Code(
        "PRD101", NOTE, "vague word",
        "Ambiguous: two readers will understand different things.",
        "say how much, how many, or which",
    ),
    Code(
        "PRD102", NOTE, "and/or",
        "Ambiguous: it may mean both, or either.",
        "write `and` or `or`, or two requirements",
    ),
    Code(
        "PRD103", NOTE, "must and should in one sentence",
        "Ambiguous: it is open which half has to be done.",
        "write two requirements",
    ),
    Code(
        "PRD104", WARNING, "similar names",
        "Ambiguous: two entities whose names differ by a letter are easily taken for one another.",
        "merge them, or rename one",
    ),
    Code(
        "PRD107", NOTE, "no measurable outcome",
        "Untestable: nobody can say whether it is met.",
        'say a number and a unit, for example "p95 < 200 ms"',
    ),
    Code(
        "PRD108", NOTE, "target without a figure",
        "Untestable: a performance target needs a number.",
        'say a number and a unit, for example "p95 < 200 ms"',
    ),
    Code(
        "PRD110", NOTE, "said twice",
        "Inconsistent sooner or later: one of the two will be changed and the other forgotten.",
        "remove one of them",
    ),
    Code(
        "PRD111", WARNING, "figures contradict",
        "Inconsistent: two requirements say the same with different figures.",
        "decide for one figure",
    ),
    Code(
        "PRD112", ERROR, "constraints contradict",
        "Inconsistent: no value can satisfy both limits.",
        "correct one of the limits",
    ),
    Code(
        "PRD113", ERROR, "default does not fit",
        "Inconsistent: the default breaks the field's own type or constraints.",
        "correct the default or the constraint",
    ),
    Code(
        "PRD114", ERROR, "examples contradict",
        "Inconsistent: two cases give the same input and expect different answers.",
        "correct one of them",
    ),
    Code(
        "PRD115", WARNING, "targets contradict",
        "Inconsistent: one metric has two limits of the same kind.",
        "keep one of them, or say under which condition each holds",
    ),
    Code(
        "PRD116", WARNING, "transition never happens",
        "Inconsistent: an earlier row for the same state and event has no guard, so it wins.",
        "give the earlier row a guard, or remove one of them",
    ),
    Code(
        "PRD117", WARNING, "one denies the other",
        "Inconsistent: two requirements say the same, and one of them says not.",
        "decide for one of them, or say under which condition each holds",
    ),
    Code(
        "PRD118", WARNING, "figure of the rule differs",
        "Inconsistent: the rule of the requirement refuses at another figure than the requirement.",
        "correct the requirement or its rule",
    ),
    Code(
        "PRD120", WARNING, "state cannot be reached",
        "Incomplete: no chain of events leads to it.",
        "add a transition to it, or remove it",
    ),
    Code(
        "PRD121", NOTE, "state cannot be left",
        "Incomplete, unless the state is final.",
        "add a transition out of it, or one to `[*]` without an event",
    ),
    Code(
        "PRD122", WARNING, "event not defined",
        "Incomplete: a transition names an event that the section Events does not list.",
        "add the event with its fields, or correct the name",
    ),
    Code(
        "PRD123", ERROR, "unknown field in an operation",
        "Incomplete: the operation's entity has no such field.",
        "add the field to the entity, state its type as in `name: type`, or correct the name",
    ),
    Code(
        "PRD124", ERROR, "unknown name in an aggregation",
        "Incomplete: what is aggregated, and every field of it, must be defined.",
        "define it in the data model, or correct the name",
    ),
    Code(
        "PRD125", NOTE, "rules without an example",
        "Incomplete: without a case nobody checks that the rules mean what they should.",
        "add a table of inputs and expected outputs",
    ),
    Code(
        "PRD126", WARNING, "left open",
        "Incomplete: the author has not decided yet.",
        "decide, or move it to the open questions",
    ),
    Code(
        "PRD127", ERROR, "context field without a first value",
        "Incomplete: a field of the context needs a default, or must be optional.",
        "add `default x`, or write the type as in `string?`",
    ),
    Code(
        "PRD128", NOTE, "figure without a unit",
        "Incomplete: a number alone does not say what is counted.",
        'add the unit, for example "200 ms"',
    ),
    Code(
        "PRD129", WARNING, "nothing follows",
        "Incomplete: the sentence ends with a colon, and what it announces is missing.",
        "add what it announces",
    ),
    Code(
        "PRD130", WARNING, "reference to nothing",
        "Incomplete: the document has no such requirement or section.",
        "add it, or correct the reference",
    ),
)  # fmt: skip
