"""Findings about the structure of a document: PRD0xx."""

from typing import Final

from omninode_bridge.diagnostics import Code, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

STRUCTURE: Final = (
    Code(
        "PRD001", ERROR, "limit exceeded",
        "The document is larger than what is read: 2 MiB; a table of 5,000 rows, 200 columns, "
        "200,000 cells; "
        "500 entities, 100 nodes, 50,000 lines, 100,000 characters a line. What lies beyond is "
        "not read.",
        "split the document",
    ),
    Code(
        "PRD002", ERROR, "front matter is no YAML",
        "The block between the two lines `---` on top is not a list of `key: value` lines.",
        "write `key: value` lines, or remove the block",
    ),
    Code(
        "PRD003", ERROR, "front matter uses what is refused",
        "Aliases, anchors, tags and deep nesting can make a small text grow without limit.",
        "write the values out",
    ),
    Code(
        "PRD004", WARNING, "unknown key in the front matter",
        "Only node, type, domain, version, depends_on and profile are read.",
        "remove it, or use one of: node, type, domain, version, depends_on, profile",
    ),
    Code(
        "PRD005", ERROR, "no node type",
        "`type` is one of effect, compute, reducer, orchestrator.",
        "write one of the four, or leave it out to have it detected",
    ),
    Code(
        "PRD006", ERROR, "no version",
        "A version has one to three numbers: 1.0.0.",
        "write it as in `version: 1.0.0`",
    ),
    Code(
        "PRD007", ERROR, "unknown profile",
        "`profile` is standard or strict.",
        "write `standard` or `strict`",
    ),
    Code(
        "PRD008", WARNING, "hidden characters",
        "Control characters and those that change the direction of text make a document read "
        "otherwise than it looks. They are read as blanks.",
        "remove the characters",
    ),
    Code(
        "PRD009", NOTE, "hidden text",
        "An HTML comment is not shown to readers, so it is not read here either.",
        "write it as text if it matters",
    ),
    Code(
        "PRD010", ERROR, "unknown type",
        "A type is one of the built-in ones or an entity that the document describes.",
        "describe the entity in the data model, or correct the name",
    ),
    Code(
        "PRD011", ERROR, "type cannot be read",
        "Types are written as `int`, `list[T]`, `map[K, V]`, `enum(a, b)`, `T?`.",
        "write the type as in `list[Line]`",
    ),
    Code(
        "PRD012", WARNING, "field without a type",
        "A field whose type is not given is read as a string.",
        "fill the column `type`",
    ),
    Code(
        "PRD013", WARNING, "field without a name",
        "A row of a table of fields names no field.",
        "name the field, or remove the row",
    ),
    Code(
        "PRD014", WARNING, "not a constraint",
        "Constraints are min, max, > >= < <=, length 1..40, pattern /.../, unique, primary key, "
        "default x, one of a, b. What cannot be read is not enforced.",
        "write it as a constraint or a rule, or move it to the description",
    ),
    Code(
        "PRD015", NOTE, "name converted",
        "Names become identifiers in snake_case.",
        "use the converted name, so that requests and document agree",
    ),
    Code(
        "PRD016", ERROR, "defined twice",
        "Two definitions have one name. Only the first counts.",
        "remove or rename one of them",
    ),
    Code(
        "PRD017", WARNING, "not read as a field",
        "A payload is a list such as `total: money, id: uuid (unique)`.",
        "write `name: type`",
    ),
    Code(
        "PRD018", NOTE, "type not said",
        "A sentence names a field and does not say its type. It follows from the words: a unit, a "
        "limit, a name such as price, weight or date; else it is text.",
        "say the type in brackets, as in `the weight (decimal)`",
    ),
    Code(
        "PRD019", WARNING, "told twice, differently",
        "Two places of the document tell of one field, and contradict each other. What the first "
        "one says counts.",
        "say it at one place only",
    ),
    Code(
        "PRD020", ERROR, "requirement id used twice",
        "Each requirement needs an id of its own: reports and rules refer to it.",
        "give one of the two another id",
    ),
    Code(
        "PRD021", WARNING, "rule for an unknown requirement",
        "The id before a rule, or in the column `requirement` of a row, is that of no requirement; "
        "the rule or row is compiled all the same.",
        "correct the id, or add the requirement",
    ),
    Code(
        "PRD022", ERROR, "no requirements",
        "Neither a section of requirements nor a sentence with must, shall, should, can or "
        "supports was found.",
        "add a section `Requirements` with one bullet each",
    ),
    Code(
        "PRD023", ERROR, "empty document",
        "There is nothing to read.",
        "write the requirements down",
    ),
    Code(
        "PRD040", WARNING, "line of a diagram not read",
        "Of mermaid, the documented subsets of stateDiagram-v2 and flowchart are read.",
        "write the transition or arrow on a line of its own, without nesting",
    ),
    Code(
        "PRD041", ERROR, "transition without an event",
        "Only the edge from `[*]` to the first state and one to `[*]` need no event.",
        "name the event",
    ),
    Code(
        "PRD042", ERROR, "event leads out of the machine",
        "A transition to `[*]` marks its source as final and has no event.",
        "let the event lead to a state, and that state to `[*]` without an event",
    ),
    Code(
        "PRD043", ERROR, "unknown aggregate function",
        "Functions are count, sum, avg, min, max, distinct, first, last, p1 to p100 and top-N.",
        "use one of these functions",
    ),
    Code(
        "PRD044", ERROR, "window is no duration",
        "A window is a length of time such as 15m, 1h, 1d or PT1H.",
        "write it as in `1h`",
    ),
    Code(
        "PRD045", ERROR, "retry cannot be read",
        "A retry is a number, or a number and the first delay, and whether that is constant.",
        "write it as in `3 x 200ms`",
    ),
    Code(
        "PRD046", ERROR, "timeout is no duration",
        "A timeout is a length of time such as 500ms, 5s or 1m.",
        "write it as in `5s`",
    ),
    Code(
        "PRD047", ERROR, "unknown reaction to a failure",
        "`on failure` is stop, continue or compensate.",
        "write `stop`, `continue` or `compensate`",
    ),
    Code(
        "PRD048", ERROR, "needs something that is not there",
        "A step or node needs one that the document does not describe.",
        "correct the name, or describe what is missing",
    ),
    Code(
        "PRD049", ERROR, "cycle",
        "Steps or decisions lead back to themselves, so none of them can be first.",
        "remove one of the arrows or needs",
    ),
    Code(
        "PRD050", ERROR, "unknown kind of operation",
        "Kinds are create, read, update, upsert, delete, restore, list, call, publish, query, "
        "notify, and write, read or delete file.",
        "use one of these kinds, joined by `+` where there are several",
    ),
    Code(
        "PRD051", WARNING, "no name for a node",
        "A node's name becomes names of files, modules and topics: small letters, digits and "
        "underscores, at most 60 characters, no keyword of Python.",
        "write the name as in `node: hotel_invoice`",
    ),
    Code(
        "PRD024", NOTE, "findings not listed",
        "Only the first 1,000 findings of each severity are listed.",
        "mend the findings above first",
    ),
    Code(
        "PRD030", WARNING, "example column not bound",
        "A column of an example table is bound by the name of an input or output field.",
        "name the column after a field, or declare the field",
    ),
    Code(
        "PRD031", WARNING, "example cannot be executed",
        "A case needs inputs and expected outputs whose names and values can be bound.",
        "write the case as a row of a table with the fields as columns",
    ),
)  # fmt: skip
