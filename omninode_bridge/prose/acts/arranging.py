"""Sentences of their own about a list: `Results come sorted by title`, `Ten are on a page`."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from omninode_bridge.prose.acts.act import Arranged, Said, Tail, Words
from omninode_bridge.prose.acts.model import Model, articles_end
from omninode_bridge.prose.acts.narrowing import narrowed
from omninode_bridge.prose.acts.operations import ClashError, Made
from omninode_bridge.prose.acts.tails import TailReader
from omninode_bridge.requirements.document import Entity, Requirement

_IS: Final = r"(?:is|are|come|comes|appear|appears|may be|shall be|is listed|is shown|are shown)"
_WHAT: Final = r"(?:the |all |found |these )*(?P<what>[a-z]+(?: [a-z]+)?)(?: of (?P<of>[a-z ]+?))?"
_ORDER: Final = re.compile(
    rf"{_WHAT} (?:{_IS} )+(?P<order>(?:sorted|ordered|arranged|in (?:the )?order) .+)$"
)
_SIZE: Final = re.compile(
    r"(?:at most |up to |always |no more than )?(?P<number>[a-z]+|\d+) "
    r"(?P<what>[a-z]+(?: [a-z]+)?) (?:is|are|may be) (?:shown |listed |displayed )?"
    r"(?:on|per|to) (?:a|each|every|one|the) page$"
)
_PAGE: Final = re.compile(
    r"(?:a|each|every|one|the) page (?:shows?|holds?|has|contains?|lists?) "
    r"(?:at most |up to |always |no more than )?(?P<number>[a-z]+|\d+) "
    r"(?P<what>[a-z]+(?: [a-z]+)?)$"
)
_FILTER: Final = re.compile(
    rf"{_WHAT} (?:(?:may|shall) be|is) (?:filtered|narrowed|restricted|limited|searched)"
    r"(?: down)? (?:by|to|on|for) (?P<rest>.+)$"
)
_ANY: Final = frozenset(
    {"list", "lists", "results", "result", "hits", "matches", "they", "rows", "entries", "listing"}
)


def arranged_by(model: Model, said: str) -> Iterator[Said]:
    if found := _FILTER.fullmatch(narrowed(said)):
        yield from _tailed(model, found, f"filtered by {found['rest']}")
    for form in (_SIZE, _PAGE):
        if found := form.fullmatch(said):
            yield from _tailed(model, found, f"{found['number']} per page")
    if found := _ORDER.fullmatch(said):
        yield from _tailed(model, found, found["order"])


def _tailed(model: Model, found: re.Match[str], rest: str) -> Iterator[Said]:
    said = found.groupdict()
    own = _entity(model, (said.get("of") or "").split())
    entity = own or _entity(model, said["what"].split())
    is_list = said["what"] in _ANY and (own is not None or not said.get("of"))
    if entity is None and not is_list:
        return
    for each in [entity] if entity else model.entities:
        tail, end = TailReader(model, each, "list", tuple(rest.split()), 0).read()
        is_whole = end == len(rest.split()) and not tail.values
        if is_whole and tail != Tail():
            yield Arranged(
                entity or (each if tail.filters else None), tail.order, tail.size, tail.filters
            )
            return


def _entity(model: Model, words: Iterable[str]) -> Entity | None:
    spoken: Words = tuple(words)
    found, end = model.entity_at(spoken, articles_end(spoken, 0))
    return found if spoken and end == len(spoken) else None


def arrange(made: Iterable[Made], found: Arranged, requirement: Requirement) -> str:
    """Raises `ClashError` where it is not the one list that is meant."""
    lists = [one for one in made if one.act.kind == "list" and not one.act.fixed]
    own = [one for one in lists if found.entity in {None, one.act.entity}]
    if len(own) != 1:
        raise ClashError("which list is meant is not said")
    [one] = own
    if found.order and one.order not in {"", found.order}:
        raise ClashError(f"{one.act.named} is sorted in two ways")
    if found.size and one.size not in {0, found.size}:
        raise ClashError(f"{one.act.named} has pages of two sizes")
    one.filters += [name for name in found.filters if name not in one.filters]
    one.order, one.size = one.order or found.order, one.size or found.size
    one.ids.append(requirement.id)
    return f"{one.act.named} is shown so"
