"""The order in which rules run, and the circles that leave them without one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

from omninode_bridge.rules.context import Key
from omninode_bridge.rules.syntax import Attribute, Name, Node, children


@dataclass(frozen=True, slots=True)
class Task:
    """Something that runs once `needs` are known. `order` is its place in the document."""

    order: int
    needs: frozenset[Key]
    gives: Key | None = None
    is_rejection: bool = False


def run_order(tasks: Iterable[Task]) -> tuple[list[Task], list[tuple[Key, ...]]]:
    """Tasks in order, and the circles, each from its first rule on.

    Of the tasks that are ready, rejections go first, then what stands first in the document.
    """
    schedule = _Schedule(tasks)
    circles: list[tuple[Key, ...]] = []
    while schedule.is_unfinished:
        if not schedule.run_ready():
            circles.append(schedule.break_circle())
    return schedule.ordered, circles


class _Schedule:
    def __init__(self, tasks: Iterable[Task]) -> None:
        self.ordered: list[Task] = []
        known = list(tasks)
        self._givers = {task.gives: task for task in known if task.gives is not None}
        self._waiting = {task: {key for key in task.needs if key in self._givers} for task in known}
        self._needed_by: dict[Key, list[Task]] = {}
        self._ready: list[tuple[bool, int, Task]] = []
        for task, needs in self._waiting.items():
            for key in needs:
                self._needed_by.setdefault(key, []).append(task)
            if not needs:
                self._push(task)

    @property
    def is_unfinished(self) -> bool:
        return len(self.ordered) < len(self._waiting)

    def _push(self, task: Task) -> None:
        heappush(self._ready, (not task.is_rejection, task.order, task))

    def run_ready(self) -> bool:
        """Run what stands first, and everything else that is ready; false if nothing is."""
        ran = bool(self._ready)
        while self._ready:
            _, _, task = heappop(self._ready)
            self.ordered.append(task)
            if task.gives is not None:
                self._announce(task.gives)
        return ran

    def _announce(self, key: Key) -> None:
        for follower in self._needed_by.get(key, ()):
            needs = self._waiting[follower]
            if key in needs:
                needs.discard(key)
                if not needs:
                    self._push(follower)

    def break_circle(self) -> tuple[Key, ...]:
        """Find a circle, and take its rules as known, so that the search for others goes on."""
        circle = self._circle()
        for key in circle:
            task = self._givers[key]
            if self._waiting[task]:
                self._waiting[task].clear()
                self._push(task)
        return circle

    def _circle(self) -> tuple[Key, ...]:
        """Follow needs from the first stuck rule until one comes again."""
        stuck = (task for task, needs in self._waiting.items() if needs)
        task = min(stuck, key=lambda found: found.order)
        path: dict[Key, None] = {}
        while True:
            key = min(self._waiting[task], key=self._order_of)
            if key in path:
                keys = list(path)
                circle = keys[keys.index(key) :]
                first = circle.index(min(circle, key=self._order_of))
                return tuple(circle[first:] + circle[:first])
            path[key] = None
            task = self._givers[key]

    def _order_of(self, key: Key) -> int:
        return self._givers[key].order


def needs_first(uses: Mapping[Key, frozenset[Key]]) -> list[Key]:
    """Every key behind those that it uses, as far as there is no circle; without recursion."""
    done: dict[Key, None] = {}
    for start in uses:
        path: list[tuple[Key, list[Key]]] = [(start, sorted(uses[start]))]
        entered = {start}
        while path:
            key, rest = path[-1]
            if key in done or not rest:
                done.setdefault(key)
                path.pop()
                continue
            following = rest.pop()
            if following not in done and following not in entered:
                entered.add(following)
                path.append((following, sorted(uses[following])))
    return list(done)


def words_of(root: Node) -> frozenset[str]:
    """Every name and field that a rule mentions."""
    found: set[str] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            found.add(node.id)
        elif isinstance(node, Attribute):
            found.add(node.name)
        waiting.extend(children(node))
    return frozenset(found)
