"""What bindings and tests ask again for every requirement, looked up once for a document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from omninode_bridge.generation.reads import Followers, without_effect
from omninode_bridge.generation.vocabulary import FreeRules
from omninode_bridge.requirements.document import Document, Example, Requirement
from omninode_bridge.rules.program import Program, Source, Step


class BindingsIndex:
    """The rules, examples and dependants of each requirement, in the order of the program."""

    def __init__(self, document: Document, program: Program) -> None:
        self.document = document
        self.program = program
        self.followers = Followers(program)
        self._idle = {id(step) for step in without_effect(program)}
        self.answered = frozenset(output.name for output in program.outputs)
        self._free = FreeRules(document, program)
        self._own: dict[str, list[Source]] = defaultdict(list)
        self._steps: dict[Source, list[int]] = defaultdict(list)
        for position, step in enumerate(program.steps):
            for source in step.sources:
                self._steps[source].append(position)
                for one in filter(None, (source.requirement_id, *source.also)):
                    self._own[one].append(source)
        self._examples = _Examples(document.examples)

    def sources_of(self, requirement: Requirement) -> tuple[Source, ...]:
        """The rules that carry its id, else the free rules that say what it says."""
        own = self._own.get(requirement.id)
        return tuple(own) if own else self._free.that_say(requirement.text)

    def steps_of(self, sources: Iterable[Source]) -> tuple[Step, ...]:
        positions = {at for source in sources for at in self._steps[source]}
        return tuple(self.program.steps[at] for at in sorted(positions))

    def are_idle(self, steps: tuple[Step, ...]) -> bool:
        """Whether nothing that can be seen depends on the steps."""
        return bool(steps) and all(id(step) in self._idle for step in steps)

    def examples_of(self, requirement: Requirement) -> tuple[Example, ...]:
        return self._examples.chosen(self._examples.by_requirement.get(requirement.id, ()))

    def examples_showing(
        self, requirement: Requirement, keys: Iterable[str], messages: Iterable[str]
    ) -> tuple[Example, ...]:
        """Its own examples, and those that expect one of the keys or one of the rejections."""
        known = self._examples
        positions = {*known.by_requirement.get(requirement.id, ())}
        for key in keys:
            positions.update(known.by_key.get(key, ()))
        for message in messages:
            positions.update(known.by_message.get(message, ()))
        return known.chosen(positions)


class _Examples:
    """Positions of the examples, by what leads to them."""

    def __init__(self, examples: tuple[Example, ...]) -> None:
        self.all = examples
        by_requirement: dict[str, list[int]] = defaultdict(list)
        by_key: dict[str, list[int]] = defaultdict(list)
        by_message: dict[str, list[int]] = defaultdict(list)
        for position, example in enumerate(examples):
            if example.requirement_id is not None:
                by_requirement[example.requirement_id].append(position)
            for key in example.expected:
                by_key[key].append(position)
            if example.rejection is not None:
                by_message[example.rejection.message].append(position)
        self.by_requirement: Mapping[str, list[int]] = by_requirement
        self.by_key: Mapping[str, list[int]] = by_key
        self.by_message: Mapping[str, list[int]] = by_message

    def chosen(self, positions: Iterable[int]) -> tuple[Example, ...]:
        return tuple(self.all[at] for at in sorted(set(positions)))
