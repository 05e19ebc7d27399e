"""Asks all sources at the same time; a source that fails or is late is less evidence."""

import time
from collections.abc import Callable, Sequence
from queue import Empty, Queue
from threading import Thread
from typing import Final

from omninode_bridge.errors import BridgeError
from omninode_bridge.intelligence.evidence import Evidence, Question, SimilarNode, SourceAnswer
from omninode_bridge.ports import KnowledgeSource
from resources.reliability.guard import Guard

TIMEOUT_S: Final = 2.0

type Answer = tuple[SourceAnswer, tuple[SimilarNode, ...]]


class ParallelIntelligence:
    """Keeps a breaker for each source, so it is worth living as long as its process."""

    def __init__(
        self,
        sources: Sequence[KnowledgeSource],
        *,
        timeout_s: float = TIMEOUT_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sources = {source.name: source for source in sources}
        self._guards = {name: Guard(f"The source {name}", clock=clock) for name in self._sources}
        self._timeout_s = timeout_s
        self._clock = clock

    def gather(self, question: Question) -> Evidence:
        started = self._clock()
        answers: Queue[Answer] = Queue()
        for name in self._sources:
            # A daemon: a source that hangs must not keep the process from ending.
            Thread(
                target=lambda name=name: answers.put(self._ask(name, question)), daemon=True
            ).start()
        found = self._collect(answers, until=started + self._timeout_s)
        late = self._sources.keys() - found.keys()
        waited_ms = (self._clock() - started) * 1000
        for name in late:
            reason = f"no answer within {self._timeout_s:g} s"
            found[name] = (
                SourceAnswer(name, answered=False, duration_ms=waited_ms, reason=reason),
                (),
            )
        return Evidence(
            similar=_merged([similar for _, similar in found.values()], question.limit),
            sources=tuple(found[name][0] for name in self._sources),
        )

    def _collect(self, answers: Queue[Answer], *, until: float) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        while len(found) < len(self._sources):
            try:
                answer = answers.get(timeout=max(0.0, until - self._clock()))
            except Empty:
                break
            found[answer[0].source] = answer
        return found

    def _ask(self, name: str, question: Question) -> Answer:
        started = self._clock()

        def outcome(*, answered: bool, found: int = 0, reason: str = "") -> SourceAnswer:
            return SourceAnswer(name, answered, (self._clock() - started) * 1000, found, reason)

        try:
            with self._guards[name].attempt():
                similar = tuple(self._sources[name].similar(question))
        except BridgeError as error:
            return outcome(answered=False, reason=error.message), ()
        except Exception as error:  # noqa: BLE001  the edge of a thread: the reason is recorded
            return outcome(answered=False, reason=f"{type(error).__name__}: {error}"), ()
        return outcome(answered=True, found=len(similar)), similar


def _merged(lists: Sequence[Sequence[SimilarNode]], limit: int) -> tuple[SimilarNode, ...]:
    best = sorted(
        (node for nodes in lists for node in nodes), key=lambda node: (-node.similarity, node.name)
    )
    return tuple(best[:limit])
