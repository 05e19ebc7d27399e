"""States that nothing leaves: `sold cups stay sold`, `nothing can be done with it any more`."""

import re
from collections.abc import Sequence
from typing import Final

from omninode_bridge.prose.acts.act import Act, Locked, Said
from omninode_bridge.prose.acts.stating import Stating

_MORE: Final = r"(?: (?:any ?more|any longer|at all))?"
_STAYS: Final = re.compile(
    r"(?:an? |every |each |all |any )?(?P<value>[a-z_]+) (?P<noun>[a-z]+(?: [a-z]+)?) "
    r"(?:stays?|remains?) (?P=value)(?: (?:for ever|forever|for good))?"
)
_FINAL: Final = re.compile(
    rf"(?P<thing>.+?) (?:is|stays?|remains?) (?:final|unchanged|"
    rf"as (?:it|they) is|never changed{_MORE})"
)
_NOTHING: Final = re.compile(
    r"(?:(?:from then on|after that|then|afterwards|thereafter) ,? ?)?nothing (?:more |else )?"
    rf"may be done (?:with|to) (?P<thing>.+?){_MORE}"
)


class FinalReader(Stating):
    def finals_of(self, said: str, last: Sequence[Said]) -> tuple[Said, ...]:
        """`last` is what the sentence before it asks for, which makes `it` what it is."""
        if match := _STAYS.fullmatch(said):
            return self._locked(f"{match['value']} {match['noun']}", whole=False)
        if match := _FINAL.fullmatch(said):
            return self._locked(match["thing"], whole=False)
        match = _NOTHING.fullmatch(said)
        if match is not None and match["thing"] in {"it", "them"}:
            acts = [one for one in last if isinstance(one, Act)]
            sets = acts[0].sets if len(acts) == 1 else ()
            return (Locked(acts[0].entity, sets[0], whole=True),) if len(sets) == 1 else ()
        return self._locked(match["thing"], whole=True) if match is not None else ()

    def _locked(self, thing: str, *, whole: bool) -> tuple[Said, ...]:
        found = self.thing_of(thing)
        if found is None or found[1] is None:
            return ()
        return (Locked(found[0], found[1], whole=whole),)
