"""The findings of effect nodes: PRD7xx."""

from collections.abc import Mapping
from typing import Final

from omninode_bridge.diagnostics import Code, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

NO_OPERATIONS: Final = Code(
    "PRD701",
    ERROR,
    "an effect without operations",
    "An effect node is asked for one of its operations; a document without any gives nothing to "
    "ask for.",
    "add a section `Operations` with a table: operation, kind, entity, input, output",
)
NO_KIND: Final = Code(
    "PRD702",
    ERROR,
    "an operation without a kind",
    "The kind says what an operation does to the outside: create, read, update, upsert, delete, "
    "restore, list, call, publish, notify, query, or to a file.",
    "fill the column `kind`",
)
NO_ENTITY: Final = Code(
    "PRD703",
    ERROR,
    "an operation without its entity",
    "To create, read, update, delete or list is to do so with the rows of an entity.",
    "name an entity of the data model in the column `entity`",
)
UNKNOWN_INPUT: Final = Code(
    "PRD704",
    ERROR,
    "an input without a type",
    "An input is a field of the operation's entity, one of page, size, sort and idempotency_key, "
    "or states its own type.",
    "write `name: type`, or a field of the entity",
)
UNTYPED_INPUT: Final = Code(
    "PRD724",
    WARNING,
    "an input that is read as a string",
    "An input of an operation that keeps no rows has the type that it states, that of the field "
    "of its entity, or is a string.",
    "write `name: type`",
)
UNKNOWN_OUTPUT: Final = Code(
    "PRD705",
    ERROR,
    "an output that nothing gives",
    "An output is the entity, a list of it, `total`, a field of the entity, an input, or what a "
    "rule of the operation assigns.",
    "assign it in a rule, or take it out",
)
NO_KEY: Final = Code(
    "PRD706",
    ERROR,
    "nothing says which row",
    "To read, update or delete, the input must hold the primary key or another field that tells "
    "the row.",
    "add the primary key to the input",
)
TWO_INPUTS: Final = Code(
    "PRD725",
    ERROR,
    "one name for two inputs",
    "A list that is filtered by a field called `page`, `size` or `sort` cannot have the page, its "
    "size or the order under the same name in its request.",
    "rename the field, or leave one of the two out",
)
NO_VALUE: Final = Code(
    "PRD707",
    ERROR,
    "a required field that never gets a value",
    "A row cannot be created while one of its required fields is neither in the input, nor has a "
    "default, nor is generated, nor assigned by a rule.",
    "add the field to the input, or give it a default",
)
BAD_ASSIGNMENT: Final = Code(
    "PRD708",
    ERROR,
    "a rule that changes what identifies a row",
    "The primary key, `stored`, `version` and the times that the store keeps are not assigned.",
    "assign another name",
)
NO_REQUEST: Final = Code(
    "PRD709",
    ERROR,
    "a call without its request",
    "A call needs a method and an address; names in braces are inputs, fields or settings.",
    "write `GET {base_url}/things/{id}` in the column `request`",
)
MIXED_KINDS: Final = Code(
    "PRD710",
    ERROR,
    "kinds that do not go together",
    "One operation does one thing to an entity, besides calls, events and files.",
    "split the operation",
)
LOOP: Final = Code(
    "PRD711",
    ERROR,
    "a loop that an operation cannot make",
    "`for each` in an operation goes through a list of entities of the row or the request. Where "
    "it sets a declared field the items are kept as they have become, and they have no others.",
    "name a list of entities, and declare all fields that are set, or none of them",
)
NOT_A_FIELD: Final = Code(
    "PRD712",
    ERROR,
    "`contains` on what is no text",
    "Only texts are searched for a part.",
    "filter by the value itself",
)
NOTHING_BOUND: Final = Code(
    "PRD713",
    ERROR,
    "no functional requirement is bound to an operation",
    "A node of which no functional requirement is realised by an operation, a rule, a constraint "
    "or an example would be a shell, and a shell is never a node.",
    "write the requirement's id before the rule that realises it, or name what the operation does",
)
CONTRADICTED: Final = Code(
    "PRD714",
    ERROR,
    "an example that the operations contradict",
    "The operations, evaluated on an empty store, answer otherwise than the example expects.",
    "correct the example, or the operation that it was meant to show",
)
UNKNOWN_OPERATION: Final = Code(
    "PRD715",
    ERROR,
    "an example of an unknown operation",
    "Each step of an example names one of the document's operations.",
    "use the name of an operation",
)
FREE_RULE: Final = Code(
    "PRD716",
    ERROR,
    "a rule that fits no operation",
    "A rule outside the operations applies to each creating or changing operation that knows all "
    "its names, and there is none.",
    "write the rule into the operation that it is about",
)

NO_PATH: Final = Code(
    "PRD717",
    ERROR,
    "a file without its path",
    "An operation on a file needs to know which: an input called path, file, filename or name, or "
    "the column `request` with a path in which names in braces are inputs.",
    "add an input `path: string`",
)

UNKNOWN_EVENT: Final = Code(
    "PRD718",
    ERROR,
    "an event of the state machine that is no operation on its entity",
    "Where operations are events, each event names an operation that creates, changes, deletes or "
    "restores a row of the entity whose states they are.",
    "use the operation's name in the column `event`, or add the operation",
)
NO_STATE_FIELD: Final = Code(
    "PRD719",
    ERROR,
    "nothing says which field holds the state",
    "The states are the values of exactly one field of the entity: a required enum with all of "
    "them, or a required text called `state` or `status`.",
    "declare a field such as `status: enum(open, closed)`",
)
UNKNOWN_STATE: Final = Code(
    "PRD720",
    ERROR,
    "a state that the field cannot have",
    "Each state of the machine is a value of the field that holds the state.",
    "add the state to the field's enum",
)
WRONG_START: Final = Code(
    "PRD721",
    ERROR,
    "a beginning that is not clear",
    "A row begins in the state that `[*]` leads to: by `[*] --> state` for every creating "
    "operation, or by a row from `[*]` whose event is a creating operation. No other operation "
    "begins anything, and a creating one leaves no state.",
    "write a row from `[*]` for each creating operation, or one without an event for all",
)
STATE_IS_KEPT: Final = Code(
    "PRD722",
    ERROR,
    "an operation that writes the state by itself",
    "Where a state machine guards an entity, only its transitions write the state.",
    "take the field out of the input or the rule, and let a transition lead to the state",
)
BAD_ACTION: Final = Code(
    "PRD723",
    ERROR,
    "an action that is neither an assignment nor an event",
    "An action of a transition is `field = expression` or `emit event(field, ...)`; its fields are "
    "those of the entity, of the request, or `stored.field`.",
    "write `field = expression` or `emit event(field)`",
)

REFERENCE: Final = Code(
    "PRD726",
    ERROR,
    "a reference that cannot be looked up",
    "`references Member` says that the value is the primary key of a stored Member; `references "
    "Member.email` names another field that is unique. Both fields have the same type.",
    "name a key of the entity, and give the field the type of that key",
)
NO_REFERENCE: Final = Code(
    "PRD727",
    WARNING,
    "a reference to something that is not kept",
    "Only a reference to an entity of the document is looked up; any other is not checked.",
    "name an entity of the data model",
)
ALL: Final = (
    NO_OPERATIONS,
    NO_KIND,
    NO_ENTITY,
    UNKNOWN_INPUT,
    UNKNOWN_OUTPUT,
    NO_KEY,
    TWO_INPUTS,
    NO_VALUE,
    BAD_ASSIGNMENT,
    NO_REQUEST,
    MIXED_KINDS,
    LOOP,
    NOT_A_FIELD,
    NOTHING_BOUND,
    CONTRADICTED,
    UNKNOWN_OPERATION,
    FREE_RULE,
    NO_PATH,
    UNKNOWN_EVENT,
    NO_STATE_FIELD,
    UNKNOWN_STATE,
    WRONG_START,
    STATE_IS_KEPT,
    BAD_ACTION,
    UNTYPED_INPUT,
    REFERENCE,
    NO_REFERENCE,
)

CODES: Final[Mapping[str, Code]] = {code.code: code for code in ALL}
