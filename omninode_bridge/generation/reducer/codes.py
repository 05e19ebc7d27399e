"""The findings about reducers: PRD5xx."""

from collections.abc import Mapping
from typing import Final

from omninode_bridge.diagnostics import Code, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

NOTHING_REDUCED: Final = Code(
    "PRD501",
    ERROR,
    "nothing to reduce",
    "A reducer has a state machine, aggregations, or both.",
    "add a section `State machine` or `Aggregations`",
)
ACTION: Final = Code(
    "PRD502",
    ERROR,
    "action cannot be read",
    "An action is `field = expression`, which assigns a field of the context, or "
    "`emit intent_name(field, ...)`, which takes names of fields only.",
    "write it in one of these two forms",
)
UNDECLARED_EVENT: Final = Code(
    "PRD503",
    WARNING,
    "event without declaration",
    "The state machine names an event that the table of events does not list. It is taken for an "
    "event without fields.",
    "add the event to the table of events",
)
RESERVED: Final = Code(
    "PRD504",
    ERROR,
    "reserved or repeated name",
    "In a snapshot `state` and `aggregates` have a meaning of their own, in an event `event`, and "
    "in a row of an aggregate `value` and `window_start`. Names of fields, events and metrics are "
    "unique among their like.",
    "choose another name",
)
CONTEXT_WITHOUT_VALUE: Final = Code(
    "PRD505",
    ERROR,
    "context field without a first value",
    "Before the first event every field of the context has its default, or null where it is "
    "optional.",
    "give it a default, or make its type optional with `?`",
)
UNREACHABLE: Final = Code(
    "PRD506",
    WARNING,
    "unreachable state",
    "No sequence of events leads from the initial state to this state, so it and what leaves it "
    "are not part of the node.",
    "add a transition that leads to it, or leave the state out",
)
OVERLAP: Final = Code(
    "PRD507",
    WARNING,
    "guards that overlap",
    "The same event in the same state satisfies more than one guard. The first row wins.",
    "make the guards exclude each other, or keep the order on purpose",
)
NEVER_TAKEN: Final = Code(
    "PRD508",
    WARNING,
    "transition that is never taken",
    "An earlier row for the same state and event has no guard, so it always wins.",
    "put the row without a guard last",
)
NO_MACHINE: Final = Code(
    "PRD509",
    ERROR,
    "state machine without a reachable transition",
    "From the initial state no event leads anywhere.",
    "say where the machine begins: `[*]` in the column `from`",
)
SUBJECT: Final = Code(
    "PRD510",
    ERROR,
    "nothing that is aggregated",
    "An aggregation is over the instances of one entity, or over events that the document "
    "declares. All aggregations of a node are over one entity, or over its events.",
    "name it in the section: `of: Sale`",
)
METRIC: Final = Code(
    "PRD511",
    ERROR,
    "metric that cannot be computed",
    "Every function but `count` needs a field; `sum` and `avg` need a number, `min`, `max` and "
    "percentiles a type with an order, the others and groups a simple type.",
    "name a field of a fitting type",
)
TIME: Final = Code(
    "PRD512",
    ERROR,
    "no time for a window or an order",
    "A window, `first` and `last` need the time of an event: its only datetime field, or the one "
    "that the line `time:` of the section names. A window is at least a microsecond long.",
    "write `time: name` above the table, with the name of a datetime field",
)
UNUSED_RULE: Final = Code(
    "PRD513",
    ERROR,
    "rule that has no place in a reducer",
    "In a reducer a rule derives a value from an event, for guards, actions and aggregations: "
    "`name = expression`, with or without a condition, or it refuses events: "
    "`reject when condition`. Lists are not changed by rules, and nothing is warned of.",
    "write the value as `name = expression`",
)
TOO_MANY: Final = Code(
    "PRD514",
    ERROR,
    "too many metrics or events",
    "A reducer has at most 200 metrics and 500 events.",
    "split the document into several nodes",
)
EVENT_CONTRADICTED: Final = Code(
    "PRD515",
    ERROR,
    "an example that the document contradicts",
    "The state machine and the aggregations, evaluated for the example's request, answer "
    "otherwise than the example expects.",
    "correct the example, or what it was meant to show",
)
TORN_SNAPSHOT: Final = Code(
    "PRD516",
    ERROR,
    "an example whose state is no whole snapshot",
    "A snapshot has all that an answer's `state` has: the state, each field of the context, and "
    "`aggregates` where there are metrics or unique fields. The node refuses any other.",
    "begin with `null` and the events that lead there, or take over the `state` of an answer",
)
UNREAD_LIMIT: Final = Code(
    "PRD517",
    ERROR,
    "something is taken out of the figures, and it is not understood what",
    "The figures are told in sentences, and another sentence limits them. Figures that do not "
    "respect it would be wrong.",
    "say it with a declared field (`Spoiled deliveries are left out of the sum of kilos`), or "
    "write the figures as a table with `where`",
)
HELD: Final = Code(
    "PRD518",
    WARNING,
    "a sentence about a life cycle is not implemented",
    "The life cycle is told in sentences, and nothing is read of this one. An event that it may "
    "tell of is refused with METHOD_NOT_IMPLEMENTED, so that no answer is given that may be wrong; "
    "the others are taken.",
    "say it in other words, one thing in a sentence, or write the states as a table",
)

ALL: Final = (
    NOTHING_REDUCED,
    ACTION,
    UNDECLARED_EVENT,
    RESERVED,
    CONTEXT_WITHOUT_VALUE,
    UNREACHABLE,
    OVERLAP,
    NEVER_TAKEN,
    NO_MACHINE,
    SUBJECT,
    METRIC,
    TIME,
    UNUSED_RULE,
    TOO_MANY,
    EVENT_CONTRADICTED,
    TORN_SNAPSHOT,
    UNREAD_LIMIT,
    HELD,
)

CODES: Final[Mapping[str, Code]] = {code.code: code for code in ALL}
