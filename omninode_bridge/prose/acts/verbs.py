"""Verbs that ask something of stored things, and how operations are named after them."""

from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.acts.frame import act_called
from omninode_bridge.requirements.document import Entity
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.types import Kind, Scalar

CREATING: Final = frozenset(
    {
        *(
            "report",
            "file",
            "issue",
            "submit",
            "request",
            "raise",
            "order",
            "place",
            "admit",
            "enrol",
            "enroll",
        ),
        *("sign up", "sign in", "take in", "take on", "take down", "note down", "put in", "note"),
        *("hand in", "make", "start", "check in", "set up", "list", "announce", "reserve", "plan"),
        *("schedule", "introduce", "catalogue", "post", "keep", "collect", "receive", "draw up"),
        *("apply for", "ask for", "write", "propose", "declare", "found", "begin", "accept"),
    }
)
HANDING_IN: Final = frozenset(
    {"report", "file", "submit", "raise", "post", "propose", "announce", "schedule", "introduce"}
    | {"enrol", "enroll", "admit", "hand in", "declare", "apply for", "issue", "sign up"}
)
"""Whoever does that makes a thing, whatever is said of it."""

UPDATING: Final = frozenset(
    {"record", "enter", "note", "note down", "write down", "fix", "reset", "put down", "log"}
    | {"change", "extend", "reschedule", "postpone", "shift", "transfer", "reassign", "convert"}
    | {"switch", "relabel", "correct", "raise", "lower", "reprice", "store", "save", "add"}
)
DELETING: Final = frozenset(
    {"cancel", "withdraw", "call off", "revoke", "scrap", "dismiss", "take back", "take out"}
    | {
        "throw away",
        "take away",
        "clear away",
        "throw out",
        "get rid of",
        "strike off",
        "cross out",
        "sign off",
        "dispose",
        "void",
    }
)
LISTING: Final = frozenset({"list", "browse", "page", "paginate", "enumerate", "sort", "order"})
SEARCHING: Final = frozenset({"search", "look for", "search for", "query", "discover"})
READING: Final = frozenset(
    {"open", "check", "consult", "call up", "look at", "bring up", "request", "ask for"}
)
PLAIN: Final = frozenset(
    {"update", "change", "modify", "edit", "amend", "revise", "alter", "adjust", "set", "patch"}
    | {"correct", "mark", "overwrite", "replace", "refresh", "put", "turn", "switch", "record"}
)
"""To change by these verbs says no more than that something is changed."""

NOTING: Final = frozenset({"record", "enter", "note", "note down", "write down", "log"})
HIDING: Final = frozenset({"soft delete", "hide", "deactivate", "retire", "disable"})


def classes_of(verb: str) -> frozenset[str]:
    """`create`, `read`, `list`, `search`, `update`, `delete`, `restore`, as far as known."""
    own = lexicon().verbs.get(verb, "")
    found = {own} & {"create", "read", "list", "search", "update", "delete", "restore"}
    for name, verbs in (
        ("create", CREATING),
        ("delete", DELETING),
        ("list", LISTING),
        ("search", SEARCHING),
        ("read", READING),
    ):
        if verb in verbs:
            found.add(name)
    return frozenset(found)


def only_creates(verb: str) -> bool:
    return lexicon().verbs.get(verb) == "create" and verb not in READING


def named(verb: str, entity: Entity) -> str:
    """`register_member`; what is hidden or removed for good is deleted all the same."""
    spoken = verb.removeprefix("soft ").removeprefix("hard ")
    return snake_case(f"{spoken} {snake_case(entity.name)}")


def is_agent(verb: str, entity: Entity) -> bool:
    """Who subscribes is a `Subscriber`."""
    name = snake_case(entity.name)
    return name in {f"{verb}er", f"{verb}r", f"{verb}or", f"{verb}{verb[-1]}er", f"{verb}ant"}


def counted_by(entity: Entity, verb: str) -> str:
    """The number that counts how often it was done: `extensions` of what is extended."""
    found = [
        one.name
        for one in entity.fields
        if one.type == Scalar(Kind.INT) and one.default is not None
        if lexicon().singular(one.name) != one.name
        if act_called(lexicon().singular(one.name)) == verb
    ]
    return found[0] if len(found) == 1 else ""


def plural_of(entity: Entity) -> str:
    *first, last = snake_case(entity.name).split("_")
    return "_".join((*first, lexicon().plural(last)))


FINAL: Final = frozenset({"erase", "purge", "destroy", "hard delete"})
