"""Blocks under their headings, each heading with its meaning."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from omninode_bridge.diagnostics import Place
from omninode_bridge.requirements.markdown.blocks import Block, Fence, Heading, Listing, Table
from omninode_bridge.requirements.markdown.headings import kind_within
from omninode_bridge.requirements.markdown.inline import bare
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.structures import Section, SectionKind


@dataclass(slots=True)
class Part:
    """A section with its own blocks, without those of its subsections."""

    title: str
    level: int
    kind: SectionKind
    span: Span
    path: tuple[str, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    children: list["Part"] = field(default_factory=list)
    is_title: bool = False

    @property
    def place(self) -> Place:
        return self.span.place()

    def walk(self) -> Iterator["Part"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))

    def listings(self) -> Iterator[Listing]:
        return (block for block in self.blocks if isinstance(block, Listing))

    def fences(self) -> Iterator[Fence]:
        return (block for block in self.blocks if isinstance(block, Fence))


def outline(blocks: Sequence[Block], title: str) -> Part:
    """The document as a tree. The heading that is the title means nothing else."""
    root = Part("", 0, SectionKind.OTHER, Span.on("", 1))
    stack = [root]
    titled = False
    for block in blocks:
        if not isinstance(block, Heading):
            stack[-1].blocks.append(block)
            continue
        while stack[-1].level >= block.level:
            stack.pop()
        parent = stack[-1]
        name = bare(block.span.text)
        path = (*parent.path, parent.title) if parent.level else ()
        part = Part(name, block.level, SectionKind.OTHER, block.span, path)
        if not titled and name == title and block.level == 1:
            titled = part.is_title = True
        else:
            part.kind = kind_within(block.span.text, parent.kind)
        parent.children.append(part)
        stack.append(part)
    return root


def of_kind(root: Part, kind: SectionKind) -> list[Part]:
    """All sections of a kind, in document order, subsections of the same kind included."""
    return [part for part in root.walk() if part.kind is kind]


def reclassify(root: Part, decide: Callable[[Part], SectionKind]) -> None:
    """Let the content of a section correct what its heading says."""
    for part in root.walk():
        part.kind = decide(part)


def as_sections(root: Part, text: str) -> tuple[Section, ...]:
    """Every section with its raw text, in document order."""
    lines = text.split("\n")
    parts = [part for part in root.walk() if part.level or part.blocks or not root.children]
    starts = [part.span.place().line if part.level else 0 for part in parts]
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    bodies = ("\n".join(lines[start:end]) for start, end in zip(starts, ends, strict=True))
    return tuple(
        Section(
            part.title,
            part.level,
            part.kind,
            part.place,
            body.strip("\n"),
            part.path,
            start + 1 + len(body) - len(body.lstrip("\n")),
        )
        for part, start, body in zip(parts, starts, bodies, strict=True)
    )
