"""Findings about requirements that are realised by patterns."""

from collections.abc import Mapping
from typing import Final

from omninode_bridge.diagnostics import Code, Severity

DEFAULT_USED: Final = Code(
    "PRD801",
    Severity.NOTE,
    "a pattern's default is used",
    "The requirement is realised by a pattern of the catalogue, and the document does not say all"
    " that the pattern needs to know. The pattern's documented default stands in its place.",
    "Answer the question in the requirement's sentence or in the data model.",
)
TIED: Final = Code(
    "PRD802",
    Severity.WARNING,
    "two patterns fit equally well",
    "The sentence fits several patterns of the catalogue and nothing in it decides between them."
    " None is taken, and the requirement stays unbound.",
    "Say more exactly what is wanted, or write it as a structured section.",
)
CONFLICT: Final = Code(
    "PRD803",
    Severity.WARNING,
    "a pattern contradicts another part of the document",
    "The sentence fits a pattern, but what the pattern adds is defined differently elsewhere: by"
    " the document or by the pattern of another requirement. It is not added.",
    "Make the two agree, or write them as a structured section.",
)
SLOT_MISSING: Final = Code(
    "PRD804",
    Severity.NOTE,
    "a pattern fits, but the sentence does not say enough",
    "Verb and words fit a pattern of the catalogue, but a slot without a default is not filled by"
    " the sentence or by the data model.",
    "Name what is missing. `omninode patterns show NAME` has sentences that say enough.",
)
PARTLY: Final = Code(
    "PRD805",
    Severity.NOTE,
    "only a part of the sentence fits a pattern",
    "The sentence asks for several things, and not all of them fit a pattern. Nothing is taken: a"
    " requirement that is realised by half would count as done.",
    "Write one requirement for each thing that is asked for.",
)
MADE_UNIQUE: Final = Code(
    "PRD806",
    Severity.NOTE,
    "a field becomes unique",
    "A requirement finds one entity by this field. That needs at most one row for each of its"
    " values, so the field is made unique.",
    "Write `unique` in the data model, or ask for a list instead.",
)
TYPE_BY_PATTERNS: Final = Code(
    "PRD807",
    Severity.NOTE,
    "the sentences decide the node type",
    "No hint, no stated type and no section says which type of node is described, and the words"
    " alone point to a type that realises fewer of the requirements; or none is understood, and"
    " clearly most have the form of another type: amounts that are worked out, states and figures,"
    " steps and their order, or what is done to stored things.",
    "State the `type` in the front matter.",
)
UNTOLD: Final = Code(
    "PRD808",
    Severity.NOTE,
    "a sentence does not fit what the others tell",
    "The sentences of the document tell a state machine, a workflow or figures together. This one"
    " speaks of the same things, but of something in it that the others do not know or say"
    " otherwise. Nothing is taken from it.",
    "Name states, steps and fields as the other sentences do, or write them as a table.",
)
ASSUMED: Final = Code(
    "PRD809",
    Severity.NOTE,
    "the sentences leave something open",
    "What the sentences of the document tell together needs something that none of them says, such"
    " as the state in which an event is possible. The likeliest answer stands in its place.",
    "Answer the question in one of the sentences.",
)
SEEMS: Final = Code(
    "PRD810",
    Severity.NOTE,
    "a sentence that nothing realises",
    "Nothing of the document could be generated, so no requirement is bound. What this sentence"
    " seems to ask for is told by its meaning alone, of nodes of any type; a pattern is taken only"
    " where every word of a sentence is understood.",
    "Write the sentence as one of the pattern's own: `omninode patterns show NAME`.",
)
LEFT_OUT: Final = Code(
    "PRD811",
    Severity.NOTE,
    "a rule told in a sentence is left out",
    "The sentence reads like a rule: a value, a change of one, or what is refused. Something in it"
    " is not understood, or its rule cannot run beside the others. Nothing is taken from it.",
    "Say the part that is named in other words, or write the rule in the section `Rules`.",
)
UNGUARDED: Final = Code(
    "PRD812",
    Severity.WARNING,
    "an operation is left out, because a sentence about it is not understood",
    "The operation itself is understood. But another sentence speaks of it, such as of when it is"
    " refused, and nothing of that sentence is understood: the operation would do what the document"
    " forbids. It is not generated, and the requirement that asks for it stays unbound.",
    "Say the sentence that is named in other words, or write the operation in the section"
    " `Operations`.",
)
CHOICE_USED: Final = Code(
    "PRD813",
    Severity.NOTE,
    "the choice of a similar node is used",
    "The document does not say all that the pattern needs to know. A registered node that resembles"
    " it has the same pattern for the same thing, and what was chosen there stands in its place.",
    "Answer the question in the requirement's sentence or in the data model.",
)
REWORDED: Final = Code(
    "PRD814",
    Severity.NOTE,
    "a sentence that is understood in other words",
    "The sentence is not understood as it is written. The wording that is told with it has all"
    " words of it that mean something and no others, up to their form and other words for the"
    " same; it was put in its place, and is understood there, together with the other wordings."
    " Whether it says what is meant is for the author to judge.",
    "Put the wording in place of the sentence, or say it in another way.",
)
COACHED: Final = Code(
    "PRD815",
    Severity.NOTE,
    "so much is understood with the wordings that are told",
    "All wordings of the findings before it were put into the document together, and that was read"
    " again. A type that is named was not stated by the author; with it the most is understood.",
    "Put each wording in place of its sentence, and check again.",
)
NOT_DONE: Final = Code(
    "PRD816",
    Severity.NOTE,
    "a part of a sentence is said and not done",
    "The sentence is realised, apart from what is named: where in a program it is done, whose"
    " events they are, what comes after it. It neither limits nor conditions what is done, and"
    " nothing is made for it.",
    "Where it asks for more, say that in a sentence of its own.",
)
UNREAD: Final = frozenset(
    each.code for each in (TIED, CONFLICT, SLOT_MISSING, PARTLY, UNTOLD, LEFT_OUT, UNGUARDED)
)
"""Say why a requirement is not realised."""

CODES: Final[Mapping[str, Code]] = {
    each.code: each
    for each in (
        *(DEFAULT_USED, TIED, CONFLICT, SLOT_MISSING, PARTLY, MADE_UNIQUE, TYPE_BY_PATTERNS),
        UNTOLD,
        ASSUMED,
        SEEMS,
        LEFT_OUT,
        UNGUARDED,
        CHOICE_USED,
        REWORDED,
        COACHED,
        NOT_DONE,
    )
}
