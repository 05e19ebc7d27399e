"""What becomes of a thing by a deed, and what never happens to it."""

from collections.abc import Iterator

from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.acts.act import (
    Absent,
    Brings,
    Described,
    Locked,
    Said,
    Tail,
    Thing,
    Undeleted,
    Value,
)
from omninode_bridge.prose.acts.conflict_words import (
    ABSENT,
    BRINGS,
    ENDS,
    LOCKED,
    RESULT,
    STAYS,
    UNDELETED,
)
from omninode_bridge.prose.acts.frame import PARTICLES
from omninode_bridge.prose.acts.making import act_of
from omninode_bridge.prose.acts.model import articles_end
from omninode_bridge.prose.acts.stating import Stating, gerund
from omninode_bridge.prose.acts.values import done_by


class Outcomes(Stating):
    """Reads sentences that refuse nothing."""

    def _absent(self, said: str) -> Iterator[Said]:
        for form in ABSENT:
            match = form.match(said)
            noun = next((one for one in match.groupdict().values() if one), "") if match else ""
            entity = self._entity(tuple(noun.split()))
            if entity is not None:
                yield Absent(entity)
                return

    def _locked(self, said: str) -> Iterator[Said]:
        """`The system does not allow changes to closed tickets.`"""
        match = LOCKED.match(said)
        thing = match["one"] or match["other"] if match else None
        stated = self._stated(tuple(thing.split())) if thing else None
        if stated is not None and not stated[2]:
            yield Locked(stated[0], stated[1])

    def _undeleted(self, said: str) -> Iterator[Said]:
        """`Permits are never deleted.`"""
        match = UNDELETED.match(said)
        entity = self._entity(tuple(match["noun"].split())) if match else None
        if entity is not None:
            yield Undeleted(entity)

    def _brings(self, said: str) -> Iterator[Said]:
        """`Revoking turns the status into revoked.`"""
        match = BRINGS.match(said)
        words = tuple(match["deed"].split()) if match else ()
        verb, end = gerund(words) if words else ("", 0)
        entity = self._entity(words[end:]) if words[end:] else self.topic
        if match is None or not verb or entity is None:
            return
        value, is_not = self._value(entity, tuple(match["value"].split()))
        if value is not None and not is_not:
            yield Brings(entity, verb, value)

    def _result(self, said: str) -> Iterator[Said]:
        """`The status then becomes assigned`, `the name is then kept in the field technician`."""
        match = RESULT.match(said)
        if match is None or len(self.before) != 1:
            return
        [(entity, verb)] = self.before
        value, is_not = (
            self._value(entity, tuple(match["value"].split())) if match["value"] else (None, False)
        )
        names = {one.name for one in entity.fields}
        if value is not None and not is_not:
            yield Brings(entity, verb, value)
        elif match["field"] in names:
            yield Brings(entity, verb, None, (match["field"],))

    def _ending(self, said: str) -> Iterator[Said]:
        """`Giving a costume back ends the loan, and after that it may be borrowed again.`"""
        match = ENDS.match(said)
        if match is None:
            return
        words = tuple(match["deed"].split())
        verb, end = gerund(words)
        entity, stop = self._model.entity_at(words, articles_end(words, end))
        behind = words[stop:]
        verb = f"{verb} {behind[0]}" if behind and behind[0] in PARTICLES else verb
        done = done_by(entity, base_of(match["again"])) if entity is not None else None
        field = (
            next((one for one in entity.fields if done and one.name == done.field), None)
            if entity
            else None
        )
        if (
            entity is None
            or done is None
            or field is None
            or field.default is None
            or len(behind) > 1
        ):
            return
        value = Value(field.name, field.default.text)
        act = act_of("update", verb, Thing(entity), Tail(sets=(value,)))
        if act is not None and value != done:
            yield act

    def _staying(self, said: str) -> Iterator[Said]:
        """`A cancelled rehearsal stays in the register`: it is not removed."""
        match = STAYS.match(said)
        stated = self._stated(tuple(match["thing"].split())) if match else None
        if stated is not None and not stated[2]:
            self.topic = stated[0]
            yield Described(stated[0].name, f"what is {stated[1].words} stays")
