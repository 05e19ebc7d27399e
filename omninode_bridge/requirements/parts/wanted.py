"""Where a document says what is wanted, whatever its headings are, and in which sentences."""

import re
from collections.abc import Callable
from typing import Final

from omninode_bridge.requirements.document import RequirementClass
from omninode_bridge.requirements.markdown.blocks import Paragraph
from omninode_bridge.requirements.markdown.headings import normalized
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.parts.background import background_of, is_titled
from omninode_bridge.requirements.parts.classification import class_of_headings
from omninode_bridge.requirements.parts.commands import is_command
from omninode_bridge.requirements.parts.sentences import MODAL, asks_for_something, is_imperative
from omninode_bridge.requirements.parts.wanted_indirectly import SETTLED, is_consequence
from omninode_bridge.requirements.structures import SectionKind

type Ear = Callable[[str], bool]
"""Whether a sentence is taken for a requirement."""

BEHAVIOUR: Final = frozenset(
    {SectionKind.STATES, SectionKind.WORKFLOW, SectionKind.AGGREGATIONS, SectionKind.OPERATION}
)
_STATED: Final = frozenset({SectionKind.RULES, *BEHAVIOUR})
_OF_THE_WHOLE: Final = frozenset({RequirementClass.QUALITY, RequirementClass.CONSTRAINT})

INFORMATIVE: Final = frozenset(
    {
        "installation", "usage", "testing", "tests", "test plan", "verification", "configuration",
        "license", "licence", "contributing", "changelog", "references", "see also", "links",
        "project structure", "directory structure", "file structure", "development", "related",
        "troubleshooting", "migration", "quick start", "quickstart", "getting started", "setup",
        "table of contents", "contents", "glossary", "terms", "terminology", "appendix",
        "revision history", "authors", "credits", "stakeholders", "timeline", "milestones",
        "environment variables", "deployment", "basic usage", "advanced usage", "usage examples",
        "code examples", "error codes", "monitoring", "support", "file organization", "files",
        "terms and concepts explanation", "related documentation", "documentation", "roadmap",
        "prerequisites", "documents", "implementation", "implementation details", "test coverage",
        "definitions", "who is who", "personas", "contact", "contacts", "history", "reasons",
        "rationale", "today", "status quo", "current situation", "situation", "the situation",
        "starting point", "where we are", "as is", "context",
    }
)  # fmt: skip
_BACKGROUND: Final = frozenset(
    {"background", "motivation", "problem", "problem statement", "vision", "the problem"}
)
_PARTICIPLE: Final = (
    r"(?:\w+(?:ed|en|ght)|lent|sold|paid|kept|sent|held|made|done|told|left|put|cut|built)\b"
)
_REASONS: Final = re.compile(
    r"(?:why|because|about|who|meaning|history|background|reasons?|how (?:to|it (?:is|was) today|"
    r"we (?:work|do it) (?:today|now))|what (?:is|are|was|were|it is|this is|we have|we know)"
    rf"(?! {SETTLED}| (?:not|never|no longer) \w| (?!an?\b){_PARTICIPLE})|"
    r"what (?:the )?\w+(?: \w+)? means?)\b"
)
_WANTING: Final = re.compile(
    r"\b(?:wants?|wanted|wish(?:es)?|needs?|needed|expects?|expected|expectations|should|shall|"
    r"must|may|can|cannot|has to|have to|demands?|rules?|behaviou?rs?|behaves?|works?|does|do|"
    r"happens?|features?|functions?|tasks?|duties|stories|requirements?)\b"
)
_ASKED: Final = re.compile(r"(?:what|how|when|which)\b")
_STRONG: Final = re.compile(r"\b(?:must|shall)\b", re.IGNORECASE)
_CRITERIA: Final = re.compile(r"\bacceptance\b|\bcriteri(?:a|on)\b|\bdefinition of done\b")
_CASE: Final = re.compile(
    r"^\W*(?:given|scenario|example|case)\b|[=`{]|->|\u2192|\u21d2|^\w+:\s", re.IGNORECASE
)
_RELATIVE: Final = re.compile(r",? (?:that|which|who|where|whose)\b[^,]*")
_BEHIND: Final = re.compile(
    r"(?<!\bin )(?<!\bof )(?<!\bfor )(?<!\bto )\b(?:that|which|who|whose)\b"
    r"(?: (?!(?:and|or|before|after|when|while|if|because|until)\b)[\w'-]+){1,12}? "
    r"(?:is|are|gets?|becomes?|must|shall|can|may|counts?|gives?|costs?|pays?)\b",
    re.IGNORECASE,
)
"""`Members who leave are deleted`: behind the relative clause goes on what is said of them."""

_SHORTEST: Final = 2
"""One word below which bullets stand is a topic, and may be one of anything."""

_FEWEST_WORDS: Final = 3
_BARE: Final = re.compile(r"\w+ (?:is|are|has|have) \w+\W*")
"""`Parents are proud`: what something is, and nothing that follows from it."""

_OURS: Final = re.compile(r"(?:we|i|our|my)\b", re.IGNORECASE)
_PRESENT: Final = re.compile(
    r"\b(?:is|are|has|have|gets?|costs?|becomes?|goes?|comes?|stays?|pays?|begins?|ends?|leads?|"
    r"leaves?|lasts|means?|makes?|keeps?|takes?|gives?|wins?|loses?|earns?|does|do|brings?|"
    r"belongs?|remains?|needs?|contains?|depends?|applies|apply|consists?|equals?|exceeds?)\b",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"(?:the|an?|each|every|all|both|no two|any|most) [a-z]", re.IGNORECASE
)
_STANDING: Final = re.compile(r"in (?:that|this) (?:state|case|status|phase),? ", re.IGNORECASE)
_PAST: Final = re.compile(r"\b(?:was|were|had|used to)\b", re.IGNORECASE)
_CONDITION: Final = re.compile(
    r"\b(?:when(?:ever)?|once|if|unless|while|until|till|after|before|as soon as|as long as|"
    r"only|never|always|every|each|per|at least|at most|more than|less than|otherwise|then|"
    r"in (?:that|this) (?:state|case|status|phase))\b|\d",
    re.IGNORECASE,
)
_SAYS_MUCH: Final = re.compile(r"\b(?:half|double|free|nothing|final|becomes?)\b", re.IGNORECASE)
_WORKED_OUT: Final = re.compile(
    r"\b(?:is|are|equals?) (?:the|its?|their|what|as) .*\b(?:sums?|total|divided|multiplied|times|"
    r"plus|minus|less|rounded|difference|product|percentage|percent|average|highest|lowest|number|"
    r"of|as)\b",
    re.IGNORECASE,
)
_OPENED: Final = re.compile(
    r"(?:when(?:ever)?|once|if|unless|while|until|till|after|before|as (?:soon|long) as|only|no|"
    r"never|always|every|each|otherwise|then)\b|.*\d",
    re.IGNORECASE,
)
_DONE: Final = re.compile(r"\b(?:is|are|be|gets?) (?:\w+ )?\w+(?:ed|en|wn|ught|ut|ld|nt|id)\b")


def says_what_is_wanted(part: Part) -> bool:
    """Whether a heading of the author's own speaks of what is wanted: `What the editor needs`."""
    name = normalized(part.title)
    is_own = part.kind is SectionKind.OTHER and not part.is_title and len(name.split()) >= _SHORTEST
    if not is_own or is_informative(part.title):
        return False
    return _WANTING.search(name) is not None or _ASKED.match(name) is not None


def states_requirements(part: Part) -> bool:
    """Whether it is a section of what the thing does; how well it does it is another matter."""
    if part.kind is SectionKind.REQUIREMENTS:
        return class_of_headings((*part.path, part.title)) not in _OF_THE_WHOLE
    return part.kind in _STATED


def holds_criteria(part: Part) -> bool:
    """Whether criteria of acceptance are sentences, and none of them a case with its values."""
    items = [item for listing in part.listings() for item in listing.items]
    texts = [item.span.text for item in items]
    texts += [block.span.text for block in part.blocks if isinstance(block, Paragraph)]
    is_plain = not (
        any(part.tables()) or any(part.fences()) or any(item.children for item in items)
    )
    is_named = _CRITERIA.search(normalized(part.title)) is not None
    return is_named and is_plain and bool(texts) and not any(map(_CASE.search, texts))


def is_informative(title: str) -> bool:
    """Whether what stands below the heading explains, and asks for nothing."""
    name = normalized(title)
    return name in INFORMATIVE or _REASONS.match(name) is not None


def is_background(part: Part) -> bool:
    """Whether a section tells why there is a document; only what must be so is asked for there."""
    return part.kind is SectionKind.OVERVIEW and normalized(part.title) in _BACKGROUND


def demands(text: str) -> bool:
    """Whether a sentence says in so many words that something must be so."""
    return _STRONG.search(text) is not None and asks_for_something(text)


def asks(text: str) -> bool:
    """Whether a sentence commands or permits; `the clerk wants to know` only tells of a wish."""
    is_asked = MODAL.search(text) is not None or is_imperative(text)
    return is_asked and asks_for_something(text)


def tells(text: str) -> bool:
    """Whether a sentence says how something is or goes, though it may not say that it must.

    Who writes in the first person tells of himself, unless it is a case.
    """
    if asks_for_something(text):
        return True
    if len(text.split()) < _FEWEST_WORDS or background_of(text):
        return False
    if is_command(text) or is_consequence(text):
        return True
    if _OURS.match(text):
        return _goes(text) and _CONDITION.search(text) is not None
    is_bare = _BARE.fullmatch(text.strip(" *_")) and not _SAYS_MUCH.search(text)
    return _goes(text) and not is_bare


def settles(text: str) -> bool:
    """Whether a sentence says what holds, though others say that it must: who acts only narrates.

    `The fee is the sum of both`, `When it is late, nobody is fined`; not `Helpers scan each label`.
    """
    if asks(text) or (is_command(text) and not background_of(text)):
        return True
    main = _main(text)
    said = (
        is_consequence(main)
        or _OPENED.match(main)
        or _DONE.search(main)
        or _WORKED_OUT.search(main)
    )
    return bool(said or _SAYS_MUCH.search(main)) and tells(main)


def tells_a_case(text: str) -> bool:
    """Whether a sentence says under which condition or by which act something is so.

    An introduction says what the thing is; it tells no case.
    """
    main = _main(text)
    said = (
        is_consequence(main)
        or _CONDITION.search(main)
        or _DONE.search(main)
        or _WORKED_OUT.search(main)
    )
    is_asked = asks_for_something(text) or (is_command(text) and not background_of(text))
    return is_asked or ((said or is_consequence(main)) and tells(main))


def _main(text: str) -> str:
    """Without relative clauses, where they are no part of what is said."""
    return text if _BEHIND.search(text) or is_titled(text) else _RELATIVE.sub("", text)


def _goes(text: str) -> bool:
    """A present tense, of a word that is known, or of one in its ending: `Boarding starts`."""
    text = _STANDING.sub("", text)
    words = re.findall(r"[a-z]+", text)
    acts = any(word.endswith("s") and is_imperative(word) for word in words)
    is_now = acts or _SUBJECT.match(text) is not None
    return _PRESENT.search(text) is not None or (is_now and not _PAST.search(text))
