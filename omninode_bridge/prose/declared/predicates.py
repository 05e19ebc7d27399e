"""What is said of a field behind its name: `must be greater than 0 and may not exceed 2000`."""

import re
from typing import Final

from omninode_bridge.language.word_forms import is_past
from omninode_bridge.requirements.parts.spoken_terms import Terms, terms_of

_MUST: Final = (
    r"(?:must|shall|should|has to|have to|needs? to|may|can|will|could|is to|are to)"
    r"(?: (?:always|only|also))?"
)
_NEVER: Final = (
    r"(?:(?:must|shall|should|may|can|will|could|is|are|does|do)(?: not|n't)|cannot|never|"
    r"(?:can|may|must|shall|is|are) never)(?: be| to be| allowed to be)?"
)
_LESS: Final = r"(?:less|lower|smaller|fewer|shorter|earlier|lighter|younger|cheaper)"
_MORE: Final = r"(?:more|greater|larger|higher|longer|later|bigger|heavier|older|dearer)"
_NORMAL: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (r",? ?\(?(?:both |each |all )?(?:values |ends |limits )?(?:included|inclusive(?:ly)?)\)?$",
         ""),
        (r",? (?:for instance|for example|such as|e\.g\.|like) .+$", ""),
        (rf"^{_NEVER} (?:negative|below (?:0|zero))$", "not negative"),
        (rf"^{_NEVER} empty$", "not empty"),
        (rf"^{_NEVER} (?:exceed|{_MORE} than|above|over|after) (?=\S)", "at most "),
        (rf"^{_NEVER} (?:{_LESS} than|below|under|before|fall below) (?=\S)", "at least "),
        (rf"^{_NEVER} (?:required|needed|mandatory|obligatory|compulsory|necessary)$", "optional"),
        (rf"^{_NEVER} (?:given|there|filled in|stated|known)$", "optional"),
        (rf"^{_MUST} (?=\S)", ""),
        (r"^(?:be|is|are|was|were)(?: always| only| either)? (?=\S)", ""),
        (
            (r"^(?:have|has|consists? of|lasts?|measures?|weighs?|costs?|contains?|holds?|takes?|"
            r"comprises?|counts?|runs?|lies?|ranges?|stays?)(?: always)? "
            r"(?=(?:at|up|no|not|exactly|between|from|more|less|\d|one|two|three|four|five|six))"),
            "",
        ),
        (r"^not before (?=\S)", "at least "),
        (r"^not after (?=\S)", "at most "),
        (r"^(?:no|not) (?:earlier|sooner) than (?=\S)", "at least "),
        (r"^(?:no|not) later than (?=\S)", "at most "),
        (r"^(?:compulsory|necessary|essential|a must|present|entered|filled in)$", "required"),
        (r"^(?:given|stated|supplied|provided|specified|named|there|known)$", "required"),
        (r"^(?:left out|missing|omitted|absent|empty|left empty|voluntary)$", "optional"),
        (r"^(?:an? )?valid (?=\S)", ""),
        (r"^(?:one of|any of|either of) (?:the |these )(?:values |words )?", "one of "),
        (r" (?:to begin with|to start with|at the outset|in the beginning)$", " at first"),
        (r"^(?:a )?choice between ", "one of "),
        (r"^(one of .*[\w-]), ([\w-]+) and ([\w-]+)$", r"\1, \2 or \3"),
        (r"^one of ([\w-]+),? ([\w-]+) and ([\w-]+)$", r"one of \1, \2 or \3"),
    )
)  # fmt: skip
_NO_CHOICE: Final = frozenset(
    {"by", "with", "to", "from", "of", "for", "when", "if", "be", "and", "the", "a", "again", "it"}
)
_LISTED: Final = re.compile(r"(?P<before>\w+(?:, \w[\w -]*)*) and (?P<last>\w[\w -]*)")
_JOINT: Final = re.compile(
    r",? (?:and|but)(?: also)? |, | (?=(?:not|no|never) (?:before|after|earlier|later|sooner))"
)
_MOST_PARTS: Final = 6


def said_of(text: str, head: str, *, is_choice: bool = False) -> Terms | None:
    """None where a word of it is neither type nor limit.

    `is_choice` where the field stands in the plural: `Sizes are S, M and L`.
    """
    plain = _normal(text)
    found = _whole(plain, head, is_choice=is_choice)
    if found is not None:
        return found
    joints = list(_JOINT.finditer(plain))[:_MOST_PARTS]
    for joint in reversed(joints):
        before = _whole(plain[: joint.start()], head, is_choice=is_choice)
        after = said_of(plain[joint.end() :], head) if before is not None else None
        if before is None or after is None or (before.type and after.type):
            continue
        return Terms(before.type or after.type, (*before.limits, *after.limits))
    return None


def _normal(text: str) -> str:
    plain = " ".join(text.replace("\u2019", "'").split()).strip(" .,;:")
    for pattern, instead in _NORMAL:
        plain = pattern.sub(instead, plain)
    return plain.strip()


def _whole(text: str, head: str, *, is_choice: bool) -> Terms | None:
    listed = _LISTED.fullmatch(text) if is_choice else None
    said = f"{listed['before']} or {listed['last']}" if listed else text
    found = terms_of(said, head=head) if said else None
    if found is None or found.name or found.rest or _is_deed(found.type, head):
        return None
    return found


def _is_deed(type_: str, head: str) -> bool:
    """`can be changed or removed` are no choices, unless of a status."""
    members = re.findall(r"[\w-][\w -]*", type_.removeprefix("enum")) if type_[:4] == "enum" else []
    words = {word for one in members for word in one.split()}
    is_done = bool(members) and all(is_past(one.split()[0].lower()) for one in members)
    is_state = head.rsplit(maxsplit=1)[-1] in {
        "status",
        "state",
        "condition",
        "phase",
        "stage",
        "result",
    }
    return bool(words & _NO_CHOICE) or (is_done and not is_state)
