"""What is asked of a language model, as values and a port."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Prompt:
    """`task` is ours and always the same; `data` is JSON made of the document."""

    task: str
    data: str


@dataclass(frozen=True, slots=True)
class Completion:
    """The answer's text, untrusted; the digests are of what went out and what came in."""

    text: str
    model: str
    prompt_digest: str
    answer_digest: str


class LanguageModel(Protocol):
    """Has no tools, and limits of time, tokens and bytes."""

    def complete(self, prompt: Prompt) -> Completion:
        """Raises `UnavailableError` where no answer comes, or one that is too large."""
        ...
