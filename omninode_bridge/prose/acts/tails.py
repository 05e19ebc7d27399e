"""What follows the thing that is asked for: fields, keys, filters, order, what becomes of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.acts.act import Tail, Value, Words
from omninode_bridge.prose.acts.fields_called import field_called
from omninode_bridge.prose.acts.limits import number_of
from omninode_bridge.prose.acts.model import Model, articles_end
from omninode_bridge.prose.acts.reasons import is_reason
from omninode_bridge.prose.acts.tail_words import (
    BECOMES,
    BY,
    DOWN,
    FINAL,
    FLUFF,
    GIVING,
    JOINTS,
    OF,
    OLD,
    ORDER,
    OTHER,
    PAGED,
    PART,
    PER_PAGE,
    SETS,
    SOFT,
    THAT,
    UP,
    VERSIONED,
)
from omninode_bridge.requirements.document import Entity
from omninode_bridge.requirements.types import Kind, Optional, Scalar


@dataclass(slots=True)
class TailReader:
    """Reads a tail to the sentence's end, or to where another clause begins."""

    model: Model
    entity: Entity
    kind: str
    words: Words
    at: int
    tail: Tail = field(default_factory=Tail)

    def read(self) -> tuple[Tail, int]:
        while self.at < len(self.words):
            start = self.at
            joint = self._joints()
            if joint >= len(self.words):
                break
            self.at = joint
            if not any(way() for way in self._ways()):
                self.at = start
                break
        return self.tail, self.at

    def _joints(self) -> int:
        at = self.at
        while at < len(self.words) and self.words[at] in JOINTS:
            at += 1
        return at

    def _ways(self) -> tuple[Callable[[], bool], ...]:
        first = (self._soft, self._sets, self._versioned, self._fluff, self._order, self._paged)
        by = {
            "create": (self._given,),
            "list": (self._whose, self._filtered),
            "search": (self._whose, self._filtered),
            "read": (self._keyed,),
            "delete": (self._whose, self._keyed, self._reason),
            "restore": (self._keyed,),
            "update": (
                *(self._whose, self._keyed_update, self._to_other, self._given, self._reason),
            ),
        }
        return (*first, *by[self.kind])

    def _rest(self) -> str:
        return " ".join(self.words[self.at :])

    def _phrase(self, phrases: tuple[str, ...]) -> int:
        """Where the longest of the phrases that stands here ends; 0 where none does."""
        rest = f"{self._rest()} "
        found = max((one for one in phrases if rest.startswith(f"{one} ")), key=len, default="")
        return self.at + len(found.split()) if found else 0

    def _take(self, end: int, tail: Tail) -> bool:
        self.at, self.tail = end, tail
        return True

    def _fluff(self) -> bool:
        end = self._phrase(FLUFF)
        final = self._phrase(FINAL) if self.kind == "delete" else 0
        if final:
            return self._take(final, replace(self.tail, is_final=True))
        return bool(end) and self._take(end, self.tail)

    def _reason(self) -> bool:
        words = self.words[self.at :]
        return is_reason(self.model, self.entity, words) and self._take(len(self.words), self.tail)

    def _paged(self) -> bool:
        found = PER_PAGE.match(self._rest()) if self.kind in {"list", "search"} else None
        if found is not None:
            size = number_of(found["number"])
            stop = self.at + len(found[0].split())
            return bool(size) and self._take(stop, replace(self.tail, is_paged=True, size=size))
        end = self._phrase(PAGED) if self.kind in {"list", "search"} else 0
        return bool(end) and self._take(end, replace(self.tail, is_paged=True))

    def _soft(self) -> bool:
        if self.kind != "delete" or self.tail.is_soft or not SOFT.match(self._behind()):
            return False
        return self._take(len(self.words), replace(self.tail, is_soft=True))

    def _behind(self) -> str:
        """The rest with the joints in front of it."""
        return re.sub(r"^(?:, |and |; )+", "", self._rest())

    def _versioned(self) -> bool:
        is_change = self.kind in {"update", "delete"}
        has = any(one.name == "version" for one in self.entity.fields)
        if not is_change or not has or not VERSIONED.match(self._rest()):
            return False
        is_clear = bool(OLD & {*self.words[self.at :]}) or self.words[-1] == "version"
        return is_clear and self._take(len(self.words), replace(self.tail, is_versioned=True))

    def _sets(self) -> bool:
        rest = self._rest()
        for form in (BECOMES, SETS) if self.kind == "update" else ():
            found = form.match(rest)
            value = self._set(found["what"].split(), found["value"].split()) if found else None
            if value is not None:
                sets = (*self.tail.sets, value)
                return self._take(len(self.words), replace(self.tail, sets=sets))
        return self._set_to()

    def _set(self, what: list[str], value: list[str]) -> Value | None:
        words = tuple(value)
        name = field_called(self.entity, tuple(what)) if what != ["it"] else ""
        if name:
            found, end = self.model.value_in(self.entity, name, words, 0)
        elif what == ["it"] or self.model.entity_at(tuple(what), 1)[0] is self.entity:
            found, end = self.model.value_at(self.entity, words, 0)
        else:
            return None
        return found if end == len(words) else None

    def _set_to(self) -> bool:
        """`mark an order as shipped`, `set a lamp to broken`."""
        if self.kind != "update" or self.words[self.at] not in {"as", "to"}:
            return False
        found, end = self.model.value_at(self.entity, self.words, self.at + 1)
        sets = () if found is None else (*self.tail.sets, found)
        return bool(sets) and self._take(end, replace(self.tail, sets=sets))

    def _listed(self, phrases: tuple[str, ...]) -> tuple[Words, int]:
        """The fields behind one of the phrases."""
        starts = {self._phrase((one,)) for one in phrases} - {0}
        for start in sorted(starts, reverse=True):
            at = start + (self.words[start : start + 1] == ("both",))
            names, end = self.model.fields_at(self.entity, self.words, at)
            while self.words[end : end + 1] == (")",) or self.words[end : end + 1] == ("only",):
                end += 1
            if names:
                return names, end
        return (), 0

    def _given(self) -> bool:
        names, end = self._listed(GIVING)
        given = tuple(dict.fromkeys((*self.tail.given, *names)))
        return bool(names) and self._take(end, replace(self.tail, given=given))

    def _keyed(self) -> bool:
        names, end = self._listed(BY)
        end = self._known(end)
        return bool(names) and self._take(end, replace(self.tail, keys=(*self.tail.keys, *names)))

    def _known(self, end: int) -> int:
        """`whose number is given`."""
        more = self.words[end : end + 2]
        return end + 2 if more in {("is", "given"), ("is", "known"), ("is", "entered")} else end

    def _keyed_update(self) -> bool:
        """Behind `with` stands what changes, behind `by` which row."""
        is_with = self.words[self.at] in {"with", "for", "using", "given"} and not self._keys_only()
        return not is_with and self._keyed()

    def _keys_only(self) -> bool:
        names, _ = self._listed(("with", "for", "with a given", "given", "using"))
        keys = {
            one.name
            for one in self.entity.fields
            if one.constraints.unique or one.constraints.primary_key
        }
        return bool(names) and {*names} <= keys

    def _to_other(self) -> bool:
        """`to another day or hour`, `to a new court`."""
        other = (f"{at} {one}" for at in ("on", "at", "in", "under") for one in OTHER)
        names, end = self._listed(("to", "onto", "into", *other))
        given = tuple(dict.fromkeys((*self.tail.given, *names)))
        return bool(names) and self._take(end, replace(self.tail, given=given))

    def _whose(self) -> bool:
        """`that are open`, `whose status is open`, `with the status open`, `which is not paid`."""
        at, words = self.at, self.words
        if words[at] in THAT and words[at + 1 : at + 2] in {("is",), ("never",)}:
            at = at + 2
            if words[at - 1] == "never":
                words = (*words[: at - 1], "not", *words[at:])
                at -= 1
            return self._valued(*self.model.value_at(self.entity, words, at))
        if words[at] in {"whose", "where", "with", "in", "of", "for"}:
            name, end = self.model.field_at(self.entity, words, at + 1)
            end += words[end : end + 1] in {("is",), ("=",), ("equals",)}
            return self._valued(
                *self.model.value_in(self.entity, name, words, articles_end(words, end))
            )
        return False

    def _valued(self, value: Value | None, end: int) -> bool:
        if value is None:
            return False
        return self._take(end, replace(self.tail, values=(*self.tail.values, value)))

    def _of_by(self) -> bool:
        """`of a customer by email`: the `customer_email`."""
        if self.words[self.at] not in {"of", "for"} or "by" not in self.words[self.at :]:
            return False
        by = self.words.index("by", self.at)
        phrase = (*self.words[self.at + 1 : by], *self.words[by + 1 : by + 2])
        name = (
            field_called(self.entity, phrase)
            if by - self.at <= len(("of", "a", "new", "x"))
            else ""
        )
        filters = (*self.tail.filters, name)
        return bool(name) and self._take(by + 2, replace(self.tail, filters=filters))

    def _filtered(self) -> bool:
        if self._of_by():
            return True
        names, end = self._listed((*OF, *PART) if self.kind == "search" else OF)
        if not names:
            return False
        end = self._known(end)
        return self._take(end, replace(self.tail, filters=(*self.tail.filters, *names)))

    def _order(self) -> bool:
        start = self._phrase(ORDER) if self.kind in {"list", "search"} else 0
        down = bool(start) and "descending" in self.words[self.at : start]
        if not start:
            return self._plain_order()
        name, end = self.model.field_at(self.entity, self.words, start)
        if not name or self.tail.order:
            return False
        return self._directed(name, end, down=down)

    def _plain_order(self) -> bool:
        """`newest first`, where there is one time that orders them."""
        if self.kind not in {"list", "search"} or self.tail.order:
            return False
        end = self._phrase((*UP, *DOWN))
        said = self.words[self.at]
        times = [one.name for one in self.entity.fields if _is_time(one.type)]
        is_time = said in {"newest", "latest", "oldest", "earliest", "most"}
        if not end or not is_time or len(times) != 1 or "expensive" in self.words[self.at : end]:
            return False
        return self._directed(times[0], self.at, down=False)

    def _directed(self, name: str, end: int, *, down: bool) -> bool:
        self.at = end + (self.words[end : end + 1] == (",",))
        up, below = self._phrase(UP), self._phrase(DOWN)
        stop = up or below or end
        sign = "-" if down or below else ""
        return self._take(stop, replace(self.tail, order=f"{sign}{name}"))


def _is_time(found: object) -> bool:
    plain = found.of if isinstance(found, Optional) else found
    return isinstance(plain, Scalar) and plain.kind in {Kind.DATE, Kind.DATETIME}


def is_identifying(name: str) -> bool:
    """Whether one is told from all others by such a field, by what it is called."""
    last = name.rsplit("_", maxsplit=1)[-1]
    return last in lexicon().lists["identifiers"] - {"name", "title", "label", "domain"}
