"""A language model that says what it is told to say."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from omninode_bridge.errors import UnavailableError
from omninode_bridge.strategies.language_model import Completion, Prompt


@dataclass
class FakeLanguageModel:
    """The last answer is given again; `error` is raised instead of any."""

    answers: Sequence[str] = ("",)
    error: UnavailableError | None = None
    asked: list[Prompt] = field(default_factory=list)

    def complete(self, prompt: Prompt) -> Completion:
        self.asked.append(prompt)
        if self.error is not None:
            raise self.error
        text = self.answers[min(len(self.asked), len(self.answers)) - 1]
        return Completion(text, "fake", f"{len(prompt.data):064x}", f"{len(text):064x}")
