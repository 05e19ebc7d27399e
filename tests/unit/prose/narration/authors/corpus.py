"""Documents in the habits of several authors: each sentence with what it must be read as."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.acts.bearing import NONE_BARRED
from omninode_bridge.prose.narration.story import Told
from omninode_bridge.prose.narration.telling_all import telling_of
from omninode_bridge.requirements.document import Document
from omninode_bridge.requirements.reading import read_prd

_KEYS = {"context": "Context", "event": "Events", "states": "States"}


@dataclass(frozen=True)
class Sentence:
    """`facts` is empty where it must stay unread."""

    id: str
    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    title: str
    text: str
    sentences: tuple[Sentence, ...]


def stories(name: str) -> Iterator[Story]:
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    for block in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = block.partition("\n")
        head, *told = re.split(r"^> ", rest, flags=re.MULTILINE)
        sentences = []
        for number, one in enumerate(told, 1):
            said, *facts = one.strip().split("\n")
            stated = tuple(fact for fact in facts if fact != "-")
            sentences.append(Sentence(f"R{number}", said, stated))
        yield Story(title, _document(title, head, sentences), tuple(sentences))


def _document(title: str, head: str, sentences: list[Sentence]) -> str:
    lines = head.strip().split("\n") if head.strip() else []
    kept = [line for line in lines if line.startswith("- ")]
    sections: list[str] = []
    named = [line for line in lines if not line.startswith("- ")]
    if kept and named:
        sections.append("\n".join(("## Data model", f"### {named[0]}", *kept)))
    elif kept:
        sections.append("\n".join(("## Inputs", *kept)))
    events = [line.removeprefix("event ") for line in named if line.startswith("event ")]
    for line in named:
        if line.startswith("context "):
            listed = "\n".join(f"- {one}" for one in line.removeprefix("context ").split("; "))
            sections.append(f"## Context\n{listed}")
    if events:
        sections.append("## Events\n" + "\n".join(f"- {one}" for one in events))
    # The numbers of a list are the ids of its sentences.
    listed = "\n".join(f"- {one.id}: {re.sub(r'^[0-9]+[.] ', '', one.text)}" for one in sentences)
    if all(one.text[0].isdigit() for one in sentences[:3]):
        sections.append(_numbered(sentences))
    else:
        sections.append(f"## Requirements\n{listed}")
    return f"# {title}\n\n" + "\n\n".join(sections) + "\n"


def _numbered(sentences: list[Sentence]) -> str:
    steps = [one.text for one in sentences if one.text[0].isdigit()]
    rest = [f"- {one.text}" for one in sentences if not one.text[0].isdigit()]
    return "\n".join(("## Workflow description", *steps, "", "## Failure handling", *rest))


def told(story: Story, node_type: NodeType) -> Told:
    return telling_of(read_prd(story.text).document, node_type)(NONE_BARRED)


def bound_of(story: Story, found: Told) -> dict[str, str]:
    """What each sentence became, by its id here."""
    texts = {_key(one.shown): one.id for one in found.document.requirements}
    return {
        one.id: found.shown[texts[_key(one.text)]]
        for one in story.sentences
        if texts.get(_key(one.text)) in found.shown
    }


def _key(text: str) -> str:
    return re.sub(r"^[0-9]+[.] ", "", re.sub(r"^R[0-9]+: ", "", text.strip())).strip(" .").lower()


def facts_of(document: Document) -> set[str]:
    found: set[str] = set()
    for step in document.workflow.steps if document.workflow else ():
        found.add(step.name)
        found |= {f"{step.name} <- {need}" for need in step.needs}
        found |= {f"{step.name} ? {step.when.text}"} if step.when else set()
        found |= (
            {f"{step.name} retry {step.retries} {step.retry_delay_ms}"} if step.retries else set()
        )
        found |= {f"{step.name} timeout {step.timeout_ms}"} if step.timeout_ms else set()
        found |= {f"{step.name} fail {step.on_failure}"} - {f"{step.name} fail stop"}
        found |= {f"{step.name} undo {step.compensate_with}"} if step.compensate_with else set()
    machine = document.states
    if machine:
        found |= {f"initial {machine.initial}"} | {f"final {one}" for one in machine.finals}
        found |= {f"states {one}" for one in machine.states}
        for row in machine.transitions:
            guard = f" [{row.guard.text}]" if row.guard else ""
            found.add(f"{row.source} --{row.event}{guard}--> {row.target}")
            found |= {
                f"{row.source} --{row.event}{guard}--> {row.target} / {one.text}"
                for one in row.actions
            }
    for one in document.aggregations:
        parts = [one.function, one.field or ""]
        parts += ["by", *one.group_by] if one.group_by else []
        parts += ["per", f"{one.window}"] if one.window else []
        parts += ["where", one.where.text] if one.where else []
        found.add(" ".join(part for part in parts if part))
    return found


def wanted(fact: str) -> set[str]:
    if " <- " in fact:
        name, _, needs = fact.partition(" <- ")
        return {name, *(f"{name} <- {need}" for need in needs.split(", "))}
    if fact.startswith("states "):
        return {f"states {one}" for one in fact.removeprefix("states ").split(", ")}
    if fact.endswith("fail stop") or fact == "once" or fact.startswith("none "):
        return set()
    if " / " in fact:
        row, _, actions = fact.partition(" / ")
        return {row, *(f"{row} / {one}" for one in actions.split("; "))}
    return {fact}


def judged(story: Story, node_type: NodeType) -> Iterator[tuple[Sentence, str, str]]:
    """Each sentence, whether it is `right`, `wrong` or `unread`, and what it became."""
    found = told(story, node_type)
    facts, bound = facts_of(found.document), bound_of(story, found)
    for one in story.sentences:
        missing = set().union(*map(wanted, one.facts)) - facts if one.facts else set()
        shown = bound.get(one.id, "")
        if not one.facts:
            yield one, "wrong" if shown else "right", shown
        elif not shown:
            yield one, "unread", ""
        else:
            yield one, "wrong" if missing else "right", f"{shown}  MISSING {missing}"


def extra(story: Story, node_type: NodeType) -> set[str]:
    """What the document tells beside all that its sentences mean."""
    meant = set().union(*(wanted(fact) for one in story.sentences for fact in one.facts))
    names = {fact.split(" ")[0] for fact in meant}
    found = facts_of(told(story, node_type).document) - meant
    return {one for one in found if not one.startswith("states ") and one not in names}
