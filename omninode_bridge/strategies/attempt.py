"""The ways to realise a document, in their order, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Strategy(StrEnum):
    """Structure and patterns; then what similar nodes chose; then a language model's rules."""

    COMPILED = "compiled"
    EXEMPLAR = "exemplar"
    LLM = "llm"


class Result(StrEnum):
    """`not_tried` could do nothing about the document; `not_generated` gave no package."""

    PROVEN = "proven"
    FAILED = "failed"
    NOT_GENERATED = "not_generated"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True, slots=True)
class Consulted:
    """A question to a language model: hexadecimal BLAKE3 digests of what was sent and answered.

    `accepted` are the rules that were taken over, `refused` says why the others were not.
    """

    model: str
    prompt_digest: str
    answer_digest: str
    accepted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """`score`, `bound` and `unbound` are known only of what was judged."""

    strategy: Strategy
    result: Result
    reason: str = ""
    score: float | None = None
    bound: int | None = None
    unbound: int | None = None
    consulted: Consulted | None = None


def shown(attempts: Sequence[Attempt]) -> list[dict[str, object]]:
    """As JSON, for the record."""
    return [
        {
            "strategy": one.strategy.value,
            "result": one.result.value,
            "reason": one.reason,
            "score": one.score,
            "bound": one.bound,
            "unbound": one.unbound,
            "consulted": one.consulted
            and {
                "model": one.consulted.model,
                "prompt": one.consulted.prompt_digest,
                "answer": one.consulted.answer_digest,
                "accepted": list(one.consulted.accepted),
                "refused": list(one.consulted.refused),
            },
        }
        for one in attempts
    ]
