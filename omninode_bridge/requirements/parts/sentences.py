"""Sentences that ask for something, and their halves."""

import re
from collections.abc import Iterator
from typing import Final

from omninode_bridge.requirements.markdown.span import Span

ANNOUNCING: Final = re.compile(r"\b(?:must|shall|should|can|will|may|has to|is to)$")
END: Final = re.compile(r"(?<![.\s][a-zA-Z])(?<!e\.g)(?<!i\.e)(?<!etc)[.!?][\"')\]*_]*\s+(?=[\"'(\[*_`]*[A-Z0-9`])")  # fmt: skip  # noqa: E501 - one pattern
MODAL: Final = re.compile(
    r"\b(?:must|shall|should|can|will|(?-i:may)|cannot|needs? to|ha(?:s|ve) to|supports?|provides?|"
    r"allows?|enables?|(?:is|are) (?:required|expected|able) to|accepts?|ensures?|offers?)\b",
    re.IGNORECASE,
)
EARS: Final = re.compile(
    r"(?:(?:when|while|if|where|whenever|once|after|before|upon|as soon as)\b[^,]{2,400}),\s*"
    r"(?:then\s+)?(.{3,2000})",
    re.IGNORECASE | re.DOTALL,
)
STORY: Final = re.compile(
    r"as an?\s+(.{2,200}?),?\s+i\s+(?:want|need|would like|can|should be able)\s+"
    r"(?:to\s+)?(.{2,2000})",
    re.IGNORECASE | re.DOTALL,
)
VERBS: Final = frozenset(
    re.findall(
        r"\w+",
        """
    accept access acknowledge add adjust aggregate alert allow analyze annotate append apply
    approve archive assert assign attach authenticate authorize autocomplete avoid backfill
    batch bind block branch buffer build bundle cache calculate cancel capture change charge
    check clamp classify clean clear clone close collect combine commit compact compare
    compensate compile complete compress compute concatenate configure connect consume
    convert coordinate copy correlate count create decode decrypt deduplicate define delete
    deliver deploy deprecate derive detect determine develop diff disable dispatch display
    distribute download drop embed emit enable encode encrypt enforce enqueue enrich ensure
    establish estimate evaluate execute expire export expose extract facilitate fail fall
    fetch fill filter find flag flush format forward gate generate get group guard handle
    hash hide highlight honor identify ignore implement import include incorporate index
    inform ingest initialize insert inspect install integrate invoke issue iterate join keep
    label limit link list load lock log look lookup maintain manage map mark mask match
    materialize measure merge migrate monitor mount move multiply name navigate normalise
    normalize notify obtain offer open operate orchestrate order output override pack page
    parse pass patch perform persist pick ping poll present prevent print process produce
    project promote prompt propagate protect provide prune publish pull push query queue
    raise rank read rebuild receive recommend record recover redirect reduce refresh
    register reject release reload remember remind remove rename render reorder repeat
    replace replay replicate report request require reserve reset resize resolve respond
    restore resume retain retrieve retry return reverse revoke roll rotate round route run
    sample sanitise sanitize save scan schedule score search seed select send serialize
    serve set shift ship show sign simulate skip slice snapshot sort split start stop store
    stream strip submit subscribe substitute sum summarize supply support surface swap sync
    synchronize tag test throttle tokenize total track transfer transform translate traverse
    trigger trim truncate try undo unlock unpack update upload upsert use utilize validate
    verify view visualize wait warm warn watch weigh wire withdraw wrap write
    """,
    )
)


def sentences(span: Span) -> Iterator[Span]:
    start = 0
    for match in END.finditer(span.text):
        part = span.slice(start, match.end()).strip()
        if part:
            yield part
        start = match.end()
    part = span.slice(start).strip()
    if part:
        yield part


def asks_for_something(text: str) -> bool:
    """A modal verb, a user story, or an imperative; what only announces a list is none."""
    if ANNOUNCING.search(text):
        return False
    return MODAL.search(text) is not None or is_story(text) or is_imperative(text)


def is_story(text: str) -> bool:
    return STORY.match(text) is not None


def is_imperative(text: str) -> bool:
    match = re.match(r"[*_`\"(]{0,4}([A-Za-z]+)", text)
    if match is None:
        return False
    word = match.group(1).lower()
    return word in VERBS or _base(word) in VERBS


def _base(word: str) -> str:
    """`implements`, `creates`, `classifies` without their ending."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("es") and word[:-2] in VERBS:
        return word[:-2]
    return word.removesuffix("s")


def halves(text: str) -> tuple[str, str]:
    """Condition and response of an EARS sentence or a user story, else two empty texts."""
    story = STORY.match(text)
    if story:
        goal = re.split(r"\s+so that\s+|,\s*so\s+", story.group(2), maxsplit=1)[0]
        return f"as a {story.group(1).strip()}", goal.strip(" .")
    ears = EARS.match(text)
    if ears and MODAL.search(ears.group(1)):
        return text[: ears.start(1)].rstrip(" ,").removesuffix("then").rstrip(" ,"), ears.group(1)
    return "", ""
