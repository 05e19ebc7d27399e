"""All acceptance cases of a document."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from omninode_bridge.requirements.acceptance.example_tables import read_example_table
from omninode_bridge.requirements.acceptance.gherkin_fences import is_gherkin, read_gherkin
from omninode_bridge.requirements.acceptance.given_when_then import (
    begins_case,
    continues_case,
    is_case,
    read_sentence,
)
from omninode_bridge.requirements.acceptance.json_pairs import JsonCases
from omninode_bridge.requirements.acceptance.outcome import Case
from omninode_bridge.requirements.acceptance.signature import Signature
from omninode_bridge.requirements.document import Example, Scenario
from omninode_bridge.requirements.markdown.blocks import (
    Block,
    Fence,
    Item,
    Listing,
    Paragraph,
    Table,
)
from omninode_bridge.requirements.markdown.headings import meaning
from omninode_bridge.requirements.markdown.inline import bare, plain
from omninode_bridge.requirements.markdown.sections import Part
from omninode_bridge.requirements.markdown.span import Span
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.parts.own_ids import split_id
from omninode_bridge.requirements.structures import SectionKind, UnboundExample

JSON_FENCES = ("json", "json5", "jsonc", "")


@dataclass(frozen=True, slots=True)
class Cases:
    examples: tuple[Example, ...] = ()
    unbound: tuple[UnboundExample, ...] = ()
    scenarios: tuple[Scenario, ...] = ()


@dataclass(slots=True)
class _Reader:
    signature: Signature
    notebook: Notebook
    cases: list[Case] = field(default_factory=list)
    json: JsonCases = field(default_factory=JsonCases)
    caption: str = ""

    def read(self, block: Block) -> None:
        if isinstance(block, Table):
            self.cases.extend(read_example_table(block, self.signature, self.notebook))
        elif isinstance(block, Fence):
            self._fence(block)
        elif isinstance(block, Listing):
            for items in _cases_of(block):
                self._items(items)
        elif isinstance(block, Paragraph):
            self._paragraph(block)

    def _fence(self, fence: Fence) -> None:
        if is_gherkin(fence):
            self.cases.extend(read_gherkin(fence, self.signature, self.notebook))
        elif fence.info in JSON_FENCES and fence.text.lstrip()[:1] in ("{", "["):
            self.json.read(fence, self.caption)

    def _paragraph(self, block: Paragraph) -> None:
        text = plain(block.span.text)
        if is_case(text):
            self._sentence(block.span.text, block)
        else:
            self.caption = bare(text).rstrip(":")[:80]

    def _sentence(self, text: str, block: Paragraph) -> None:
        place = block.span.place()
        self.cases.append(read_sentence(text, place, self.signature, self.caption))

    def _items(self, items: list[Item]) -> None:
        """One case: a bullet, or a bullet for each of its steps."""
        if len(items) == 1:
            self._item(items[0])
            return
        own_id, caption = split_id(Span.on(self.caption, 1))
        text = " ".join(item.span.text for item in items)
        case = read_sentence(text, items[0].place, self.signature, caption.text)
        case.requirement_id = own_id
        self.cases.append(case)

    def _item(self, item: Item) -> None:
        own_id, rest = split_id(item.span)
        inner = [child for child in item.children if isinstance(child, Listing)]
        steps = [sub.span.text for listing in inner for sub in listing.items]
        fences = [child for child in item.children if isinstance(child, Fence)]
        if steps and any(is_case(f"{step} then") for step in steps):
            text = " ".join(steps)
            case = read_sentence(text, item.place, self.signature, bare(rest.text).rstrip(":"))
        elif fences:
            self.caption = bare(rest.text).rstrip(":")[:80]
            for fence in fences:
                self._fence(fence)
            return
        else:
            case = read_sentence(rest.text, item.place, self.signature)
            for listing in inner:
                for sub in listing.items:
                    self._item(sub)
        case.requirement_id = own_id
        if case.text.strip():
            self.cases.append(case)


def _cases_of(listing: Listing) -> Iterator[list[Item]]:
    """Bullets by case: `Given`, `When` and `Then` may be bullets of their own."""
    steps: list[Item] = []
    for item in listing.items:
        text = item.span.text
        if steps and continues_case(text):
            steps.append(item)
            continue
        if steps:
            yield steps
            steps = []
        if begins_case(text):
            steps = [item]
        else:
            yield [item]
    if steps:
        yield steps


def read_examples(root: Part, signature: Signature, notebook: Notebook) -> Cases:
    reader = _Reader(signature, notebook)
    for part in root.walk():
        if part.kind is SectionKind.EXAMPLES:
            for block in _captioned(part, reader):
                reader.read(block)
    reader.json.finish()
    cases = sorted([*reader.cases, *reader.json.cases], key=lambda case: case.place)
    finished = [case.finished(number) for number, case in enumerate(cases, start=1)]
    return Cases(
        tuple(case for case in finished if isinstance(case, Example)),
        tuple(case for case in finished if isinstance(case, UnboundExample)),
        tuple(reader.json.scenarios),
    )


def _captioned(part: Part, reader: _Reader) -> Iterator[Block]:
    names_cases = part.level and meaning(part.title) is SectionKind.OTHER
    reader.caption = part.title if names_cases else ""
    yield from part.blocks
