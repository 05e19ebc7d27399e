"""One plan carried out on a real installation: send, strike, wait, and read the ledgers."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from uuid import UUID

from omninode_bridge.errors import UnavailableError
from omninode_bridge.registry.lifecycle import FINAL
from resources.installation import state as states_of
from resources.kafka.access import Access
from resources.kafka.client import KafkaEventLog
from resources.kafka.publisher import Publisher
from resources.kafka.sending import Sending
from resources.postgres.database import Database
from tests.chaos import ledger
from tests.chaos.messages import message_of, node_of
from tests.chaos.plan import Kind, Plan, Send, Strike, identity
from tests.chaos.striking import Services, Striker
from tests.chaos.verdict import Fault, Problem, Seen, Sent, judge
from tests.platform.site import Site

LOGGER: Final = logging.getLogger(__name__)
OUTSTANDING: Final = 16
AT_ONCE: Final = 200
# The share of events that may be told before as many requests have ended.
AHEAD: Final = 0.1
LOOK_S: Final = 1.0
# Without any news for so long, what is missing is lost.
QUIET_S: Final = 240.0
SHOWN: Final = 40
ENDS: Final = frozenset(state.value for state in FINAL)


@dataclass
class Report:
    """What a run has shown; `gap_s` is the longest time without an end of a request."""

    plan: Plan
    problems: tuple[Problem, ...] = ()
    struck: list[tuple[float, Strike, str]] = field(default_factory=list)
    seconds: float = 0.0
    gap_s: float = 0.0
    slowest_s: float = 0.0
    restarts: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    stories: list[str] = field(default_factory=list)


class Chaos:
    """`tell` is given a line for people now and then."""

    def __init__(self, site: Site, plan: Plan, tell: Callable[[str], None]) -> None:
        self._site = site
        self._plan = plan
        self._tell = tell
        self._report = Report(plan)
        self._asked: dict[UUID, float] = {}
        self._ended: dict[UUID, float] = {}
        self._began = time.monotonic()
        self._news = self._began
        endpoints = states_of.running(site.home).endpoints
        self._servers, self._url = endpoints.kafka_bootstrap_servers, endpoints.database_url
        with KafkaEventLog(self._servers, timeout_s=30) as log:
            self._before = frozenset(ledger.letters(log))
        self._requests = {
            identity(plan.seed, Send(Kind.REQUEST, number)): node_of(plan.seed, number)
            for number in plan.numbers(Kind.REQUEST)
        }

    def carry_out(self) -> Report:
        services = Services(self._site.home.root)
        with services.kept(), closing(Database(self._url, wait_s=120)) as database:
            asyncio.run(self._all_at_once(Striker(self._site, services), database))
            self._tell("All is sent, struck and ended: comparing the ledgers.")
            self._compare(database)
        self._report.seconds = time.monotonic() - self._began
        self._report.restarts = {
            each.name: each.restarts for each in self._state().services if each.restarts
        } | {"intelligence": services.restarts}
        return self._report

    def _state(self) -> states_of.InstallationState:
        state = states_of.read(self._site.home)
        assert state is not None
        return state

    def _has_come(self, share: float) -> bool:
        return self._share >= share

    @property
    def _share(self) -> float:
        return len(self._ended) / len(self._requests)

    async def _all_at_once(self, striker: Striker, database: Database) -> None:
        publisher = Publisher(Access.at(self._servers), 10.0, Sending())
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._ask(publisher))
                tasks.create_task(self._tell_events(publisher))
                tasks.create_task(self._strike(striker))
                tasks.create_task(self._watch(database))
        finally:
            await asyncio.to_thread(publisher.close)

    async def _ask(self, publisher: Publisher) -> None:
        for send in self._plan.sends:
            await self._until(lambda: len(self._asked) - len(self._ended) < OUTSTANDING)
            if send.kind is Kind.REQUEST:
                request_id = identity(self._plan.seed, send)
                self._asked.setdefault(request_id, time.monotonic())
            await self._deliver(publisher, send)

    async def _tell_events(self, publisher: Publisher) -> None:
        """Spread over the whole time, in bursts."""
        events = self._plan.events
        for at in range(0, len(events), AT_ONCE):
            due = at / len(events) - AHEAD
            await self._until(partial(self._has_come, due))
            burst = events[at : at + AT_ONCE]
            await asyncio.gather(*(self._deliver(publisher, send) for send in burst))

    async def _deliver(self, publisher: Publisher, send: Send) -> None:
        """Until it is acknowledged: so long it is ours, and from then on the product's."""
        message = message_of(self._plan.seed, send)
        while True:
            try:
                await publisher.deliver(message)
            except UnavailableError:
                await asyncio.sleep(1.0)
            else:
                return

    async def _strike(self, striker: Striker) -> None:
        for strike in self._plan.strikes:
            await self._until(partial(self._has_come, strike.after))
            await asyncio.sleep(strike.delay_s)
            whom = await asyncio.to_thread(striker.strike, strike)
            at = time.monotonic() - self._began
            self._report.struck.append((at, strike, whom))
            what = f"{strike.target} {whom}" if whom else f"{strike.target}: none was there"
            self._tell(f"{at:7.1f} s  {self._share:4.0%}  {what}")

    async def _watch(self, database: Database) -> None:
        while len(self._ended) < len(self._requests) and not self._is_stuck():
            await asyncio.sleep(LOOK_S)
            found = await asyncio.to_thread(ledger.states, database)
            now = time.monotonic()
            for each in self._requests.keys() & found.keys() - self._ended.keys():
                if found[each] in ENDS:
                    self._note_end(each, now)

    def _note_end(self, request_id: UUID, now: float) -> None:
        self._report.gap_s = max(self._report.gap_s, now - self._news)
        asked = self._asked.get(request_id, now)
        self._report.slowest_s = max(self._report.slowest_s, now - asked)
        self._ended[request_id] = self._news = now

    async def _until(self, is_due: Callable[[], bool]) -> None:
        while not is_due() and not self._is_stuck():  # noqa: ASYNC110  what is awaited is elsewhere
            await asyncio.sleep(LOOK_S / 4)

    def _is_stuck(self) -> bool:
        return time.monotonic() - self._news > QUIET_S

    def _compare(self, database: Database) -> None:
        """What is still on its way has time to come, as long as anything comes."""
        seed = self._plan.seed
        spoiled = [
            Send(kind, n)
            for kind in (Kind.GARBAGE, Kind.GARBLED_EVENT)
            for n in self._plan.numbers(kind)
        ]
        values = frozenset(message_of(seed, send).value for send in spoiled)
        with KafkaEventLog(self._servers, timeout_s=30) as log:
            topics, quiet_since, before = ledger.Topics(log), time.monotonic(), -1
            while True:
                with suppress(UnavailableError):
                    sent, seen = self._ledgers(topics, values, database)
                    self._report.problems = judge(sent, seen)
                    missing = len(self._report.problems)
                    if missing != before:
                        before, quiet_since = missing, time.monotonic()
                        self._tell(f"{missing} things are missing or wrong as yet")
                    if not missing:
                        break
                if time.monotonic() - quiet_since > QUIET_S:
                    break
                time.sleep(5.0)
        self._count(sent, seen, len(values))
        self._report.stories = [
            story for each in self._requests for story in ledger.story(database, each)
        ]

    def _ledgers(
        self, topics: ledger.Topics, values: frozenset[bytes], database: Database
    ) -> tuple[Sent, Seen]:
        topics.look(values)
        seed = self._plan.seed
        sent = Sent(
            requests=self._requests,
            questions={
                identity(seed, Send(Kind.QUESTION, n)) for n in self._plan.numbers(Kind.QUESTION)
            },
            events={identity(seed, Send(Kind.EVENT, n)) for n in self._plan.numbers(Kind.EVENT)},
            garbage=topics.garbage,
        )
        seen = Seen(
            ends=topics.ends,
            answers=topics.answers,
            rows=ledger.states(database),
            versions=ledger.versions(database),
            facts=ledger.facts(database, self._site.home),
            letters=tuple(each for each in ledger.letters(topics.log) if each not in self._before),
        )
        return sent, seen

    def _ids(self, kind: Kind) -> frozenset[UUID]:
        seed = self._plan.seed
        return frozenset(identity(seed, Send(kind, number)) for number in self._plan.numbers(kind))

    def _count(self, sent: Sent, seen: Seen, garbage: int) -> None:
        self._report.counts = {
            "requests": len(sent.requests),
            "questions": len(sent.questions),
            "metrics events": len(sent.events),
            "messages sent": len(self._plan.sends) + len(self._plan.events),
            "different pieces of garbage": garbage,
            "pieces of garbage on the topics": len(sent.garbage),
            "outcomes": sum(len(seen.ends.get(each, ())) for each in sent.requests),
            "answers": sum(
                len(seen.answers.get(each, ())) for each in (*sent.requests, *sent.questions)
            ),
            "rows": len(seen.rows.keys() & sent.requests.keys()),
            "registry versions": sum(len(seen.versions.get(n, ())) for n in sent.requests.values()),
            "facts": sum(seen.facts.get(each, 0) for each in (*sent.requests, *sent.events)),
            "dead letters": len(seen.letters),
        }


def described(report: Report) -> Sequence[str]:
    """For people: counts, kills, gaps, and the first problems."""
    plan = report.plan
    kills = [each.target for _, each, whom in report.struck if whom]
    lines = [f"seed {plan.seed}: {plan.size}", f"  {report.seconds:.0f} s in all"]
    lines += [f"  {name:34} {count:8}" for name, count in report.counts.items()]
    lines += [f"  struck {target:27} {kills.count(target):8}" for target in sorted({*kills})]
    lines += [f"  started again: {name:19} {count:8}" for name, count in report.restarts.items()]
    lines += [
        f"  longest time without an end        {report.gap_s:8.1f} s",
        f"  slowest request                    {report.slowest_s:8.1f} s",
    ]
    faults = [problem.fault for problem in report.problems]
    lines.append("  " + ", ".join(f"{faults.count(fault)} {fault}" for fault in Fault))
    return [*lines, *(f"  {problem}" for problem in report.problems[:SHOWN]), *report.stories]
