"""Asks all sources at the same time; a source that fails or is late is less evidence."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from queue import Empty, Queue
from threading import Thread
from typing import Final

from omninode_bridge.errors import BridgeError
from omninode_bridge.intelligence.evidence import Evidence, Question, SimilarNode, SourceAnswer
from omninode_bridge.intelligence.fusion import DEPTH, fuse
from omninode_bridge.ports import KnowledgeSource
from omninode_bridge.reliability.changes import Dependency
from resources.reliability.guard import Guard, Guards

LOGGER: Final = logging.getLogger(__name__)
TIMEOUT_S: Final = 2.0

type Answer = tuple[SourceAnswer, tuple[SimilarNode, ...]]


class ParallelIntelligence:
    """A breaker stands before each source: that of `guards`, else one that lives as long as this.

    `prepare` is called before each question, such as to take in what is new.
    """

    def __init__(
        self,
        sources: Sequence[KnowledgeSource],
        *,
        timeout_s: float = TIMEOUT_S,
        prepare: Callable[[], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
        guards: Guards = Guard,
    ) -> None:
        self._sources = {source.name: source for source in sources}
        self._guards = {name: guards(f"{Dependency.SOURCE} {name}") for name in self._sources}
        self._timeout_s = timeout_s
        self._clock = clock
        self._prepare = prepare

    def gather(self, question: Question) -> Evidence:
        self._prepared()
        started = self._clock()
        answers: Queue[Answer] = Queue()
        names = [name for name in self._sources if name in (question.sources or self._sources)]
        deep = replace(question, limit=max(question.limit, DEPTH))
        for name in names:
            # A daemon: a source that hangs must not keep the process from ending.
            Thread(target=lambda name=name: answers.put(self._ask(name, deep)), daemon=True).start()
        found = self._collect(answers, len(names), until=started + self._timeout_s)
        late = set(names) - found.keys()
        waited_ms = (self._clock() - started) * 1000
        for name in late:
            reason = f"no answer within {self._timeout_s:g} s"
            found[name] = (
                SourceAnswer(name, answered=False, duration_ms=waited_ms, reason=reason),
                (),
            )
        answered = {name: found[name][1] for name in names if found[name][0].answered}
        fused = fuse(answered, question.limit, by_quality=question.by_quality)
        return Evidence(
            similar=fused.similar,
            sources=tuple(found[name][0] for name in names),
            conflicts=fused.conflicts,
        )

    def _prepared(self) -> None:
        """For as long as a source may take; why it failed the sources will say themselves."""
        if self._prepare is None:
            return
        preparing = Thread(target=_quietly, args=(self._prepare,), daemon=True)
        preparing.start()
        preparing.join(self._timeout_s)

    def _collect(self, answers: Queue[Answer], count: int, *, until: float) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        while len(found) < count:
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


def _quietly(work: Callable[[], object]) -> None:
    try:
        work()
    except BridgeError as error:
        LOGGER.warning("What is new could not be taken in: %s", error.message)
    except Exception:  # the edge of a thread
        LOGGER.exception("What is new could not be taken in")
