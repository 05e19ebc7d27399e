"""What is refused because of how a thing is: `Claiming an item that is already claimed`."""

import re
from collections.abc import Iterator

from omninode_bridge.prose.acts.act import (
    Guard,
    Said,
)
from omninode_bridge.prose.acts.conflict_words import (
    BOTH,
    IT_NEVER,
    NEITHER,
    NEVER,
    NOBODY_MAY,
    POSSIBLE,
    REFUSED,
    TWICE,
    VERDICTS,
    WHENCE,
    WHILE,
)
from omninode_bridge.prose.acts.outcomes import Outcomes
from omninode_bridge.prose.acts.stating import gerund, participles
from omninode_bridge.prose.acts.values import done_by


def without_verdict(said: str) -> str:
    """Without words that only say that it is refused then: `; that is a conflict as well`."""
    for _ in range(2):
        for form in VERDICTS:
            said = form.sub("", said).strip(" ,;")
    return said


def refuses(said: str) -> bool:
    """Whether something is refused, rather than asked for."""
    return ";" not in said and REFUSED.match(said) is not None


class ConflictReader(Outcomes):
    """Reads sentences that refuse something, too."""

    def conflicts_of(self, said: str) -> tuple[Said, ...]:
        for read in (
            *(self._absent, self._undeleted, self._locked, self._brings, self._possible),
            self._while,
            *(self._refused, self._never, self._staying, self._ending, self._result),
        ):
            found = tuple(read(said))
            if found:
                return found
        return ()

    def _possible(self, said: str) -> Iterator[Said]:
        match = POSSIBLE.match(without_verdict(said))
        if (
            match is None
            or not self.before
            or (match[0].startswith("both") and len(self.before) != BOTH)
        ):
            return
        for entity, verb in self.before:
            value, is_not = self._value(entity, tuple(match["value"].split()))
            if value is not None:
                yield Guard(entity, verb, value, not is_not)

    def _while(self, said: str) -> Iterator[Said]:
        """`While a costume is out nobody else can borrow it, and it cannot be removed.`"""
        match = WHILE.match(without_verdict(said))
        stated = self._stated(tuple(match["thing"].split())) if match else None
        if match is None or stated is None:
            return
        found = []
        lasts = match[0].startswith("once ") and not stated[2]
        for part in re.split(r" ?,? and (?=it |they |nobody )", match["rest"]):
            verbs = self._denied_verbs(without_verdict(part))
            if not verbs:
                return
            found += [Guard(stated[0], verb, stated[1], stated[2], lasts=lasts) for verb in verbs]
        yield from found

    def _denied_verbs(self, part: str) -> tuple[str, ...]:
        if nobody := NOBODY_MAY.match(part):
            return (nobody["verb"],)
        never = IT_NEVER.match(part)
        return participles(WHENCE.sub("", never["rest"])) if never else ()

    def _refused(self, said: str) -> Iterator[Said]:
        """`Giving back a costume that is not out is refused`, `revoking a permit twice`."""
        match = REFUSED.match(said)
        if match is None:
            return
        what = match["what"]
        is_twice = TWICE.search(what) is not None
        words = tuple(TWICE.sub("", what).split())
        verb, end = gerund(words)
        for at in range(end, len(words)) if verb else ():
            if is_twice:
                entity = self._entity(words[at:]) or (self.topic if words[at:] == ("it",) else None)
                value = done_by(entity, verb) if entity else None
                if entity is not None and value is not None:
                    yield Guard(entity, verb, value, False)
                    return
            elif (stated := self._stated(words[at:])) is not None:
                yield Guard(stated[0], verb, stated[1], stated[2])
                return

    def _never(self, said: str) -> Iterator[Said]:
        """`A claim that is not approved cannot be paid`, `nor can one that is already paid`."""
        plain = without_verdict(said)
        neither = NEITHER.search(plain)
        plain = without_verdict(plain[: neither.start()]) if neither else plain
        match = NEVER.match(plain)
        if match is None:
            return
        verbs = participles(WHENCE.sub("", match["rest"].removeprefix("be ")))
        words = tuple(match["thing"].split())
        stated = self._stated(words) or self._undone(match["thing"])
        if stated is None or not verbs:
            return
        guards = [Guard(stated[0], verb, stated[1], stated[2]) for verb in verbs]
        if neither is not None:
            rest = self._value(stated[0], tuple(neither["rest"].split()[2:]))
            if rest[0] is None:
                return
            guards += [Guard(stated[0], verb, rest[0], rest[1]) for verb in verbs]
        yield from guards
