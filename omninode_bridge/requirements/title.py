"""A document's title and its node's name, found without parsing the document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from omninode_bridge.requirements.cleaning import cleaned
from omninode_bridge.requirements.front_matter import front_matter_text, stated_node
from omninode_bridge.requirements.markdown.headings import meaning
from omninode_bridge.requirements.markdown.inline import bare
from omninode_bridge.requirements.naming import snake_case
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.structures import SectionKind

FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
UNDERLINE: Final = re.compile(r"={2,}\s*")
DOCUMENT_WORDS: Final = re.compile(
    r"\s*(?:prd|product requirements? documents?|requirements? (?:document|specification))"
    r"\s*(?:\(prd\))?\s*(?:for\b|of\b|[:\u2013\u2014-])?\s*|"
    r"\s*[:(\u2013\u2014-]*\s*(?:prd|product requirements? document)\s*\)?\s*$",
    re.IGNORECASE,
)
INTRODUCTION: Final = re.compile(
    r"^(?:this document (?:outlines|details|describes|defines|specifies) the .{0,30}?requirements "
    r"(?:for|of) (?:an? |the )?(?:development of (?:an? |the )?)?|(?:the|this) ([\w' -]{3,50}?) "
    r"(?:is|are|aims|represents|was|will|provides|shall|must)\b.*|"
    r"(?:feat|fix|refactor|chore|docs|perf|test)(?:\([^()]{0,60}\))?!?: )",
    re.IGNORECASE,
)
GENERIC: Final = frozenset(
    {"project", "purpose", "of", "this", "the", "document", "prd", "system", "goal", "application",
     "app", "software", "tool", "primary", "product", "aim", "program", "service"}
)  # fmt: skip
NAME_WORDS: Final = 8
LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Title:
    """`line` is 0 where the text is no heading of its own but the document's first words."""

    text: str
    line: int = 0


def find_title(text: str) -> Title:
    """The first heading if it says more than `Requirements` does, else the first words."""
    headings = list(_headings(text))
    if headings:
        first = headings[0]
        names_a_part = meaning(first.text) is not SectionKind.OTHER
        alone = sum(heading.level == 1 for heading in headings) == 1 and first.level == 1
        on_top = first.level == 1 or first.on_top
        if alone or (on_top and not names_a_part):
            return Title(bare(first.text), first.line)
    return Title(_first_words(text))


def peek_name(text: str) -> str:
    """The node's name in any text: from the front matter, else the title.

    A valid identifier of at most 60 characters, never a path or a keyword.
    """
    return name_of(cleaned(text, Notebook()))


def name_of(text: str, title: Title | None = None) -> str:
    """The same for a text that has been cleaned already, and whose title may be known."""
    stated = stated_node(text)
    if stated:
        return snake_case(stated, prefix="node")
    words = (title or find_title(text)).text
    shorter = DOCUMENT_WORDS.sub("", words[:LONGEST], count=1).strip()
    return snake_case(shorter or words or "unnamed", prefix="node")


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    text: str
    line: int
    on_top: bool


def _body(text: str) -> Iterator[tuple[int, str]]:
    """Numbered lines outside of the front matter and code fences."""
    front = front_matter_text(text)
    skipped = 0 if front is None else front.count("\n") + 2
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if number <= skipped:
            continue
        match = FENCE.match(line)
        if fence:
            if match and match.group(1).startswith(fence) and not line[match.end() :].strip():
                fence = ""
        elif match:
            fence = match.group(1)
        else:
            yield number, line


def _headings(text: str) -> Iterator[_Heading]:
    previous = ""
    on_top = True
    for number, line in _body(text):
        match = HEADING.fullmatch(line[:LONGEST]) if "#" in line else None
        if match is not None and match.group(2):
            yield _Heading(len(match.group(1)), match.group(2), number, on_top)
        elif previous and line.startswith("==") and UNDERLINE.fullmatch(line[:LONGEST]):
            yield _Heading(1, previous, number - 1, on_top)
        previous = line.strip()[:LONGEST]
        on_top = on_top and not previous


def _subject(sentence: str) -> str:
    """What a first sentence is about, without its opening phrase; never a word like `project`."""
    shorter = INTRODUCTION.sub(r"\1", sentence, count=1).strip()
    if not set(shorter.lower().split()) - GENERIC:
        shorter = sentence
    return " ".join(shorter.split()[:NAME_WORDS])


def _first_words(text: str) -> str:
    for _, line in _body(text):
        words = bare(HEADING.sub(r"\2", line[:LONGEST])).split()
        is_part = line.lstrip().startswith("#") and meaning(line) is not SectionKind.OTHER
        if any(character.isalnum() for word in words for character in word) and not is_part:
            return _subject(" ".join(words))
    return ""
